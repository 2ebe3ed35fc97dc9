"""The same class for others: plain nbval, the floor, nbgrader, otter; each in its faster mode, one call for all."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from benchmarks.grading.commands import ROOT, run, seconds
from benchmarks.grading.otter_form import write_autograder

from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.assignments.merge import merge, to_json
from coursekit.grading.assignments.notebook import read_cells

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHEETS = ("01", "02", "03")
NBGRADER, OTTER = "nbgrader autograde, one call a sheet", "otter, one process a sheet"
NBVAL = ["pytest", "-p", "no:cacheprovider", "--nbval-lax", "--nbval-current-env", "-q"]


def contestants(folder: Path) -> dict[str, Callable[[], float]]:
    """Return functions that grade the class anew and give the seconds.

    Args:
        folder: with the class in ``in``.
    """
    merged = write_merged(folder)
    return {
        "nbval, one pytest run": lambda: plain_nbval(merged),
        "floor: the same cells, warm Python": lambda: float(run("benchmarks.grading.floor", str(merged), where=ROOT)),
        NBGRADER: nbgrader(folder),
        OTTER: otter(folder),
    }


def write_merged(folder: Path) -> Path:
    """Write every submission merged with its master, as the grader gives it to nbval; return the folder."""
    course = folder / "course"
    for name in ("data", "exercises/checks"):
        shutil.copytree(ROOT / name, course / name)
    masters = load_masters(ROOT / "solutions")
    for number, path in enumerate(sorted((folder / "in").glob("*/*.ipynb"))):
        cells, _ = read_cells(path.read_bytes())
        merged = course / "exercises" / f"{number:03}-{path.name}"
        merged.write_text(to_json(merge(cells, masters[path.name[:2]])), encoding="utf-8")
    return course / "exercises"


def plain_nbval(merged: Path) -> float:
    """Run nbval on all merged notebooks; pytest ends with 1 because the class has wrong answers."""
    return seconds(*NBVAL, str(merged), where=merged, ends_with=(1,))


def nbgrader(folder: Path) -> Callable[[], float]:
    """Make a course of nbgrader with the same sheets and submissions; return what autogrades it anew."""
    course = folder / "nbgrader"
    course.mkdir()
    (course / "nbgrader_config.py").write_text("get_config().CourseDirectory.course_id = 'c'\n", encoding="utf-8")
    masters = [next((ROOT / "solutions").glob(f"{sheet}-*.ipynb")) for sheet in SHEETS]
    for master in masters:
        keys = course / "source" / master.stem / "checks"
        keys.mkdir(parents=True)
        shutil.copy(master, keys.parent)
        shutil.copy(ROOT / "exercises" / "checks" / f"{master.stem[:2]}.json", keys)
        run("nbgrader", "generate_assignment", master.stem, where=course)
    learners = sorted((folder / "in").iterdir())
    for number, learner in enumerate(learners):
        for handed in learner.iterdir():
            target = course / "submitted" / f"l{number}" / handed.stem
            target.mkdir(parents=True)
            shutil.copy(handed, target)

    def once() -> float:
        shutil.rmtree(course / "autograded", ignore_errors=True)
        for number in range(len(learners)):
            shutil.copytree(ROOT / "data", course / "autograded" / f"l{number}" / "data")
        return sum(seconds("nbgrader", "autograde", master.stem, "--force", where=course) for master in masters)

    return once


def otter(folder: Path) -> Callable[[], float]:
    """Make otter's form of the same sheets and submissions; return what grades them anew."""
    place = folder / "otter"
    autograders = {}
    for sheet in SHEETS:
        master = next((ROOT / "solutions").glob(f"{sheet}-*.ipynb"))
        own = place / sheet
        own.mkdir(parents=True)
        autograders[sheet] = write_autograder(master, place)
        for number, path in enumerate(sorted((folder / "in").glob(f"*/{master.name}"))):
            # otter runs a notebook in a folder of its own, where the course's data are not.
            text = path.read_text(encoding="utf-8").replace("../data/", f"{(ROOT / 'data').as_posix()}/")
            (own / f"{number}-{path.name}").write_text(text, encoding="utf-8")

    def once() -> float:
        all_of = "benchmarks.grading.otter_all"
        return sum(seconds(all_of, str(packed), str(place / name), where=place) for name, packed in autograders.items())

    return once
