"""The words of grading: sheets, tasks, outcomes, settings, results. Everything here can be pickled and sent away."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from coursekit.course import PREFIX
from coursekit.words.chosen import ENGLISH, LANGUAGE_VARIABLE

if TYPE_CHECKING:
    from coursekit.course import Course

# Raise this number when the rules of grading change: everything is then graded again.
RULES = 3


class Outcome(StrEnum):
    """What happened to one task of one submission."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    DIED = "kernel died"
    LIMIT = "over a limit"
    UNANSWERED = "not answered"
    TO_READ = "to be read"
    READ = "read"
    SET = "set by a person"


class Status(StrEnum):
    """What happened to one submission as a whole."""

    GRADED = "graded"
    WAITING = "waiting for reading"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    UNTOLD = "cannot be told who"


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook, as far as grading needs it.

    Attributes:
        kind: ``code``, ``markdown`` or ``raw``.
        source: the text of the cell.
        grade_id: nbgrader's name for the cell; empty when it has none.
        grade: nbgrader says that the cell earns points.
        solution: nbgrader says that learners write here.
        points: what the cell is worth.
        outputs: the stored outputs, in nbformat 4 form.
        execution_count: the number beside a run cell; None when it was never run.
        rubric: how a written answer is marked; only in masters.
        pictures: what was pasted into a text, in base64.
    """

    kind: str
    source: str
    grade_id: str = ""
    grade: bool = False
    solution: bool = False
    points: float = 0.0
    outputs: tuple[dict[str, Any], ...] = ()
    execution_count: int | None = None
    rubric: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """One task of a sheet.

    Attributes:
        grade_id: the name of the cell that earns the points.
        points: what it is worth.
        written: a person reads the answer; nothing is run.
        prompts: the Markdown cells that ask.
        answers: grade_ids of the cells where learners write.
        rubric: how a written answer is marked.
    """

    grade_id: str
    points: float
    written: bool
    prompts: tuple[str, ...]
    answers: tuple[str, ...]
    rubric: tuple[str, ...] = ()


@dataclass(frozen=True)
class Master:
    """The master of one sheet.

    Attributes:
        sheet: its number as written in the file's name, such as ``03``.
        name: the file's name.
        title: its first heading.
        cells: its cells, in order.
        tasks: its tasks, in order.
        released: for each answer cell, its texts in the hand-out: an answer that is one of them is no answer.
        digest: SHA-256 of the file.
        key: the text of the sheet's key; empty for a sheet whose checks have none.
    """

    sheet: str
    name: str
    title: str
    cells: tuple[Cell, ...]
    tasks: tuple[Task, ...]
    released: dict[str, tuple[str, ...]]
    digest: str
    key: str = ""

    @property
    def points(self) -> float:
        """The points that can be earned in the sheet."""
        return sum(task.points for task in self.tasks)


@dataclass(frozen=True)
class Layout:
    """What a kernel finds in the course, by the course's own names of folders.

    Attributes:
        sheets: the folder in which the notebook runs.
        keys: the keys of the sheets, below the course.
        data: the tables.
        answers: the learner's log.
        packages: the course's Python packages.
        preload: modules that a warm kernel has imported.
    """

    sheets: str = "exercises"
    keys: str = "exercises/checks"
    data: str = "data"
    answers: str = "answers"
    packages: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()

    @classmethod
    def of(cls, course: Course) -> Layout:
        """Return the layout of a course."""
        folders = course.folders
        keys = f"{folders.sheets}/{folders.keys}"
        return cls(folders.sheets, keys, folders.data, folders.answers, course.packages, course.preload)

    def variables(self, course: str) -> dict[str, str]:
        """Return the environment variables that tell a kernel where the course's parts are, and that it speaks English.

        What a check says is compared with the master's words, so no grader's language changes a mark.

        Args:
            course: the course's folder as the kernel sees it.
        """
        places = {"DATA": self.data, "CHECKS": self.keys, "ANSWERS": self.answers}
        return {LANGUAGE_VARIABLE: ENGLISH} | {
            f"{PREFIX}_{name}": f"{course}/{place}" for name, place in places.items()
        }


@dataclass(frozen=True)
class Settings:
    """How a submission is run.

    Attributes:
        cell_timeout: seconds that one cell may run.
        run_timeout: seconds that one run of a whole notebook may take.
        output_limit: bytes of output that one cell may send.
        runner_growth: bytes by which the process that reads the outputs may grow.
        kernel_memory: bytes that a kernel without a sandbox, and what it starts, may hold together.
        keep: a folder that gets what is left of every run that failed; empty for none.
        label: what is graded, for the log.
        course: files that a learner's notebook finds in the course, by path such as ``data/members.csv``.
        sandbox: the kernel runs in a sandbox (Linux with bubblewrap).
        warm: processes are forked from one that has imported what they need (only with ``sandbox``).
        layout: where the notebook and the course's files stand for the kernel.
    """

    cell_timeout: float = 30.0
    run_timeout: float = 600.0
    output_limit: int = 10_000_000
    runner_growth: int = 100_000_000
    kernel_memory: int = 2_048 * 1024 * 1024
    keep: str = ""
    label: str = ""
    course: dict[str, bytes] = field(default_factory=dict, repr=False)
    sandbox: bool = False
    warm: bool = False
    layout: Layout = field(default_factory=Layout)

    @property
    def limits(self) -> str:
        """The limits as one text, by which two runs are known to have kept the same."""
        return f"{self.cell_timeout:g} {self.run_timeout:g} {self.output_limit} {self.runner_growth}"


@dataclass(frozen=True)
class Shown:
    """One thing that a learner's answer showed.

    Attributes:
        kind: ``text``, ``said`` (by a check), ``error`` or ``png`` (then the text is a picture in base64).
        text: what was shown, cleaned and shortened.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class ItemResult:
    """The result of one task of one submission.

    Attributes:
        grade_id: the task.
        points: what was earned; None while a written answer waits to be read.
        max_points: what it is worth.
        outcome: what happened.
        hint: one sentence for the learner; may be empty.
        shown: what the answer showed.
        misconception: the code of the known mistake that the answer shows; empty for none.
    """

    grade_id: str
    points: float | None
    max_points: float
    outcome: Outcome
    hint: str = ""
    shown: tuple[Shown, ...] = ()
    misconception: str = ""


@dataclass(frozen=True)
class Result:
    """The result of one submission.

    Attributes:
        status: graded, waiting for reading, or unreadable.
        items: one result a task, in the sheet's order.
        reason: why it is unreadable, or why it cannot be told whose it is; empty otherwise.
        notes: what an instructor may want to know about the file.
        seconds: where the time went, by phase.
    """

    status: Status
    items: tuple[ItemResult, ...]
    reason: str = ""
    notes: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)


class GradingError(RuntimeError):
    """Grading itself could not be done; the message says what to do. Never the learner's fault."""
