"""Grade thousands of copies of one submission and tell whether the grader grows: ``… endurance [COUNT] [JOBS]``.

It prints what the grader's own process and all that it has started hold after 100 submissions and at the end, with the
number of their open files.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

from benchmarks.grading.classroom import exercise
from benchmarks.grading.commands import ROOT, running
from benchmarks.grading.memory import held, resident, tree

SHEET, COUNT, JOBS = "02", 10_000, 2
EARLY = 100
# A line on the way for every so many.
SAID = 500
TICK_S = 1.0


def write_copies(folder: Path, count: int) -> None:
    """Write so many learners who all hand in the model answers."""
    master = next((ROOT / "solutions").glob(f"{SHEET}-*.ipynb"))
    name, _ = exercise(SHEET)
    for number in range(count):
        place = folder / f"Learner {number:05}"
        place.mkdir(parents=True)
        shutil.copy(master, place / name)


def graded(out: Path) -> int:
    """Return how many submissions are in the gradebook."""
    path = out / "gradebook.sqlite"
    if not path.exists():
        return 0
    # It may exist and have no table yet.
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(path)) as gradebook:
        count: int = gradebook.execute("SELECT count(*) FROM submissions").fetchone()[0]
        return count
    return 0


def measured(process: int) -> tuple[float, float, int]:
    """Return the megabytes of the grader alone, of all that it has started with it, and its open files."""
    return resident(process), held(tree(process)), sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())


def main(count: int = COUNT, jobs: int = JOBS) -> None:
    """Grade them all; print how it began and how it ended."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_copies(folder / "in", count)
        words = [str(folder / "in"), "--out", str(folder / "out"), "--master", str(ROOT / "solutions")]
        begun = time.monotonic()
        with running("thirteenth.cli", "grade", *words, "--jobs", str(jobs), where=folder) as process:
            early = last = (0.0, 0.0, 0)
            said = 0
            while process.poll() is None and (done := graded(folder / "out")) < count:
                with suppress(OSError):
                    last = measured(process.pid)
                early = early if early[0] or done < EARLY else last
                if done // SAID > said:
                    said = done // SAID
                    print(f"# {done}: {last[0]:.1f} MB alone, {last[1]:.1f} MB together", file=sys.stderr, flush=True)
                time.sleep(TICK_S)
        print(f"{count} submissions, {jobs} jobs: {time.monotonic() - begun:.0f} s")
    for what, (alone, together, files) in (("after 100", early), ("at the end", last)):
        print(f"{what:12} grader {alone:7.1f} MB, with all it started {together:7.1f} MB, {files} open files")
    print(f"grader at the end: {last[0] / early[0]:.2f} times what it held after 100")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
