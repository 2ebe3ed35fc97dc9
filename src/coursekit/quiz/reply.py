"""What a learner is told about a response, and the words that several types of question share."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from coursekit.words import gettext, ngettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Question

Response = dict[str, Any]
RIGHT, PARTLY, WRONG, DONE, INCOMPLETE = "right", "partly", "wrong", "done", "incomplete"


@dataclass(frozen=True)
class Note:
    """A word on one part of a response.

    Attributes:
        id: the option, item or criterion that it speaks of.
        mark: ``yes`` (right), ``no`` (not right) or empty (neither).
        text: what is said.
    """

    id: str
    mark: str
    text: str


@dataclass(frozen=True)
class Reply:
    """What a learner is told.

    Attributes:
        outcome: ``right``, ``partly``, ``wrong``, ``done`` (no right or wrong), or ``incomplete`` (not an answer yet).
        headline: one sentence.
        points: marks earned; for contested questions the parts that are there.
        of: marks that can be earned.
        notes: a word on each part.
        explanation: what is said at the end; empty while a wrong answer can be tried again.
        misconceptions: codes of the misconceptions that the response shows.
        line: what a number line needs: ``min``, ``max``, ``unit``, and ``marks``, each a ``label`` and a ``value``.
    """

    outcome: str
    headline: str
    points: int = 0
    of: int = 0
    notes: list[Note] = field(default_factory=list)
    explanation: str = ""
    misconceptions: list[str] = field(default_factory=list)
    line: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the reply as plain values, for the page."""
        return asdict(self)


def incomplete(headline: str) -> Reply:
    """Return the reply to what is no answer yet."""
    return Reply(INCOMPLETE, headline)


def judged(question: Question, points: int, of: int, notes: list[Note], misconceptions: list[str]) -> Reply:
    """Return the reply to a response that is right, partly right or wrong.

    Args:
        question: the question; its explanation is given with a right answer.
        points: marks earned.
        of: marks that can be earned.
        notes: a word on each part.
        misconceptions: codes that the response shows.
    """
    outcome = RIGHT if points == of else PARTLY if points else WRONG
    words = {
        RIGHT: gettext("Right."),
        PARTLY: ngettext(
            "{n} of {of} is right. Look again at the rest.",
            "{n} of {of} are right. Look again at the rest.",
            points,
            of=of,
        ),
        WRONG: gettext("Not yet. Look again."),
    }
    explanation = question.explanation if outcome == RIGHT else ""
    return Reply(outcome, words[outcome], points, of, notes, explanation, sorted(set(misconceptions)))


def yes_no(value: object) -> str:
    """Return the mark of a part."""
    return "yes" if value else "no"


def codes(cases: list[dict[str, Any]]) -> list[str]:
    """Return the codes of the misconceptions that some options or near misses show."""
    return [case["misconception"] for case in cases if case.get("misconception")]
