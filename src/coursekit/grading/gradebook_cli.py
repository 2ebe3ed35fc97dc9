"""The instructor's commands for the gradebook: ``rename`` and ``forget``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.grading.dispatch.commands import GRADEBOOK, OUTLIVING, say, stopped
from coursekit.grading.model import GradingError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from coursekit.grading.gradebook.store import Gradebook


def add_rename_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``rename``."""
    parser = subparsers.add_parser(
        "rename",
        help="give a learner another name in the gradebook, or make two rows one, and write all tables and pages anew",
        description="Files that come later from Moodle, Canvas or another platform go to the new name too; those from "
        "plain folders still carry the old one: rename them too, or use a roster.",
    )
    parser.add_argument("old", metavar="OLD", help="the name in grades.csv")
    parser.add_argument("new", metavar="NEW", help="a name that nobody has; with --merge, that of another row")
    parser.add_argument(
        "--merge",
        action="store_true",
        help="OLD and NEW are one person: files and marks of both are kept, and the better file of a sheet counts",
    )
    _add_places(parser)
    parser.set_defaults(run=_rename)


def _rename(given: argparse.Namespace) -> int:
    from coursekit.grading.gradebook.learners import rename  # noqa: PLC0415 - the terminal answers at once

    return _change(given, lambda book: rename(book, given.old, given.new, merge=given.merge), given.old, given.new)


def add_forget_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``forget``."""
    parser = subparsers.add_parser(
        "forget",
        help="take a learner out of the gradebook: results, files, marks, pages",
        description="Nothing of the learner stays in the folder. It cannot be undone.",
    )
    parser.add_argument("learner", metavar="LEARNER", help="the name in grades.csv")
    _add_places(parser)
    parser.set_defaults(run=_forget)


def _forget(given: argparse.Namespace) -> int:
    from coursekit.grading.gradebook.learners import forget  # noqa: PLC0415 - the terminal answers at once

    return _change(given, lambda book: (forget(book, given.learner), []), given.learner, None)


def _add_places(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, default=Path("grades"), metavar="DIR", help="the gradebook's folder (grades/)"
    )
    parser.add_argument("--master", type=Path, metavar="DIR", help="the folder of the masters (the course's own)")


def _change(
    arguments: argparse.Namespace, change: Callable[[Gradebook], tuple[int, list[str]]], old: str, new: str | None
) -> int:
    """Change the gradebook, then the tables that outlive a run, then write all others and the pages anew."""
    from coursekit.grading.assignments.course_files import find_masters  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.assignments.masters import load_masters  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.dispatch.reporting import write_reports  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.gradebook.store import Gradebook  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.reports.learner_rows import rename_rows  # noqa: PLC0415 - the terminal answers at once

    path = arguments.out / GRADEBOOK
    if not path.is_file():
        say(f"There is no gradebook {path}. Name its folder with --out.")
        return 1
    try:
        masters = load_masters(arguments.master or find_masters())
        with Gradebook(path) as gradebook:
            changed, words = change(gradebook)
            for table in OUTLIVING:
                rename_rows(arguments.out / table, old, new)
            write_reports(arguments.out, gradebook, masters, say)
    except KeyboardInterrupt:
        return stopped("The command regrade writes all tables and pages as the gradebook has them by now.")
    except GradingError as error:
        say(str(error))
        return 1
    for line in words:
        say(line)
    say(f"{changed} submissions were changed; the tables and pages are written anew.")
    return 0
