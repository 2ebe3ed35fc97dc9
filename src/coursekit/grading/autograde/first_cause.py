"""An error in a cell that belongs to no task: said once, as the first cause of what follows from it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from coursekit.grading.nbval_runner.outputs import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.grading.assignments.merge import Merged
    from coursekit.grading.autograde.rerun import Isolated
    from coursekit.grading.autograde.run import CellRun

CAUSE = "The first thing that went wrong: a cell of your notebook that belongs to no task stopped with this error. "
LONGEST_ERROR = 600
# What a check raises is about its task.
_CHECKS = ("WrongAnswer", "NotAnsweredError", "StaleAnswerError", "FormError", "AssertionError")
_MISSING = re.compile(r"NameError: name '(\w+)' is not defined")


def first_cause(merged: Merged, ran: Isolated) -> tuple[str, ...]:
    """Return a note on the first error in a cell that belongs to no task; none when there is no such error.

    Args:
        merged: the merged notebook.
        ran: what happened to its cells.
    """
    failed = next(_failed(merged, ran), None)
    return () if failed is None else (CAUSE + clean(error_of(ran.cells[failed]), LONGEST_ERROR),)


def lost_names(merged: Merged, ran: Isolated) -> frozenset[str]:
    """Return the names that cells without a task would have made, had they not stopped with an error.

    Args:
        merged: the merged notebook.
        ran: what happened to its cells.
    """
    return frozenset(name for at in _failed(merged, ran) for name in _names_made(merged.code[at].cell.source))


def missing_name(error: str) -> str:
    """Return the name that a NameError is about; empty for any other error."""
    match = _MISSING.search(error)
    return match[1] if match else ""


def error_of(run: CellRun) -> str:
    """Return the error that stopped a cell, as one text."""
    return next((output.text for output in run.shown if output.kind == "error"), "The cell did not run.")


def _failed(merged: Merged, ran: Isolated) -> Iterator[int]:
    for at, cell in enumerate(merged.code):
        run = ran.cells.get(at)
        if cell.role == "learner" and not cell.task and at not in ran.off and run is not None and _stopped(run):
            yield at


def _stopped(run: CellRun) -> bool:
    return run.state == "raised" and not error_of(run).startswith(_CHECKS)


def _names_made(source: str) -> set[str]:
    """Return the names that code gives; for code that cannot be read, those on the left of an equals sign."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set(re.findall(r"^\s*(\w+)\s*=(?!=)", source, re.MULTILINE))
    made = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    definitions = (ast.FunctionDef, ast.ClassDef)
    made |= {node.name for node in ast.walk(tree) if isinstance(node, definitions)}
    return made | {alias.asname or alias.name.split(".")[0] for alias in _aliases(tree)}


def _aliases(tree: ast.AST) -> Iterator[ast.alias]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from node.names
