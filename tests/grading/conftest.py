"""A small course of our own: a sheet with every kind of task, its master executed, and learners' notebooks.

It is small so that a class of many hostile notebooks is graded in a minute or two.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.authoring.execute import execute

if TYPE_CHECKING:
    from pathlib import Path

Notebook = dict[str, Any]
SHEET = "07-small.ipynb"
SETUP = "from thirteenth.checks import check"
KNOWN = 'from thirteenth.checks.author import mistake\nmistake("t7-1", [12, 14], "COUNT", "Count the last day too.")'
RIGHT = {
    "t7-1": "counts = [12, 15]",
    "t7-2": "def double(number):\n    return 2 * number",
    "t7-3": "total = 93",
    "t7-5": "missing = {'Yugoslavia'}",
}
CHECKS = {
    "t7-1": 'check("t7-1", counts)',
    "t7-2": 'check("t7-2", double(21))\n### BEGIN HIDDEN TESTS\n'
    'check("t7-2-more", [double(-1), double(0.5), double(977)])\n### END HIDDEN TESTS',
    "t7-3": 'check("t7-3", total)',
    "t7-5": 'check("t7-5", missing, ordered=False)',
}
POINTS = {"t7-1": 2, "t7-2": 3, "t7-3": 1, "t7-4": 4, "t7-5": 2}
PROMPTS = {
    "t7-1": "## Task 7.1 (2 points)\n\nWrite the **two counts** as a list `counts`.",
    "t7-2": "## Task 7.2 (3 points)\n\nWrite a function `double(number)`.",
    "t7-3": "## Task 7.3 (1 point)\n\nHow many claims are there in all? Call it `total`.",
    "t7-4": "## Task 7.4 (4 points)\n\nWhat would change your mind? Write three sentences.",
    "t7-5": "## Task 7.5 (2 points)\n\nWhich country is `missing`? Write a set.",
}
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
WRITTEN = "A dated plan of attack would change my mind.\nSo would a list of members that I could check."


def cell(kind: str, source: str, **marks: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return a cell; marks are nbgrader's."""
    made: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    if marks:
        made["metadata"]["nbgrader"] = {"schema_version": 3, "locked": False, "task": False, **marks}
    return made


def notebook(cells: Iterable[dict[str, Any]]) -> Notebook:
    """Return a notebook of format 4.5."""
    numbered = [{**one, "id": f"c{number}"} for number, one in enumerate(cells)]
    return {"cells": numbered, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def sheet(answers: dict[str, str], *, master: bool, number: str = "7") -> Notebook:
    """Return the sheet with these answers; the master also has solution marks and hidden checks."""
    cells = [
        cell("markdown", f"# Sheet {number}: a small sheet\n\nSolve all tasks."),
        cell("code", SETUP, grade_id="setup", grade=False, solution=False, locked=True),
    ]
    for name, points in POINTS.items():
        own = name.replace("t7", f"t{number}")
        cells.append(cell("markdown", PROMPTS[name].replace("7.", f"{number}.")))
        if name == "t7-4":
            text = answers.get(name, "YOUR ANSWER HERE")
            written = cell("markdown", text, grade_id=own, grade=True, solution=True, points=points)
            written["metadata"]["thirteenth"] = {"rubric": [{"points": 4, "criterion": "names a source"}]}
            cells.append(written)
            continue
        answer = answers.get(name, STUB)
        if master:
            known = f"\n{KNOWN}" if name == "t7-1" else ""
            answer = f"### BEGIN SOLUTION\n{answer}{known}\n### END SOLUTION"
        cells.append(cell("code", answer, grade_id=f"{own}-answer", grade=False, solution=True))
        check = CHECKS[name].replace("t7", f"t{number}")
        seen = check if master else check.split("\n### BEGIN")[0]
        cells.append(cell("code", seen, grade_id=own, grade=True, solution=False, locked=True, points=points))
    return notebook(cells)


@dataclass(frozen=True)
class Course:
    """The small course on disk.

    Attributes:
        path: its folder, with ``solutions/``, ``exercises/`` and ``data/``.
    """

    path: Path

    @property
    def solutions(self) -> Path:
        """The folder of the masters."""
        return self.path / "solutions"


Learner = Callable[..., Notebook]


def small_course(path: Path) -> Course:
    """Write the course; its master is executed by a real kernel."""
    for folder in ("data", "solutions", "exercises"):
        (path / folder).mkdir(parents=True)
    (path / "data" / "members.csv").write_text("country\nCanada\n", encoding="utf-8")
    master = path / "solutions" / SHEET
    master.write_text(json.dumps(sheet({**RIGHT, "t7-4": "A model answer."}, master=True)), encoding="utf-8")
    execute(master)
    exercise = json.dumps(sheet({}, master=False))
    (path / "exercises" / SHEET).write_text(exercise, encoding="utf-8")
    return Course(path)


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The small course, read only."""
    return small_course(tmp_path_factory.mktemp("course") / "small")


@pytest.fixture(scope="session")
def learner() -> Learner:
    """Makes a learner's notebook: right everywhere, except for the answers that are given."""

    def make(changed: dict[str, str] | None = None) -> Notebook:
        return sheet({**RIGHT, "t7-4": WRITTEN, **(changed or {})}, master=False)

    return make
