"""The lines that give a check cell its own names back, whatever a learner has called ``check``, ``sum`` or ``pd``.

A learner who writes ``sum = 0`` in task 2 has not answered task 4 wrongly. So before each check cell the names that it
uses, and that the sheet's own cells import or Python brings along, are imported anew.
"""

from __future__ import annotations

import ast
import builtins
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.grading.model import Cell


def guard(check: str, locked: Iterable[Cell]) -> str:
    """Return the imports that a check cell relies on.

    Args:
        check: the source of the check cell.
        locked: the sheet's locked code cells, where its imports stand.

    Returns:
        Import statements, one a line; empty when the check needs none.
    """
    used, bound = _names(check)
    lines = []
    for cell in locked:
        for name, statement in _imports(cell.source):
            if name in used - bound and statement not in lines:
                lines.append(statement)
    plain = sorted(name for name in used - bound if hasattr(builtins, name) and not name.startswith("_"))
    return "\n".join([*lines, *([f"from builtins import {', '.join(plain)}"] if plain else [])])


def _names(source: str) -> tuple[set[str], set[str]]:
    """Return the names that code reads and the names that it gives."""
    tree = _parsed(source)
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    read = {node.id for node in nodes if isinstance(node.ctx, ast.Load)}
    given = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    return read, given | {name for name, _ in _imports(source)}


def _imports(source: str) -> Iterable[tuple[str, str]]:
    """Yield each name that top-level imports give, with a statement that gives only it."""
    for node in _parsed(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                single = ast.Import([alias]) if isinstance(node, ast.Import) else _from(node, alias)
                yield (alias.asname or alias.name.split(".")[0], ast.unparse(single))


def _from(node: ast.ImportFrom, alias: ast.alias) -> ast.ImportFrom:
    return ast.ImportFrom(module=node.module, names=[alias], level=node.level)


# A sheet's own cells are the same for the whole class.
@lru_cache(maxsize=256)
def _parsed(source: str) -> ast.Module:
    """Parse code; a cell with IPython magics has no guard."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError):
        return ast.Module(body=[], type_ignores=[])
