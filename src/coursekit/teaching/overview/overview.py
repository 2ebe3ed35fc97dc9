"""What the page, the table and the notebook show of a class: enough learners, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coursekit.quiz import bank
from coursekit.quiz.misconceptions import misconceptions
from coursekit.teaching.overview.logs import ClassError, read_logs
from coursekit.teaching.overview.minimum import LEAST
from coursekit.teaching.overview.places import counted
from coursekit.teaching.overview.tally import REWORDED, UNREADABLE, Tally
from coursekit.words import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.quiz.question import Lesson, Question
    from coursekit.teaching.overview.logs import ClassLogs
    from coursekit.teaching.overview.places import Place


@dataclass(frozen=True)
class Row:
    """One place of a question, with how many answers fall there at first and at last."""

    place: Place
    first: int
    last: int


@dataclass(frozen=True)
class Misconception:
    """A misconception that wrong answers showed.

    Attributes:
        code: such as ``COUNT``.
        meaning: what it says.
        learners: how many showed it.
        questions: the questions in which they did, with how many each, the most frequent first.
    """

    code: str
    meaning: str
    learners: int
    questions: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Overview:
    """A class at a glance.

    Attributes:
        tally: what was counted.
        lessons: the lessons whose questions are shown.
        least: how many learners must have answered before anything is shown.
        notes: what was not read or not counted, without names.
        problems: the same in detail, with the names of files.
    """

    tally: Tally
    lessons: tuple[Lesson, ...]
    least: int = LEAST
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = field(default=(), repr=False)

    @property
    def enough(self) -> bool:
        """Whether the class is large enough to be shown."""
        return self.tally.learners >= self.least

    def shown(self, lesson: Lesson) -> list[Question]:
        """Return the questions of a lesson that enough learners have answered."""
        return [question for question in lesson.questions.values() if self.is_shown(question.id)]

    def is_shown(self, question_id: str) -> bool:
        """Tell whether enough learners have answered a question."""
        return self.enough and self.tally.answered[question_id] >= self.least

    def hidden(self) -> list[str]:
        """Return the questions that some learners have answered, but too few."""
        every = (name for lesson in self.lessons for name in lesson.questions)
        return [name for name in every if 0 < self.tally.answered[name] < self.least]

    def rows(self, question: Question) -> list[Row]:
        """Return how the answers to a question spread."""
        first, last = self.tally.first, self.tally.last
        spots = [(place, (question.id, place.part, place.key)) for place in counted(question.type).places(question)]
        return [Row(place, first[spot], last[spot]) for place, spot in spots]

    def misconceptions(self) -> list[Misconception]:
        """Return what enough learners showed, the most frequent first."""
        meanings = misconceptions()
        held = [
            Misconception(code, meanings.get(code, ""), count, tuple(self.tally.misconceptions[code].most_common()))
            for code, count in self.tally.holders.most_common()
            if count >= self.least
        ]
        return held if self.enough else []

    def settings(self) -> Iterator[tuple[Question, list[tuple[float, float]]]]:
        """Yield each slider that enough learners have set twice, with the first and the last setting of each."""
        for name, pairs in self.tally.settings.items():
            if self.enough and len(pairs) >= self.least:
                yield self.tally.questions[name], pairs


def read_class(path: Path, *, lesson: int | None = None, least: int = LEAST) -> Overview:
    """Read the logs of a class and count them.

    Args:
        path: the folder or zip file of the logs.
        lesson: show only this lesson's questions.
        least: how many learners must have answered before anything is shown.

    Raises:
        ClassError: there are no logs, or there is no such lesson.
        BankError: the question bank is faulty; the error lists every fault.
    """
    every = bank.lessons()
    chosen = tuple(known for known in every if lesson in {None, known.number})
    if not chosen:
        raise ClassError(f"--lesson {lesson}: expected one of {', '.join(str(known.number) for known in every)}.")
    logs = read_logs(path)
    tally = Tally({name: question for known in chosen for name, question in known.questions.items()})
    for records in logs.learners:
        tally.add(records)
    return Overview(tally, chosen, least, tuple(_notes(logs, tally)), tuple(logs.problems))


def _notes(logs: ClassLogs, tally: Tally) -> Iterator[str]:
    """Yield what was not counted, or counted once, in sentences."""
    if n := logs.copies:
        yield ngettext(
            "{n} copy of another log, or its continuation elsewhere: counted with it.",
            "{n} copies of another log, or its continuation elsewhere: counted with it.",
            n,
        )
    if n := logs.empty:
        yield ngettext("{n} log without any answer.", "{n} logs without any answer.", n)
    if n := logs.unread:
        yield ngettext("{n} line or file that could not be read.", "{n} lines or files that could not be read.", n)
    if n := tally.passed_over[REWORDED]:
        yield ngettext(
            "{n} answer to an older wording of a question.", "{n} answers to an older wording of a question.", n
        )
    if n := tally.passed_over[UNREADABLE]:
        yield ngettext("{n} answer that cannot be read.", "{n} answers that cannot be read.", n)
