"""The command ``teach``: a lesson's folder for a teacher, made and opened."""

from __future__ import annotations

import sys
import time
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.course import CourseFileError, find_course
from coursekit.teaching import FOLDER

if TYPE_CHECKING:
    import argparse
    from typing import Any

    from coursekit.course import Course
    from coursekit.teaching.making import Made


def add_teach_command(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add ``teach``.

    Args:
        subparsers: where the commands are collected.
    """
    parser = subparsers.add_parser(
        "teach", help="make a lesson's folder for a teacher: guide, slides, worksheet, key; and open it"
    )
    parser.add_argument("lesson", metavar="NN", help="the lesson's number, such as 5; all makes every lesson")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where (default: teaching/ in the course's folder)")
    parser.add_argument(
        "--no-open", "--no-browser", action="store_true", help="do not open the first page in the browser"
    )
    parser.add_argument("--no-pdf", action="store_true", help="make the pages only, no PDF")
    parser.add_argument("--zip", type=Path, metavar="FILE", help="also pack everything into one zip, as for a release")
    parser.set_defaults(run=run_teach)


def run_teach(arguments: argparse.Namespace) -> int:
    """Make what was asked for.

    Args:
        arguments: the words of the command.

    Returns:
        0 when all was made, 1 when not.
    """
    try:
        # Jinja2 and nbconvert come with JupyterLab or with the extra "class", and no other command needs them.
        from coursekit.teaching import making  # noqa: PLC0415 - the terminal answers at once
        from coursekit.teaching.printing import PrintingError  # noqa: PLC0415 - the terminal answers at once
    except ModuleNotFoundError as error:
        print(f"The package {error.name} is missing. Try: python -m pip install '.[class]'", file=sys.stderr)  # noqa: T201 - a command speaks
        return 1
    begun = time.monotonic()
    try:
        course = find_course()
        made = _make(making, course, arguments)
    except (CourseFileError, PrintingError, ValueError, OSError) as error:
        # A missing lesson and a faulty plan or question are ValueErrors that say what to do.
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks
        return 1
    print(_report(made, time.monotonic() - begun))  # noqa: T201 - a command speaks
    if arguments.zip:
        print(f"{making.pack(made.folder, arguments.zip)} files packed into {arguments.zip}")  # noqa: T201 - a command speaks
    if not arguments.no_open:
        webbrowser.open(_first_page(made).resolve().as_uri())
    return 0


def _make(making: Any, course: Course, arguments: argparse.Namespace) -> Made:  # noqa: ANN401 - the module
    numbers = making.plan_numbers(course) if arguments.lesson == "all" else [arguments.lesson]
    folder = arguments.out or course.path(FOLDER)
    made: Made = making.make_lessons(course, numbers, folder, pdf=not arguments.no_pdf)
    return made


def _first_page(made: Made) -> Path:
    folders = list(made.lessons.values())
    return folders[0] / "guide.html" if len(folders) == 1 else made.folder / "index.html"


def _report(made: Made, seconds: float) -> str:
    lines = [f"Lesson {title}: {folder}" for title, folder in made.lessons.items()]
    lines.append(f"Made in {seconds:.0f} s: guide, slides, worksheet and key. First page: {_first_page(made)}")
    if not made.browser:
        lines.append(
            "No PDF was made, because no Chromium, Chrome or Edge was found here (or --no-pdf was given). "
            "Open worksheet.html in any browser and print it; it fits A4 and Letter."
        )
    return "\n".join(lines)
