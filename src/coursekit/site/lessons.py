"""Lessons and sheets as pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.site import notebook
from coursekit.site.asked import asked
from coursekit.site.markdown import as_html, headings, plain
from coursekit.site.names import LESSONS_FOLDER, SHEETS_FOLDER
from coursekit.site.page import Page
from coursekit.site.parts import parts, title_of
from coursekit.site.place import Place

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.course import Course
    from coursekit.quiz.question import Lesson, Question
    from coursekit.site.links import Addresses
    from coursekit.site.notebook import Cell
    from coursekit.site.settings import Settings
    from coursekit.site.shelf import Shelf

# Every lesson has a table that begins with its question and names its minutes.
_ROW = r"\| *\*\*{}\*\* *\| *(?P<words>[^|]+?) *\|"
_NUMBER = re.compile(r"(?P<number>\d\d)-.+\.ipynb")


@dataclass(frozen=True)
class Notebook:
    """A notebook that becomes a page.

    Attributes:
        file: its path.
        source: the same below the course's folder.
        page: the page's path.
        number: as two digits; empty for a notebook that is no lesson, such as a page of help.
        title: its title.
        cells: its cells.
    """

    file: Path
    source: str
    page: str
    number: str
    title: str
    cells: list[Cell]

    def row(self, name: str) -> str:
        """Return what the lesson's own table says, such as ``Minutes``; empty where it says nothing."""
        text = "\n".join(cell.source for cell in self.cells if not cell.is_code)
        match = re.search(_ROW.format(name), text)
        return plain(match["words"]) if match else ""

    @property
    def minutes(self) -> str:
        """How long it takes, as the lesson's own table says: ``50 minutes in class, 65 alone``."""
        return re.sub(r"\A\d+", r"\g<0> minutes", self.row("Minutes"))

    @property
    def questions(self) -> list[str]:
        """The ids of the questions that it asks."""
        return [key for cell in self.cells for key in cell.questions]


def find(course: Course, folder: str, below: str) -> list[Notebook]:
    """Return the notebooks of a folder, in order.

    Args:
        course: the course.
        folder: the folder, below the course's.
        below: where their pages stand.
    """
    notebooks = []
    for path in sorted(course.path(folder).glob("*.ipynb")):
        cells = notebook.read(path)
        match = _NUMBER.fullmatch(path.name)
        title, page = title_of(cells), f"{below}/{path.stem}.html"
        notebooks.append(Notebook(path, f"{folder}/{path.name}", page, match["number"] if match else "", title, cells))
    return notebooks


@dataclass(frozen=True)
class Writer:
    """What makes pages of notebooks.

    Attributes:
        settings: the course's file.
        addresses: what stands where.
        shelf: where pictures and notebooks are kept.
        bank: the questions, by lesson's number.
    """

    settings: Settings
    addresses: Addresses
    shelf: Shelf
    bank: dict[str, Lesson]

    def page(self, here: Notebook, row: list[Notebook], partner: Notebook | None) -> Page:
        """Return the page of a lesson or of a sheet.

        Args:
            here: the notebook.
            row: all of its kind, in order.
            partner: the sheet of a lesson, the lesson of a sheet.
        """
        is_lesson = here.page.startswith(LESSONS_FOLDER)
        place = self.place(here.source, here.page)
        questions = {key: question for lesson in self.bank.values() for key, question in lesson.questions.items()}
        made = parts(here.cells, place, self.settings, questions)
        more = self._not_asked(here) if is_lesson else []
        numbered = [other for other in row if other.number]
        at = numbered.index(here) if here in numbered else None
        note = self.settings.get("reading_note" if is_lesson else "sheet_note") if here.number else ""
        return Page(
            path=here.page,
            title=here.title,
            description=here.row("Question") or _first_words(here.cells),
            template="notebook.html",
            section=LESSONS_FOLDER if is_lesson else SHEETS_FOLDER,
            content={
                "here": here,
                "parts": made,
                "more": [asked(question) for question in more],
                "contents": headings(str(part.words) for part in made),
                "note": as_html(note, place),
                "partner": partner,
                "before": numbered[at - 1] if at else None,
                "after": numbered[at + 1] if at is not None and at + 1 < len(numbered) else None,
                "is_lesson": is_lesson,
                "download": self.shelf.put(f"downloads/{here.source}", here.file.read_bytes()) if here.number else "",
            },
        )

    def place(self, source: str, page: str) -> Place:
        """Return where a file's words come from and where they will stand."""
        wordings = tuple((entry["notebook"], entry["page"]) for entry in self.settings.get("wordings"))
        return Place(source, page, self.addresses, self.shelf, wordings)

    def _not_asked(self, here: Notebook) -> list[Question]:
        """Return the lesson's questions of the bank that its notebook leaves to whoever wants more."""
        lesson = self.bank.get(here.number)
        asks = set(here.questions)
        return [question for key, question in lesson.questions.items() if key not in asks] if lesson else []


def _first_words(cells: list[Cell]) -> str:
    """Return the first sentence below a notebook's title."""
    text = plain(cells[0].source.partition("\n")[2]) if cells else ""
    return re.split(r"(?<=[.?!]) ", text)[0]
