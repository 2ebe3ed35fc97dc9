"""Grade a class from the words of a command: collect, grade what is new, keep, and write the reports."""

from __future__ import annotations

import sys
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from coursekit.course import find_course
from coursekit.grading.assignments.course_files import course_files, find_masters
from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.dispatch.choose import default_jobs, start_workers
from coursekit.grading.dispatch.collecting import collect_class, follow_roster
from coursekit.grading.dispatch.commands import COLLECTED, GRADEBOOK, say, stopped
from coursekit.grading.dispatch.outdated import prepare_all, prepare_outdated
from coursekit.grading.dispatch.progress import Progress
from coursekit.grading.dispatch.reporting import write_reports
from coursekit.grading.dispatch.session import Session
from coursekit.grading.gradebook.csv_file import DIALECTS
from coursekit.grading.gradebook.manual_scores import read_scores
from coursekit.grading.gradebook.store import Gradebook
from coursekit.grading.lms.fill import fill
from coursekit.grading.logs import start_logging
from coursekit.grading.model import GradingError, Layout, Settings
from coursekit.grading.processes.leftovers import sweep_unfinished
from coursekit.grading.submissions.collected_csv import doubt_rows, summary, write_collected
from coursekit.grading.submissions.prepare import prepare

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from coursekit.grading.dispatch.session import Tally
    from coursekit.grading.model import Master
    from coursekit.grading.submissions.collect import Collection
    from coursekit.grading.submissions.prepare import Prepared


def grade_class(arguments: argparse.Namespace) -> int:
    """Carry out ``grade`` or ``regrade``.

    Args:
        arguments: the words of the command.

    Returns:
        The command's exit code.

    Raises:
        GradingError: nothing could be graded; the message says what to do. What was graded before is kept.
        NotUsableError: a folder or archive cannot be used.
    """
    start_logging(arguments.verbose)
    keep = _kept_at(arguments)
    folder, masters = _masters(arguments)
    # First, so that a cluster that does not answer leaves nothing behind.
    workers, sandbox = start_workers(arguments.cluster, arguments.jobs or default_jobs(), arguments.sandbox, say)
    with closing(workers), Gradebook(_made(arguments.out) / GRADEBOOK) as gradebook:
        collection = _submissions(arguments, (folder, masters), gradebook) if arguments.submissions else None
        prepared = _prepared(collection, gradebook, masters, again=arguments.again)
        settings = _settings(arguments, folder, keep, sandbox=sandbox)
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


def _submissions(
    arguments: argparse.Namespace, course: tuple[Path, Mapping[str, Master]], gradebook: Gradebook
) -> Collection:
    """Collect, refuse a hand-in without a submission, and call the gradebook's learners as the roster does."""
    collection = _collected(arguments, course, gradebook)
    if not collection.submissions:
        raise GradingError("No submission was found. Expected LEARNER/NN-….ipynb.")
    follow_roster(gradebook, arguments.out, collection.renamed, say)
    return collection


def _prepared(
    collection: Collection | None, gradebook: Gradebook, masters: Mapping[str, Master], *, again: bool
) -> list[Prepared]:
    """Prepare what was collected; for ``regrade --again``, which collects nothing, all that the gradebook keeps."""
    if collection is None:
        return prepare_all(gradebook, masters) if again else []
    return [prepare(submission, masters, masters) for submission in collection.submissions]


def _settings(arguments: argparse.Namespace, masters: Path, keep: str, *, sandbox: bool) -> Settings:
    return Settings(
        cell_timeout=arguments.cell_timeout,
        course=course_files(masters),
        layout=Layout.of(find_course(masters.resolve())),
        sandbox=sandbox,
        warm=sandbox and not arguments.cold,
        keep=keep,
    )


def collect_only(arguments: argparse.Namespace) -> int:
    """Carry out ``collect``: say what ``grade`` would grade, and write collected.csv.

    Args:
        arguments: the words of the command.

    Returns:
        The command's exit code.

    Raises:
        GradingError: the masters, the roster or the gradebook cannot be used.
        NotUsableError: a folder or archive cannot be used.
    """
    out = arguments.out
    if (out / GRADEBOOK).is_file():
        with Gradebook(out / GRADEBOOK) as gradebook:
            _collected(arguments, _masters(arguments), gradebook)
    else:
        _collected(arguments, _masters(arguments), None)
    say(f"Nothing was graded. Each file stands in {out / COLLECTED}.")
    return 0


def _masters(arguments: argparse.Namespace) -> tuple[Path, Mapping[str, Master]]:
    """Return the folder of the masters and all of them; refuse a sheet that none of them is."""
    folder = arguments.master or find_masters()
    masters = load_masters(folder)
    if arguments.sheet:
        load_masters(folder, arguments.sheet)
    return folder, masters


def _collected(
    arguments: argparse.Namespace, course: tuple[Path, Mapping[str, Master]], gradebook: Gradebook | None
) -> Collection:
    """Collect, write collected.csv and say what an instructor should look at."""
    folder, masters = course
    options = {"sheet": arguments.sheet, "roster": arguments.roster, "gradebook": gradebook}
    collection = collect_class(arguments.submissions, masters, folder, **options)
    write_collected(_made(arguments.out) / COLLECTED, collection)
    for line in summary(collection):
        say(line)
    return collection


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
