"""A question as other programs know it: the bank's types as a few kinds of task, with their keys in the open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line to choose, order or match: its id, its text, and what is said to it."""

    id: str
    text: str
    feedback: str = ""


@dataclass(frozen=True)
class Option(Line):
    """A line to choose or to tick."""

    right: bool = False


@dataclass(frozen=True)
class Choice:
    """Choose one option, or tick each that is right."""

    options: tuple[Option, ...]
    many: bool


@dataclass(frozen=True)
class Near:
    """A predictable wrong number, and what is said to it."""

    value: float
    feedback: str


@dataclass(frozen=True)
class Number:
    """Write a number; ``tolerance`` either way is right."""

    value: float
    tolerance: float
    unit: str
    near: tuple[Near, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """Estimate a number between two bounds, then see the answer; never marked."""

    value: float
    tolerance: float
    unit: str
    low: float
    high: float
    step: float


@dataclass(frozen=True)
class Order:
    """Put lines in order; ``order`` holds their ids, first to last."""

    lines: tuple[Line, ...]
    order: tuple[str, ...]

    @property
    def in_order(self) -> tuple[Line, ...]:
        """The lines as they should stand."""
        by_id = {line.id: line for line in self.lines}
        return tuple(by_id[name] for name in self.order)


@dataclass(frozen=True)
class Match:
    """Find each left line's partner; ``pairs`` holds for each left id the right one."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    pairs: dict[str, str]

    @property
    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Each left text with its partner's, then each text that has no partner behind an empty one."""
        right = {line.id: line.text for line in self.right}
        paired = tuple((line.text, right[self.pairs[line.id]]) for line in self.left)
        return paired + tuple(("", line.text) for line in self.right if line.id not in self.pairs.values())


@dataclass(frozen=True)
class Row:
    """A line to rate, and the ratings that can be argued for."""

    id: str
    text: str
    allowed: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """Rate each row; ``words`` holds the scale: code and words, from one end to the other."""

    rows: tuple[Row, ...]
    words: dict[str, str]


@dataclass(frozen=True)
class Scale:
    """Say how sure you are; never marked."""

    low: float
    high: float
    step: float
    low_word: str
    high_word: str


@dataclass(frozen=True)
class Position(Line):
    """A position that can be argued; ``feedback`` is the strongest argument against it."""


@dataclass(frozen=True)
class Stance:
    """Argue for a position with evidence; never marked right or wrong."""

    positions: tuple[Position, ...]
    evidence: tuple[Line, ...]
    least_words: int


@dataclass(frozen=True)
class Writing:
    """Write a text; people read it with the rubric (points and criterion)."""

    least: int
    most: int
    rubric: tuple[tuple[int, str], ...]
    model: str = ""


Task = Choice | Number | Estimate | Order | Match | Grid | Scale | Stance | Writing


@dataclass(frozen=True)
class Item:
    """One question.

    Attributes:
        id: such as ``q-0301``.
        lesson: its lesson's number.
        skill: what it practises.
        prompt: what is asked.
        hints: up to three.
        explanation: what is said at the end.
        tags: claims and misconceptions that it bears on.
        task: what is to be done, with the key.
        misconceptions: how many wrong answers name the misconception that they show.
        revisit: the question that asks the same again; empty where none does.
        tables: the files of the course's tables of which prompt and hints speak.
        has_chart: whether prompt or hints speak of a chart of the lesson.
    """

    id: str
    lesson: int
    skill: str
    prompt: str
    hints: tuple[str, ...]
    explanation: str
    tags: tuple[str, ...]
    task: Task
    misconceptions: int = 0
    revisit: str = ""
    tables: tuple[str, ...] = ()
    has_chart: bool = False


@dataclass(frozen=True)
class Bank:
    """The questions to export.

    Attributes:
        title: the course's.
        lessons: the titles of their lessons by number.
        items: the questions, in the order of the lessons.
    """

    title: str
    lessons: dict[int, str]
    items: tuple[Item, ...]

    def of_lesson(self, number: int) -> tuple[Item, ...]:
        """Return the questions of a lesson."""
        return tuple(item for item in self.items if item.lesson == number)
