"""What the pages are made of: the course's file for the site, its notebooks, tables and questions, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.quiz import bank
from coursekit.site import cards, lessons, names, settings, tables
from coursekit.site.links import Addresses
from coursekit.site.settings import SiteError

if TYPE_CHECKING:
    from coursekit.course import Course
    from coursekit.quiz.question import Lesson
    from coursekit.site.lessons import Notebook
    from coursekit.site.settings import Settings
    from coursekit.site.tables import Table


@dataclass(frozen=True)
class Material:
    """What the pages are made of.

    Attributes:
        course: the course.
        settings: its file for the site.
        lessons: its lessons, with its page of help.
        sheets: its sheets.
        tables: its tables.
        bank: its questions, by lesson's number.
        emblem: its sign.
    """

    course: Course
    settings: Settings
    lessons: list[Notebook]
    sheets: list[Notebook]
    tables: list[Table]
    bank: dict[str, Lesson]
    emblem: cards.Emblem

    def addresses(self) -> Addresses:
        """Return what stands where."""
        course = self.course
        pages = {notebook.source: notebook.page for notebook in [*self.lessons, *self.sheets]}
        pages |= {f"{course.folders.data}/{table.about['path']}": table.page for table in self.tables}
        pages |= {f"{course.folders.data}/README.md": names.CODEBOOK, "CHANGELOG.md": names.CHANGES}
        pages |= {f"site/{name}": name for name in [*names.NAMED, *pages.values()]}
        keys = tables.keys(self.tables)
        for notebook in self.lessons:
            lesson = self.bank.get(notebook.number)
            keys |= {key: f"{notebook.page}#{key}" for key in (lesson.questions if lesson else [])}
        return Addresses(pages, keys)


def material(course: Course) -> Material:
    """Read what the pages are made of.

    Args:
        course: the course.

    Raises:
        SiteError: a file cannot be used.
    """
    about = settings.read(course)
    try:
        return Material(
            course=course,
            settings=about,
            lessons=lessons.find(course, course.folders.lessons, names.LESSONS_FOLDER),
            sheets=lessons.find(course, course.folders.sheets, names.SHEETS_FOLDER),
            tables=tables.find(course),
            bank={f"{lesson.number:02}": lesson for lesson in _bank(course)},
            emblem=cards.Emblem(**about["emblem"]),
        )
    except (ValueError, OSError) as error:
        raise SiteError([str(error)]) from error


def _bank(course: Course) -> list[Lesson]:
    return [bank.load(path) for path in sorted(course.path(course.folders.questions).glob("*.yaml"))]
