"""An error in a cell that belongs to no task: said once, as the cause of what follows from it."""

from __future__ import annotations

import ast
import re
from itertools import islice
from typing import TYPE_CHECKING

from coursekit.grading.nbval_runner.outputs import clean
from coursekit.grading.nbval_runner.protocol import CellState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.grading.assignments.merge import Merged
    from coursekit.grading.autograde.rerun import Isolated
    from coursekit.grading.autograde.run import CellRun

FIRST = "The first thing that went wrong: "
CAUSES = {
    "learner": "a cell of your notebook that belongs to no task stopped with this error. ",
    "locked": "a cell of the sheet itself stopped with this error, because of what your notebook does above it. ",
}
LONGEST_ERROR = 600
# What a check raises is about its task; the checks of another sheet in the same notebook find no key here.
_CHECKS = ("WrongAnswer", "NotAnsweredError", "StaleAnswerError", "FormError", "AssertionError", "KeyNotFoundError")
_MISSING = re.compile(r"NameError: name '(\w+)' is not defined")


def first_cause(merged: Merged, ran: Isolated) -> tuple[str, ...]:
    """Return a note on each error in a cell without a task that another cell's error follows from.

    Where nothing follows from any, it is the first one in a cell of the learner's.

    Args:
        merged: the merged notebook.
        ran: what happened to its cells.
    """
    causes = _causes(merged, ran)
    roots = [at for at in causes if not any(_misses(ran.cells[at], merged, other) for other in causes if other < at)]
    learners = (at for at in _failed(merged, ran) if merged.code[at].role == "learner")
    notes = [
        CAUSES[merged.code[at].role] + clean(error_of(ran.cells[at]), LONGEST_ERROR)
        for at in roots or list(islice(learners, 1))
    ]
    return tuple(FIRST + note if note is notes[0] else note[:1].upper() + note[1:] for note in notes)


def lost_names(merged: Merged, ran: Isolated) -> frozenset[str]:
    """Return the names that cells without a task would have made, had they not stopped with an error.

    Args:
        merged: the merged notebook.
        ran: what happened to its cells.
    """
    return frozenset(name for at in _causes(merged, ran) for name in _names_made(merged.code[at].cell.source))


def _causes(merged: Merged, ran: Isolated) -> list[int]:
    """Return the cells without a task that stopped before they made a name which a later cell misses."""
    ended = {at: run for at, run in ran.cells.items() if _stopped(run)}
    return [
        at for at in _failed(merged, ran) if any(_misses(run, merged, at) for later, run in ended.items() if later > at)
    ]


def _misses(run: CellRun, merged: Merged, at: int) -> bool:
    """Tell whether a cell stopped for want of a name that another one would have made."""
    return missing_name(error_of(run)) in _names_made(merged.code[at].cell.source)


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
        is_anybodys = cell.role in {"learner", "locked"} and not cell.task
        if is_anybodys and at not in ran.off and run is not None and _stopped(run):
            yield at


def _stopped(run: CellRun) -> bool:
    return run.state is CellState.RAISED and not error_of(run).startswith(_CHECKS)


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
