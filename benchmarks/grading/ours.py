"""This course's grader: its ways to run, whether its marks are true, where its time goes, what memory it takes."""

from __future__ import annotations

import compileall
import csv
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import time
from contextlib import ExitStack, closing, contextmanager, nullcontext
from typing import TYPE_CHECKING

from benchmarks.grading.commands import ROOT, run, running, seconds
from benchmarks.grading.memory import held, tree

from coursekit.course import find_course
from coursekit.grading.assignments.course_files import course_files
from coursekit.grading.gradebook.csv_file import unguarded
from coursekit.grading.model import Layout
from coursekit.grading.sandbox.available import lacking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.grading.classroom import Truth

TICK_S = 0.25
START_S = 60.0
WAYS = {
    "thirteenth grade, 1 job": ["--jobs", "1"],
    "thirteenth grade, 2 jobs": ["--jobs", "2"],
}
# Compared with each other only, on the first learners of the class.
COLD = {
    "cold kernels in rooms": ["--jobs", "1", "--cold"],
    "cold kernels without rooms": ["--jobs", "1", "--sandbox", "off"],
}
FEW = 4
ROOMS, OUT = 20, 1
WORKERS = 2
DASK = "thirteenth grade, dask, 2 workers"


def _words(handed: Path, out: Path, more: list[str]) -> list[str]:
    masters = str(ROOT / "solutions")
    protected = [] if "--sandbox" in more or lacking() else ["--sandbox", "on"]
    return ["thirteenth.cli", "grade", str(handed), "--out", str(out), "--master", masters, *protected, *more]


def contestants(folder: Path) -> dict[str, Callable[[], float]]:
    """Return this grader's ways, each a function that grades the class anew and gives the seconds.

    Args:
        folder: with the class in ``in``.
    """
    # A user's installation has its bytecode; a fresh clone in an environment that writes none would compile each time.
    compileall.compile_dir(ROOT / "src", quiet=2)
    few = folder / "few"
    for learner in sorted((folder / "in").iterdir())[:FEW]:
        shutil.copytree(learner, few / learner.name)

    def timed(name: str) -> Callable[[], float]:
        out = folder / ("few-out" if name in COLD else "out") / name
        handed = few if name in COLD else folder / "in"

        def once() -> float:
            shutil.rmtree(out, ignore_errors=True)
            # Hired for its own turn only: even idle, a cluster would take time from the others.
            with _cluster(folder) if name == DASK else nullcontext({**WAYS, **COLD}[name]) as words:
                return seconds(*_words(handed, out, words), where=folder)

        return once

    return {name: timed(name) for name in (*WAYS, DASK, *COLD)}


@contextmanager
def _cluster(folder: Path) -> Iterator[list[str]]:
    """Run a scheduler and two workers until the block ends; yield the words that name them.

    As a running cluster has, they have graded something before: the first learners of the class.
    """
    from distributed import Client  # noqa: PLC0415 - an extra

    about = folder / "scheduler.json"
    about.unlink(missing_ok=True)
    here = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = ("distributed.cli.dask_scheduler", *here, "--port", "0", "--scheduler-file", str(about))
    with ExitStack() as hired:
        hired.enter_context(running(*scheduler, where=folder))
        address = _address(about)
        for _ in range(WORKERS):
            worker = ("distributed.cli.dask_worker", address, *here, "--nthreads", "1", "--no-nanny")
            hired.enter_context(running(*worker, where=folder))
        with Client(address) as client:
            client.wait_for_workers(WORKERS, timeout=START_S)
        words, before = ["--cluster", address], folder / "before"
        shutil.rmtree(before, ignore_errors=True)
        run(*_words(folder / "few", before, words), where=folder)
        yield words


def _address(about: Path) -> str:
    until = time.monotonic() + START_S
    while not (about.exists() and about.read_text(encoding="utf-8")):
        if time.monotonic() > until:
            raise RuntimeError("dask's scheduler does not start")
        time.sleep(TICK_S)
    address: str = json.loads(about.read_text(encoding="utf-8"))["address"]
    return address


def tables(folder: Path) -> int:
    """Return how many different tables of items all ways have written: 1 when the marks are the same, byte for byte."""
    return len({path.read_bytes() for path in (folder / "out").glob("*/items.csv")})


def misjudged(folder: Path, truths: dict[tuple[str, str, str], Truth]) -> tuple[int, int, int]:
    """Count false passes, false fails and misconceptions that are not the known ones."""
    out = folder / "out" / next(iter(WAYS))
    with (out / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {
            (unguarded(row["learner"]), row["sheet"], row["grade_id"]): row["outcome"] for row in csv.DictReader(file)
        }
    if found.keys() != truths.keys():
        raise RuntimeError(f"{len(found.keys() ^ truths.keys())} items are missing or too many")
    passes = sum(found[key] == "passed" and not truth.right for key, truth in truths.items())
    fails = sum(found[key] != "passed" and truth.right for key, truth in truths.items())
    query = "SELECT learner, sheet, grade_id, misconception FROM items JOIN submissions USING (key)"
    with closing(sqlite3.connect(out / "gradebook.sqlite")) as gradebook:
        named = {(learner, sheet, name): code for learner, sheet, name, code in gradebook.execute(query)}
    unnamed = sum(named[key] != truth.code.replace("error", "") for key, truth in truths.items())
    return passes, fails, unnamed


def phases(folder: Path, name: str) -> dict[str, float]:
    """Return the mean seconds of each phase of a submission, for one way."""
    with closing(sqlite3.connect(folder / "out" / name / "gradebook.sqlite")) as gradebook:
        spent = [json.loads(text) for (text,) in gradebook.execute("SELECT seconds FROM submissions")]
    return {phase: sum(one[phase] for one in spent) / len(spent) for phase in spent[0]}


def megabytes(folder: Path) -> float:
    """Grade the class with two jobs and return the most memory that grader, servers and kernels held together."""
    most = 0.0
    words = _words(folder / "in", folder / "out" / "weighed", ["--jobs", "2"])
    with running(*words, where=folder) as process:
        while process.poll() is None:
            most = max(most, held(tree(process.pid)))
            time.sleep(TICK_S)
    return most


def room_ms() -> float:
    """Return the median milliseconds that a room alone takes, from bubblewrap's start to its end around ``true``."""
    from coursekit.grading.autograde.workdir import opened_room  # noqa: PLC0415 - Linux only
    from coursekit.grading.sandbox.bubblewrap import Limits, command  # noqa: PLC0415 - Linux only

    layout = Layout.of(find_course(ROOT))
    times = []
    with opened_room("none.ipynb", course_files(ROOT / "solutions"), layout) as room:
        for _ in range(ROOMS):
            given, give = os.pipe()
            os.close(give)
            words = command(["/bin/true"], room.path, given, OUT, Limits(), layout)
            begun = time.perf_counter()
            subprocess.run(words, pass_fds=(given,), stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - begun)
            os.close(given)
    return 1000 * statistics.median(times)
