"""What a lesson's notebook and its questions offer to a teacher's pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import nbformat

from coursekit.quiz import bank

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.course import Course
    from coursekit.quiz.question import Question


class NoLessonError(ValueError):
    """The course has no such lesson; the message lists those that it has."""


@dataclass(frozen=True)
class Lesson:
    """One lesson.

    Attributes:
        number: as two digits.
        slug: its file's name without the ending, such as ``03-who-was-in``.
        title: its first heading.
        cells: the notebook's code cells, with their stored outputs.
        questions: its questions by id, in the bank's order.
    """

    number: str
    slug: str
    title: str
    cells: tuple[Any, ...]
    questions: dict[str, Question]

    def named(self, line: str) -> list[Any]:
        """Return the code cells that hold a line.

        Args:
            line: one line of their code, without the spaces around it.
        """
        wanted = line.strip()
        return [cell for cell in self.cells if wanted in (held.strip() for held in cell.source.splitlines())]

    def shown(self, line: str) -> str:
        """Return what the cell with a line shows, as HTML; empty when it stores nothing that a page can show."""
        return shown_html(self.named(line)[0])


def shown_html(cell: Any) -> str:  # noqa: ANN401 - a notebook's cell is a dictionary with attributes
    """Return the picture or table that a cell stores, as HTML; empty when it stores none.

    Args:
        cell: a code cell with outputs.
    """
    stored = [output.get("data", {}) for output in cell.get("outputs", [])]
    tables = [str(data["text/html"]) for data in stored if "text/html" in data]
    return tables[-1] if tables else ""


def find_lesson(course: Course, number: str) -> Lesson:
    """Read a lesson.

    Args:
        course: the course.
        number: its number as typed, such as ``5`` or ``05``.

    Raises:
        NoLessonError: there is none of this number.
        coursekit.quiz.faults.BankError: its questions are faulty.
    """
    files = lesson_files(course)
    wanted = number.strip().zfill(2)
    if wanted not in files:
        known = ", ".join(files)
        raise NoLessonError(
            f"There is no lesson {number!r}. This course has the lessons {known}. "
            f"Try: {course.command} teach {next(iter(files), '01')}"
        )
    notebook = nbformat.read(files[wanted], as_version=4)
    title = re.search(r"^# (.+)$", notebook.cells[0].source, flags=re.MULTILINE)
    bank_of_lesson = bank.load(course.path(course.folders.questions, f"{wanted}.yaml"))
    cells = tuple(cell for cell in notebook.cells if cell.cell_type == "code")
    name = files[wanted].stem
    return Lesson(wanted, name, title[1] if title else name, cells, bank_of_lesson.questions)


def lesson_files(course: Course) -> dict[str, Path]:
    """Return the notebooks of the course's lessons by their numbers, as two digits."""
    notebooks = sorted(course.path(course.folders.lessons).glob("[0-9][0-9]-*.ipynb"))
    return {path.name[:2]: path for path in notebooks if "-Copy" not in path.name}
