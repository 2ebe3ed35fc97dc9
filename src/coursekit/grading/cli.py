"""The instructor's commands: ``collect``, ``grade``, ``regrade`` and ``merge``."""

from __future__ import annotations

import argparse
import locale
from pathlib import Path

from coursekit.course import find_course
from coursekit.grading.dispatch.commands import say, stopped
from coursekit.grading.model import GradingError, Settings
from coursekit.grading.submissions.files import NotUsableError

DEFAULT_TIMEOUT_S = Settings.cell_timeout


def add_grade_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``grade``."""
    parser = subparsers.add_parser(
        "grade",
        help="grade a class with nbval and write a gradebook, tables and feedback pages",
        description="Grade notebooks with nbval. The exit code is 0 when grading worked, whoever passed.",
    )
    _add_submissions(parser)
    _add_running(parser)
    parser.set_defaults(run=_grade)


def add_regrade_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``regrade``."""
    parser = subparsers.add_parser(
        "regrade",
        help="grade again what an earlier version of a sheet judged, from the files that the gradebook keeps",
        description="After a change of a master: no folder is needed. With --again everything is graded once more.",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("grades"), metavar="DIR", help="the gradebook's folder (grades/)"
    )
    _add_running(parser)
    parser.set_defaults(run=_grade, submissions=[], sheet=None, roster=None)


def _add_running(parser: argparse.ArgumentParser) -> None:
    """Add what ``grade`` and ``regrade`` share."""
    _add_place(parser)
    _add_limits(parser)
    _add_telling(parser)
    _add_master(parser)
    _add_tables(parser)
    parser.add_argument("--again", action="store_true", help="also grade what has been graded before")


def _add_place(parser: argparse.ArgumentParser) -> None:
    """Add who grades."""
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        *("--jobs",), type=_positive, metavar="N", help="how many to grade at once (what cores and memory allow)"
    )
    place.add_argument(
        "--cluster", metavar="ADDRESS", help="let a running dask.distributed scheduler grade: tcp://HOST:PORT"
    )


def _add_limits(parser: argparse.ArgumentParser) -> None:
    """Add what learners' code may do."""
    parser.add_argument(
        *("--cell-timeout",),
        type=_seconds,
        default=DEFAULT_TIMEOUT_S,
        metavar="S",
        help=f"seconds that one cell may run ({DEFAULT_TIMEOUT_S:g})",
    )
    parser.add_argument(
        "--sandbox",
        choices=("auto", "on", "off"),
        default="auto",
        help="run learners' code without network and files of this machine: where possible (auto), always, never",
    )
    parser.add_argument(
        "--cold", action="store_true", help="start each kernel anew, also where it could be forked from a warm one"
    )


def _add_telling(parser: argparse.ArgumentParser) -> None:
    """Add what is told of runs, and kept of those that failed."""
    parser.add_argument(
        *("-v", "--verbose"), action="count", default=0, help="tell what happens to each submission; -vv: in all detail"
    )
    parser.add_argument(
        *("--keep",),
        type=Path,
        metavar="DIR",
        help="keep the merged notebook and the logs of each run that failed; they hold reference answers",
    )


def _add_tables(parser: argparse.ArgumentParser) -> None:
    """Add which tables are read and filled in, and how those for people are written."""
    parser.add_argument(
        "--scores",
        type=Path,
        metavar="FILE",
        help="marks given by people: to_read.csv, or any table with learner, sheet, grade_id, points, comment",
    )
    parser.add_argument(
        *("--csv",),
        choices=("comma", "semicolon"),
        default=region(),
        help="how tables for people are written; the default is this computer's region",
    )
    parser.add_argument(
        *("--fill",),
        type=Path,
        action="append",
        default=[],
        metavar="EXPORT",
        help="also fill marks and comments into Canvas' gradebook export or Moodle's grading worksheet, as a copy",
    )


def add_collect_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``collect``."""
    parser = subparsers.add_parser(
        "collect",
        help="show what grade would grade: which file is whose, which sheet, which counts, and why",
        description="Look at what was handed in, without running any of it, and write collected.csv: a line a file.",
    )
    _add_submissions(parser)
    _add_master(parser)
    parser.set_defaults(run=_collect)


def _add_submissions(parser: argparse.ArgumentParser) -> None:
    """Add what ``collect`` and ``grade`` share."""
    parser.add_argument(
        "submissions",
        nargs="+",
        type=Path,
        metavar="SUBMISSIONS",
        help="folders, notebooks, or the archives that Moodle, Canvas and other platforms hand out",
    )
    parser.add_argument("--out", type=Path, default=Path("grades"), metavar="DIR", help="where to write (grades/)")
    parser.add_argument("--sheet", type=_sheet, metavar="NN", help="only this sheet")
    parser.add_argument(
        "--roster", type=Path, metavar="FILE", help="the class: an export of Canvas or Moodle, or a CSV with names"
    )


def add_merge_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``merge``."""
    parser = subparsers.add_parser(
        "merge",
        help="write the notebook that grading runs: a submission with the master's check cells",
        description="Merge a submission with its master, to look at it or to run with pytest --nbval-lax: it runs "
        "beside the sheets, where a learner's does. It holds the reference answers: it is not for learners.",
    )
    parser.add_argument("submission", type=Path, metavar="SUBMISSION", help="the notebook that was handed in")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the merged notebook")
    parser.add_argument("--sheet", type=_sheet, metavar="NN", help="which sheet it is, if its name does not say so")
    _add_master(parser)
    parser.set_defaults(run=_merge)


def _add_master(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--master", type=Path, metavar="DIR", help="the folder of the masters (the course's own)")


def region() -> str:
    """Return how this computer's region writes CSV: with semicolons where the comma is for decimals."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        return "semicolon" if locale.localeconv()["decimal_point"] == "," else "comma"
    except locale.Error:
        return "comma"
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)


def _sheet(text: str) -> str:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is no sheet number, such as 03")
    return text.zfill(2)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return seconds


def _grade(arguments: argparse.Namespace) -> int:
    try:
        from coursekit.grading.dispatch.grade_class import grade_class  # noqa: PLC0415 - the terminal answers at once

        return grade_class(arguments)
    except KeyboardInterrupt:
        # While a class was collected, or the tables and pages were written.
        return stopped()
    except (GradingError, NotUsableError) as error:
        say(str(error))
        return 1


def _collect(arguments: argparse.Namespace) -> int:
    from coursekit.grading.dispatch.grade_class import collect_only  # noqa: PLC0415 - the terminal answers at once

    try:
        return collect_only(arguments)
    except (GradingError, NotUsableError) as error:
        say(str(error))
        return 1


def _merge(arguments: argparse.Namespace) -> int:
    from coursekit.grading.assignments.course_files import find_masters  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.assignments.masters import load_masters  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.dispatch.merge_submission import merge_file  # noqa: PLC0415 - the terminal answers at once

    try:
        folder = arguments.master or find_masters()
        merge_file(arguments.submission, arguments.output, load_masters(folder), arguments.sheet)
    except (GradingError, NotUsableError, ValueError) as error:
        say(str(error))
        return 1
    say(_where_it_runs(arguments.output, folder))
    return 0


def _where_it_runs(merged: Path, masters: Path) -> str:
    """Say how a merged notebook is run, or that it finds no data where it lies."""
    course = find_course(masters.resolve())
    sheets, data = (course.folder or masters.parent) / course.folders.sheets, course.folders.data
    if (merged.resolve().parent.parent / data).is_dir():
        return f"Run it with: pytest --nbval-lax {merged}"
    return f"To look at. To run it, write it where its ../{data} is: -o {sheets / merged.name}"
