"""Count a class's answers as the learners pass by: who gave them is not kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from coursekit.quiz import answers, marking
from coursekit.quiz.reading import read_number
from coursekit.quiz.reply import INCOMPLETE, RIGHT
from coursekit.quiz.revisits import chain
from coursekit.teaching.overview.places import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coursekit.quiz.question import Question

# A question, a part of it, and the key of a place.
Spot = tuple[str, str, str]
# Texts differ from learner to learner: to remember them would cost more than it saves.
LONGEST_REMEMBERED = 300
REWORDED, UNREADABLE = "reworded", "unreadable"


class Judged(NamedTuple):
    """What one answer counts for.

    Attributes:
        right: whether it is all right.
        misconceptions: codes that it shows.
        spots: where it falls.
        value: the setting of a slider; None of anything else.
    """

    right: bool
    misconceptions: tuple[str, ...]
    spots: tuple[Spot, ...]
    value: float | None


@dataclass
class Tally:
    """What a class answered.

    Attributes:
        questions: the questions that are counted, by id.
        learners: how many learners there are.
        answered: by question, how many have answered it.
        first: by spot, how many first answers fall there.
        last: by spot, how many last answers do.
        right: by question, how many answered it rightly at first, and at last.
        misconceptions: by code and question, how many learners showed it.
        holders: by code, how many learners showed it anywhere.
        settings: by the first of some sliders that ask the same, the first and the last setting of each learner who
            has set them at least twice.
        passed_over: what was not counted (``REWORDED``, ``UNREADABLE``), and how often.
    """

    questions: Mapping[str, Question]
    learners: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    first: Counter[Spot] = field(default_factory=Counter)
    last: Counter[Spot] = field(default_factory=Counter)
    right: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misconceptions: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    holders: Counter[str] = field(default_factory=Counter)
    settings: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    passed_over: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Find the sliders that ask the same, and how each question is worded now: once, not with every answer."""
        self._judged: dict[tuple[str, str], Judged | None] = {}
        self._wordings = {name: question.wording for name, question in self.questions.items()}
        later = {question.body.get("revisit") for question in self.questions.values()}
        sliders = [question for question in self.questions.values() if question.type == "confidence"]
        starts = [question for question in sliders if question.id not in later]
        self._start_of = {name: question.id for question in starts for name in chain(question, dict(self.questions))}

    def add(self, records: list[dict[str, Any]]) -> None:
        """Count one learner.

        Args:
            records: the learner's records, oldest first.
        """
        self.learners += 1
        given = self._answers(records)
        shown: set[str] = set()
        for name, tries in given.items():
            shown |= self._count(name, tries)
        self.holders.update(shown)
        self._count_settings(given)

    def _answers(self, records: list[dict[str, Any]]) -> dict[str, list[Judged]]:
        """Return by question the answers that count."""
        given: dict[str, list[Judged]] = defaultdict(list)
        for record in records:
            name = record["question"]
            if name not in self.questions or record["outcome"] == answers.SEEN:
                continue
            if record.get("wording", self._wordings[name]) != self._wordings[name]:
                self.passed_over[REWORDED] += 1
                continue
            judged = self._judge(self.questions[name], record["response"])
            if judged is None:
                self.passed_over[UNREADABLE] += 1
            else:
                given[name].append(judged)
        return given

    def _judge(self, question: Question, response: dict[str, Any]) -> Judged | None:
        """Judge an answer; one that many learners give is judged once."""
        written = repr(response)
        if len(written) > LONGEST_REMEMBERED:
            return judge(question, response)
        place = (question.id, written)
        if place not in self._judged:
            self._judged[place] = judge(question, response)
        return self._judged[place]

    def _count(self, name: str, tries: list[Judged]) -> set[str]:
        """Count the answers to one question; return the misconceptions that they show."""
        self.answered[name] += 1
        self.first.update(tries[0].spots)
        self.last.update(tries[-1].spots)
        right = self.right[name]
        right[0] += tries[0].right
        right[1] += tries[-1].right
        shown = {code for answer in tries for code in answer.misconceptions}
        for code in shown:
            self.misconceptions[code][name] += 1
        return shown

    def _count_settings(self, given: Mapping[str, list[Judged]]) -> None:
        """Count the sliders that were set at least twice, here or where a later lesson asks again."""
        values: dict[str, list[float]] = defaultdict(list)
        # In the order in which the course asks, whatever was answered first.
        for name, start in self._start_of.items():
            values[start] += [answer.value for answer in given.get(name, ()) if answer.value is not None]
        for start, settings in values.items():
            if len(settings) > 1:
                self.settings[start].append((settings[0], settings[-1]))


def judge(question: Question, response: dict[str, Any]) -> Judged | None:
    """Return what an answer counts for; None when it is no answer to this question."""
    reply = marking.mark(question, response)
    if reply.outcome == INCOMPLETE:
        return None
    keys = counted(question.type).keys(question, response, reply)
    spots = tuple((question.id, part, key) for part, key in keys)
    value = read_number(response.get("value")) if question.type == "confidence" else None
    return Judged(reply.outcome == RIGHT, tuple(reply.misconceptions), spots, value)
