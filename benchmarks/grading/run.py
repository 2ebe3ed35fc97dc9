"""Grade 60 submissions whose truth is known, and the same work with nbgrader and otter; prints one table.

``nox -s bench_grading`` runs it in an environment that has all three. Arguments: the number of learners (20; each
hands in three sheets), then any of ours, nbgrader, otter.
"""

from __future__ import annotations

import compileall
import csv
import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.grading.classroom import Truth, write_class
from benchmarks.grading.otter_form import write_autograder

from thirteenth.grading.sandbox.protection import lacking
from thirteenth.grading.tables import unguarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "solutions").glob("*.ipynb"))
Key = tuple[str, str, str]
Row = tuple[str, float, str]


def run(*words: str, where: Path) -> float:
    """Run a command and return its seconds.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    # The programs of this environment come first, also for those that they start themselves.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    begin = time.perf_counter()
    done = subprocess.run(
        words, cwd=where, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - begin


def ours(folder: Path, truths: dict[Key, Truth]) -> Iterator[Row]:
    """Grade with ``thirteenth grade``, one job and two."""
    handed = len({key[:2] for key in truths})
    # A user's installation has its bytecode; a fresh clone in an environment that writes none would compile each time.
    compileall.compile_dir(ROOT / "src", quiet=2)
    room = ["off"] if lacking() else ["on", "off"]
    out = folder
    for jobs, sandbox in itertools.product(("1", "2"), room):
        out = folder / f"out-{jobs}-{sandbox}"
        command = [sys.executable, "-m", "thirteenth.cli", "grade", "in", "--out", str(out), "--jobs", jobs]
        command += ["--sandbox", sandbox]
        seconds = run(*command, "--master", str(ROOT / "solutions"), where=folder)
        name = f"thirteenth grade, {jobs} job{'s' * (jobs != '1')}, sandbox {sandbox}"
        yield name, seconds / handed, "s a submission"
    tables = {path.read_bytes() for path in folder.glob("out-*/items.csv")}
    yield "  different tables of items", len(tables), "(1: the same marks, byte for byte)"
    wrong = misjudged(out, truths)
    yield "  false passes", wrong[0], f"of {len(truths)}"
    yield "  false fails", wrong[1], f"of {len(truths)}"
    yield "  mistakes not named as known", wrong[2], f"of {len(truths)}"
    yield from ((f"  of it {phase}", seconds, "s a submission") for phase, seconds in phases(out).items())


def misjudged(out: Path, truths: dict[Key, Truth]) -> tuple[int, int, int]:
    """Count false passes, false fails and misconceptions that are not the known ones."""
    with (out / "items.csv").open(encoding="utf-8", newline="") as file:
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


def phases(out: Path) -> dict[str, float]:
    """Return the mean seconds of each phase."""
    with closing(sqlite3.connect(out / "gradebook.sqlite")) as gradebook:
        spent = [json.loads(text) for (text,) in gradebook.execute("SELECT seconds FROM submissions")]
    return {phase: sum(one[phase] for one in spent) / len(spent) for phase in spent[0]}


def nbgrader(folder: Path, truths: dict[Key, Truth]) -> Iterator[Row]:
    """Grade the same notebooks with ``nbgrader autograde``, one call for each sheet."""
    course = folder / "nbgrader"
    course.mkdir()
    (course / "nbgrader_config.py").write_text("get_config().CourseDirectory.course_id = 'c'\n", encoding="utf-8")
    tool = [sys.executable, "-m", "nbgrader"]
    for sheet in SHEETS:
        keys = course / "source" / sheet.stem / "checks"
        keys.mkdir(parents=True)
        shutil.copy(sheet, keys.parent)
        shutil.copy(ROOT / "exercises" / "checks" / f"{sheet.stem[:2]}.json", keys)
        run(*tool, "generate_assignment", sheet.stem, where=course)
    for number, learner in enumerate(sorted((folder / "in").iterdir())):
        shutil.copytree(ROOT / "data", course / "autograded" / f"l{number}" / "data")
        for handed in learner.iterdir():
            target = course / "submitted" / f"l{number}" / handed.stem
            target.mkdir(parents=True)
            shutil.copy(handed, target)
    seconds = sum(run(*tool, "autograde", sheet.stem, where=course) for sheet in SHEETS)
    yield "nbgrader autograde, one call a sheet", seconds / len({key[:2] for key in truths}), "s a submission"


def otter(folder: Path, truths: dict[Key, Truth]) -> Iterator[Row]:
    """Grade the same notebooks with ``otter run``, one call each."""
    place = folder / "otter"
    place.mkdir()
    seconds = 0.0
    for sheet in SHEETS:
        autograder = write_autograder(sheet, place)
        for number, path in enumerate(sorted((folder / "in").glob(f"*/{sheet.name}"))):
            copy = place / f"{number}-{sheet.name}"
            # otter runs a notebook in a folder of its own, where the course's data are not.
            text = path.read_text(encoding="utf-8").replace("../data/", f"{(ROOT / 'data').as_posix()}/")
            copy.write_text(text, encoding="utf-8")
            seconds += run(sys.executable, "-m", "otter", "run", "-a", str(autograder), str(copy), where=place)
    yield "otter run, one call each", seconds / len({key[:2] for key in truths}), "s a submission"


TOOLS: dict[str, Callable[[Path, dict[Key, Truth]], Iterator[Row]]] = {
    "ours": ours,
    "nbgrader": nbgrader,
    "otter": otter,
}


def main(words: list[str]) -> None:
    """Make the class, grade it, print the table."""
    learners = int(words[0]) if words and words[0].isdigit() else 20
    chosen = [word for word in words if word in TOOLS] or list(TOOLS)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"{learners} learners, 3 sheets; load average before: {load:.2f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truths = write_class(folder / "in", learners)
        for tool in chosen:
            for what, value, unit in TOOLS[tool](folder, truths):
                print(f"{what:40} {value:8.2f} {unit}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
