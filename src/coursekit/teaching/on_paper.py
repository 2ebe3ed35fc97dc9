"""A question as a page shows it: what is asked, letters to choose from, the answer, what a wrong one reveals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coursekit.quiz.registry import question_type
from coursekit.teaching.vote.asked import spoken
from coursekit.teaching.vote.ballot import instead

if TYPE_CHECKING:
    from coursekit.course import Course
    from coursekit.quiz.question import Question

LETTERS = "ABCDEFGHIJ"
LISTED = ("options", "positions", "items", "left")


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen, put in order or matched.

    Attributes:
        letter: such as ``A``.
        text: its words.
        right: whether it belongs to the answer; None where nothing is right or wrong.
        code: the misconception that it shows; empty without one.
        thought: that misconception in words.
        reply: what is said to it: the feedback, or the strongest counter-argument to a position.
    """

    letter: str
    text: str
    right: bool | None
    code: str
    thought: str
    reply: str


@dataclass(frozen=True)
class OnPaper:
    """One question on a page.

    Attributes:
        question: the question.
        choices: what can be chosen, with letters.
        partners: the right side of a match, with numbers.
        answer: the answer in lines; empty where no answer is the right one.
        near: wrong numbers that one may expect, as choices without letters.
        rated: what is to be rated, where the question asks for ratings: its code and its words.
        ratings: the words of the ratings.
        accepted: for each code the places of the ratings that careful readers argue for.
    """

    question: Question
    choices: tuple[Choice, ...]
    partners: tuple[str, ...]
    answer: tuple[str, ...]
    near: tuple[Choice, ...]
    rated: tuple[tuple[str, str], ...] = ()
    ratings: tuple[str, ...] = ()
    accepted: dict[str, list[int]] = field(default_factory=dict)

    @property
    def prompt(self) -> str:
        """What is asked, without what only a notebook's controls need."""
        return " ".join(spoken(self.question.prompt))

    @property
    def instead(self) -> str:
        """What to do where phones cannot vote on it; empty where they can."""
        return instead(self.question)

    @property
    def wrong(self) -> list[Choice]:
        """What a wrong answer may reveal: options with a misconception, and expected wrong numbers."""
        return [choice for choice in (*self.choices, *self.near) if choice.right is False and choice.thought]

    @property
    def letters(self) -> str:
        """The letters of the right options, such as ``A, C``; empty where there are none."""
        return ", ".join(choice.letter for choice in self.choices if choice.right)

    @property
    def is_open(self) -> bool:
        """Whether no answer is right or wrong."""
        return not self.answer and "answer" not in self.question.body


def on_paper(question: Question, thoughts: dict[str, str]) -> OnPaper:
    """Return a question as a page shows it.

    Args:
        question: the question.
        thoughts: for each misconception's code, its words.
    """
    body = question.body
    face = question_type(question.type).face(body)
    scale = list(face.get("ratings", {}))
    listed: list[dict[str, Any]] = next((body[name] for name in LISTED if isinstance(body.get(name), list)), [])
    choices = [_choice(letter, entry, thoughts) for letter, entry in zip(LETTERS, listed, strict=False)]
    near = [_choice("", {**entry, "text": f"{entry['value']:g}"}, thoughts) for entry in body.get("near", [])]
    return OnPaper(
        question=question,
        choices=tuple(choices),
        partners=tuple(entry["text"] for entry in body.get("right", [])),
        answer=tuple(_answer(question)),
        near=tuple(near),
        rated=tuple((entry["id"], entry["text"]) for entry in face.get("hypotheses", [])),
        ratings=tuple(face.get("ratings", {}).values()),
        accepted={code: [scale.index(word) for word in words] for code, words in body.get("allowed", {}).items()},
    )


def thoughts_of(course: Course) -> dict[str, str]:
    """Return what each misconception's code means, from the course's file.

    Args:
        course: the course.
    """
    return dict(course.sections.get("questions", {}).get("misconceptions", {}))


def _choice(letter: str, entry: dict[str, Any], thoughts: dict[str, str]) -> Choice:
    code = entry.get("misconception", "")
    right = False if "value" in entry else entry.get("correct")
    reply = entry.get("feedback", entry.get("counter", ""))
    return Choice(letter, entry["text"], right, code, thoughts.get(code, ""), reply)


def _answer(question: Question) -> list[str]:
    body = question.body
    if question.type in {"single", "multiple"}:
        return [option["text"] for option in body["options"] if option["correct"]]
    if "value" in body.get("answer", {}):
        return [f"{body['answer']['value']:g} {body['answer'].get('unit', '')}".strip()]
    return question_type(question.type).answer(body)
