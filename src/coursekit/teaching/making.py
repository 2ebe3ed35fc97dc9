"""One lesson's folder in the teacher's room, or all of them, and a zip for who has no Python."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coursekit.authoring.packing import zipped
from coursekit.browser import find_browser
from coursekit.files import write_whole
from coursekit.teaching import FOLDER
from coursekit.teaching.guide import build_guide
from coursekit.teaching.lesson import NoLessonError, find_lesson
from coursekit.teaching.on_paper import thoughts_of
from coursekit.teaching.pages import render
from coursekit.teaching.plans import PlanError, plan_numbers, plan_path, read_plan
from coursekit.teaching.printing import Sheet, print_sheets
from coursekit.teaching.references import check
from coursekit.teaching.slides import build_deck
from coursekit.teaching.worksheet import build_worksheet

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.course import Course

PAGES = ("guide.html", "slides.html", "worksheet.html", "key.html")
# What is printed, and on which paper: pupils' sheets on both, since a school has one of the two.
PRINTED = (
    *(("worksheet.html", "worksheet-A4.pdf", "A4"), ("worksheet.html", "worksheet-Letter.pdf", "Letter")),
    *(("key.html", "key-A4.pdf", "A4"), ("key.html", "key-Letter.pdf", "Letter")),
    ("guide.html", "guide-A4.pdf", "A4"),
)
SHARED = ("structured-controversy.html", "head-of-department.html")


@dataclass
class Made:
    """What one run has made.

    Attributes:
        folder: the teacher's room.
        lessons: for each lesson its title and its folder.
        browser: the browser that made the PDFs; None when there was none.
    """

    folder: Path
    lessons: dict[str, Path] = field(default_factory=dict)
    browser: str | None = None


def make_lessons(course: Course, numbers: list[str], folder: Path, *, pdf: bool = True) -> Made:
    """Make the folders of lessons: guide, slides, worksheet, key, and what they share.

    Args:
        course: the course.
        numbers: the lessons, as typed.
        folder: the teacher's room; it is made if needed, older files of the same names are replaced.
        pdf: whether to print, if a browser is found.

    Raises:
        NoLessonError: there is no such lesson.
        PlanError: a plan is missing or faulty; nothing was written.
        PrintingError: a browser was found and made no PDF.
        OSError: a file cannot be written.
    """
    pages = {number: lesson_pages(course, number) for number in numbers}
    made = Made(folder, browser=find_browser() if pdf else None)
    for slug, title, written in pages.values():
        made.lessons[title] = folder / slug
        for name, text in written.items():
            write_whole(folder / slug / name, text)
    for name in SHARED:
        write_whole(folder / name, render(name, course=course.title, command=course.command))
    write_whole(folder / "index.html", index_page(course, folder))
    if made.browser:
        print_sheets(
            [
                Sheet(path / page, path / target, paper)
                for path in made.lessons.values()
                for page, target, paper in PRINTED
            ],
            made.browser,
        )
    return made


def lesson_pages(course: Course, number: str) -> tuple[str, str, dict[str, str]]:
    """Return the pages of a lesson: the name of its folder, its title, and each page's text by its file's name.

    Args:
        course: the course.
        number: the lesson, as typed.

    Raises:
        NoLessonError: there is no such lesson.
        PlanError: its plan is missing or faulty.
    """
    lesson = find_lesson(course, number)
    if lesson.number not in plan_numbers(course):
        have = ", ".join(plan_numbers(course))
        raise NoLessonError(f"Lesson {int(lesson.number)} has no plan for teachers. Lessons with one: {have}.")
    plan = read_plan(plan_path(course, lesson.number))
    check(plan, lesson, course)
    thoughts = thoughts_of(course)
    pages = {
        "guide.html": build_guide(plan, lesson, course, thoughts, [name for name in PAGES if name != "guide.html"]),
        "slides.html": build_deck(plan, lesson, course, thoughts),
        "worksheet.html": build_worksheet(plan, lesson, course, thoughts, solved=False),
        "key.html": build_worksheet(plan, lesson, course, thoughts, solved=True),
    }
    return lesson.slug, f"{int(lesson.number)}. {lesson.title}", pages


def index_page(course: Course, folder: Path) -> str:
    """Return the first page of the teacher's room: every lesson that has a plan, with links to those that were made.

    Args:
        course: the course.
        folder: the teacher's room.
    """
    plans = {}
    for number in plan_numbers(course):
        # Another lesson's broken plan is no reason not to make this one.
        with suppress(PlanError):
            plans[number] = read_plan(plan_path(course, number)).content
    lessons = [find_lesson(course, number) for number in plans]
    # A link must open something: lessons that were made now or before.
    made = {lesson.slug for lesson in lessons if (folder / lesson.slug / "guide.html").is_file()}
    return render("index.html", course=course.title, command=course.command, lessons=lessons, plans=plans, made=made)


def pack(folder: Path, target: Path) -> int:
    """Pack the teacher's room into a zip; the same files give the same bytes.

    Args:
        folder: the teacher's room.
        target: the zip file.

    Returns:
        How many files are in it.

    Raises:
        OSError: it cannot be written.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".pdf"})
    files = ((f"{FOLDER}/{path.relative_to(folder).as_posix()}", path.read_bytes()) for path in paths)
    write_whole(target, zipped(files))
    return len(paths)
