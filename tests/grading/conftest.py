"""A small course of our own: a sheet with every kind of task, its master executed by a real kernel, learners' notebooks.

Its ``check`` is as small as it can be, so that these tests hold the grading and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

Notebook = dict[str, Any]
SHEET = "07-small.ipynb"
SETUP = "import sys\nsys.path.insert(0, '../data')\nfrom minicheck import check"
MINICHECK = '''
import hashlib


class WrongAnswer(AssertionError):
    pass


DIGESTS = {digests}


def form(answer):
    if isinstance(answer, (int, float, complex)) or hasattr(answer, "item"):
        return format(float(answer), ".6g")
    if isinstance(answer, (set, frozenset)):
        return "{{" + ", ".join(sorted(form(one) for one in answer)) + "}}"
    if isinstance(answer, (list, tuple)) or hasattr(answer, "tolist"):
        return "[" + ", ".join(form(one) for one in answer) + "]"
    return repr(answer)


def check(name, answer):
    """Print the answer's form; raise when it is wrong."""
    text = f"{{name}}: {{form(answer)}}"
    print(text)
    expected = DIGESTS.get(text.split(":")[0])
    if expected and hashlib.sha256(text.encode()).hexdigest() != expected:
        raise WrongAnswer(f"Received {{form(answer)}}. Hint: count again.")
'''
RIGHT = {
    "t7-1": "counts = [12, 15]",
    "t7-2": "def double(number):\n    return 2 * number",
    "t7-3": "total = 93",
    "t7-5": "missing = {'Yugoslavia'}",
}
FORMS = {"t7-1": "[12, 15]", "t7-2": "42", "t7-3": "93", "t7-5": "{'Yugoslavia'}"}
CHECKS = {
    "t7-1": 'check("t7-1", counts)',
    "t7-2": 'check("t7-2", double(21))\n### BEGIN HIDDEN TESTS\ncheck("t7-2b", [double(-1), double(0.5), double(977)])\n'
    "### END HIDDEN TESTS",
    "t7-3": 'check("t7-3", total)',
    "t7-5": 'check("t7-5", missing)',
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


def cell(kind: str, source: str, **marks: Any) -> dict[str, Any]:
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
            answer = f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION"
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
    digests = {name: hashlib.sha256(f"{name}: {form}".encode()).hexdigest() for name, form in FORMS.items()}
    for folder in ("data", "solutions", "exercises"):
        (path / folder).mkdir(parents=True)
    (path / "data" / "minicheck.py").write_text(MINICHECK.format(digests=digests), encoding="utf-8")
    (path / "data" / "members.csv").write_text("country\nCanada\n", encoding="utf-8")
    master = nbformat.from_dict(sheet({**RIGHT, "t7-4": "A model answer."}, master=True))
    NotebookClient(master, resources={"metadata": {"path": str(path / "solutions")}}, kernel_name="python3").execute()
    nbformat.write(master, path / "solutions" / SHEET)
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
