"""The instructor's commands: ``collect``, ``grade``, ``regrade`` and ``merge``."""

from __future__ import annotations

import argparse
import locale
import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.course import find_course
from coursekit.grading.dispatch.commands import COLLECTED, GRADEBOOK, say, stopped
from coursekit.grading.logs import start_logging
from coursekit.grading.model import GradingError
from coursekit.grading.submissions.files import NotUsableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coursekit.grading.dispatch.session import Tally
    from coursekit.grading.gradebook.store import Gradebook
    from coursekit.grading.model import Master
    from coursekit.grading.submissions.collect import Collection

DEFAULT_TIMEOUT_S = 30.0


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
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        *("--jobs",), type=_positive, metavar="N", help="how many to grade at once (what cores and memory allow)"
    )
    place.add_argument(
        "--cluster", metavar="ADDRESS", help="let a running dask.distributed scheduler grade: tcp://HOST:PORT"
    )
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
    parser.add_argument(
        *("-v", "--verbose"), action="count", default=0, help="tell what happens to each submission; -vv: in all detail"
    )
    parser.add_argument(
        *("--keep",),
        type=Path,
        metavar="DIR",
        help="keep the merged notebook and the logs of each run that failed; they hold reference answers",
    )
    _add_master(parser)
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
    parser.add_argument("--again", action="store_true", help="also grade what has been graded before")


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
        return _grade_class(arguments)
    except KeyboardInterrupt:
        # While a class was collected, or the tables and pages were written.
        return stopped()
    except (GradingError, NotUsableError) as error:
        say(str(error))
        return 1


def _collect(arguments: argparse.Namespace) -> int:
    from coursekit.grading.gradebook.store import Gradebook  # noqa: PLC0415 - the terminal answers at once

    out = arguments.out
    try:
        if (out / GRADEBOOK).is_file():
            with Gradebook(out / GRADEBOOK) as gradebook:
                _collected(arguments, _masters(arguments), gradebook)
        else:
            _collected(arguments, _masters(arguments), None)
    except (GradingError, NotUsableError) as error:
        say(str(error))
        return 1
    say(f"Nothing was graded. Each file stands in {out / COLLECTED}.")
    return 0


def _masters(arguments: argparse.Namespace) -> tuple[Path, Mapping[str, Master]]:
    """Return the folder of the masters and all of them; refuse a sheet that none of them is."""
    from coursekit.grading.assignments.course_files import find_masters  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.assignments.masters import load_masters  # noqa: PLC0415 - the terminal answers at once

    folder = arguments.master or find_masters()
    masters = load_masters(folder)
    if arguments.sheet:
        load_masters(folder, arguments.sheet)
    return folder, masters


def _collected(
    arguments: argparse.Namespace, course: tuple[Path, Mapping[str, Master]], gradebook: Gradebook | None
) -> Collection:
    """Collect, write collected.csv and say what an instructor should look at."""
    from coursekit.grading.dispatch.collecting import collect_class  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.submissions.collected_csv import summary, write_collected  # noqa: PLC0415 - the terminal answers at once

    folder, masters = course
    options = {"sheet": arguments.sheet, "roster": arguments.roster, "gradebook": gradebook}
    collection = collect_class(arguments.submissions, masters, folder, **options)
    write_collected(_made(arguments.out) / COLLECTED, collection)
    for line in summary(collection):
        say(line)
    return collection


def _grade_class(arguments: argparse.Namespace) -> int:
    from coursekit.grading.assignments.course_files import course_files  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.dispatch.choose import default_jobs, start_workers  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.dispatch.collecting import follow_roster  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.dispatch.outdated import prepare_all, prepare_outdated  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.dispatch.progress import Progress  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.dispatch.reporting import write_reports  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.dispatch.session import Session  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.gradebook.csv_file import DIALECTS  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.gradebook.store import Gradebook  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.lms.fill import fill  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.model import Layout, Settings  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.processes.leftovers import sweep_unfinished  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.submissions.collected_csv import doubt_rows  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.submissions.prepare import prepare  # noqa: PLC0415 - the terminal answers at once

    start_logging(arguments.verbose)
    keep = _kept_at(arguments)
    folder, masters = _masters(arguments)
    # First, so that a cluster that does not answer leaves nothing behind.
    workers, sandbox = start_workers(arguments.cluster, arguments.jobs or default_jobs(), arguments.sandbox, say)
    with closing(workers), Gradebook(_made(arguments.out) / GRADEBOOK) as gradebook:
        collection = _collected(arguments, (folder, masters), gradebook) if arguments.submissions else None
        if collection and not collection.submissions:
            raise GradingError("No submission was found. Expected LEARNER/NN-….ipynb.")
        if collection:
            follow_roster(gradebook, arguments.out, collection.renamed, say)
        prepared = (
            [prepare(submission, masters, masters) for submission in collection.submissions] if collection else []
        )
        if collection is None and arguments.again:
            prepared = prepare_all(gradebook, masters)
        settings = Settings(
            cell_timeout=arguments.cell_timeout,
            course=course_files(folder),
            layout=Layout.of(find_course(folder.resolve())),
            sandbox=sandbox,
            warm=sandbox and not arguments.cold,
            keep=keep,
        )
        sweep_unfinished(arguments.out)
        older, words = prepare_outdated(gradebook, masters, prepared)
        for line in words:
            say(line)
        session = Session(gradebook, masters, settings, workers)
        bar = partial(Progress, stream=sys.stderr)
        tally = session.grade([*older, *prepared], bar, again=arguments.again)
        if arguments.scores and not tally.stopped:
            _keep_scores(arguments.scores, gradebook, masters)
        if collection:
            gradebook.keep_class(collection.expected, doubt_rows(collection))
        write_reports(arguments.out, gradebook, masters, say, DIALECTS[arguments.csv])
        for export in arguments.fill:
            say(fill(export, arguments.out, list(gradebook.records()), masters, arguments.sheet))
    return _summed_up(tally, arguments.out)


def _made(folder: Path, option: str = "--out") -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GradingError(
            f"{folder} cannot be made: {error.strerror}. Choose another folder with {option}."
        ) from error
    return folder


def _kept_at(arguments: argparse.Namespace) -> str:
    """Return the folder of ``--keep``; empty for none."""
    if arguments.keep is None:
        return ""
    if arguments.cluster:
        raise GradingError(
            "--keep works on this machine only: the runs of --cluster lie on its workers. Grade the submission that "
            "fails once more without --cluster."
        )
    return str(_made(arguments.keep, "--keep").resolve())


def _keep_scores(path: Path, gradebook: Gradebook, masters: Mapping[str, Master]) -> None:
    from coursekit.grading.gradebook.manual_scores import read_scores  # noqa: PLC0415 - rarely needed

    files = (record for several in gradebook.files(with_outputs=True) for record in several)
    scores, waiting = read_scores(path, masters, files)
    gradebook.keep_scores(scores)
    for line in waiting:
        say(f"{path}, {line}")


def _summed_up(tally: Tally, out: Path) -> int:
    for words in tally.failures:
        say(words)
    before = f", {tally.before} had been graded before" if tally.before else ""
    elsewhere = f", {tally.elsewhere} were graded by another run" if tally.elsewhere else ""
    say(f"{tally.graded} submissions graded{before}{elsewhere}. Look at {out / 'class.html'}.")
    if tally.stopped:
        return stopped()
    if tally.failures:
        say(f"{len(tally.failures)} could not be graded, through no fault of the learners; see above.")
    return 1 if tally.failures else 0


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
