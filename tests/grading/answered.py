"""The course's own sheets, answered right: made from the masters, so that they follow when a sheet changes."""

from __future__ import annotations

import ast
import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.checks.marks import SOLUTION

ROOT = Path(__file__).parents[2]
Notebook = dict[str, Any]
Cell = dict[str, Any]
WRITTEN = "My text about 1952 and the plan for a European army."


@cache
def _files(sheet: str) -> tuple[str, str]:
    found = (next((ROOT / folder).glob(f"{sheet}-*.ipynb")) for folder in ("exercises", "solutions"))
    exercise, master = (path.read_text(encoding="utf-8") for path in found)
    return exercise, master


def file_name(sheet: str) -> str:
    """Return a sheet's file name."""
    return next((ROOT / "exercises").glob(f"{sheet}-*.ipynb")).name


def name_of(cell: Cell) -> str:
    """Return a cell's grade_id."""
    name: str = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    return name


def source_of(cell: Cell) -> str:
    """Return a cell's text."""
    return "".join(cell["source"])


def at(notebook: Notebook, name: str) -> int:
    """Return the position of the cell with a grade_id."""
    return next(number for number, cell in enumerate(notebook["cells"]) if name_of(cell) == name)


def code(source: str, **metadata: Any) -> Cell:  # noqa: ANN401 - JSON
    """Return a code cell of a learner's own."""
    return {"cell_type": "code", "metadata": metadata, "source": source, "execution_count": None, "outputs": []}


def words(source: str) -> Cell:
    """Return a Markdown cell of a learner's own."""
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def answered(sheet: str) -> Notebook:
    """Return a sheet in which every task is answered right and every written one has a text."""
    exercise, master = _files(sheet)
    notebook: Notebook = copy.deepcopy(json.loads(exercise))
    solved = {name_of(cell): source_of(cell) for cell in json.loads(master)["cells"] if name_of(cell)}
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution"):
            written = cell["cell_type"] == "markdown"
            cell["source"] = WRITTEN if written else _without_author(solved[name_of(cell)])
    return notebook


def untouched(sheet: str) -> Notebook:
    """Return a sheet as it is handed out."""
    notebook: Notebook = json.loads(_files(sheet)[0])
    return notebook


def _without_author(source: str) -> str:
    """Return the code of a solution without what its author says about wrong answers."""
    lines = [line for line in source.splitlines() if SOLUTION not in line]
    tree = ast.parse("\n".join(lines))
    kept = [node for node in tree.body if not _is_authors(node) and not _is_placeholder(node)]
    return "\n".join(ast.unparse(node) for node in kept)


def _is_authors(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module is not None and node.module.endswith("checks.author")
    calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
    return any(isinstance(called, ast.Name) and called.id in {"hint", "mistake", "why"} for called in calls)


def _is_placeholder(node: ast.stmt) -> bool:
    return any(isinstance(part, ast.Constant) and part.value is ... for part in ast.walk(node))


def tasks(sheet: str) -> dict[str, bool]:
    """Return a sheet's tasks, and whether each is written."""
    found = {}
    for cell in untouched(sheet)["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade"):
            found[marks["grade_id"]] = bool(marks.get("solution"))
    return found
