"""The key of a master while it grades: what its checks compare answers with, to give hints.

It is quicker than the one that is handed out, whose slowness is meant for those who have it at home and all evening to
try answers. In a run a cell's limit of time ends such trying, and no point is given because of the key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.checks.master_keys import MasterKeyError, key_of, key_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.grading.model import Cell


ROUNDS = 400


def sheet_key(cells: Sequence[Cell], sheet: str) -> str:
    """Return the text of a sheet's key; empty for checks of another kind.

    Args:
        cells: the master's, executed.
        sheet: its number, such as ``03``.
    """
    notebook = {"cells": [_as_in_a_notebook(cell) for cell in cells]}
    try:
        return key_text(key_of(notebook, sheet, ROUNDS))
    except (MasterKeyError, LookupError, TypeError, AttributeError):
        return ""


def _as_in_a_notebook(cell: Cell) -> dict[str, Any]:
    marks = {"nbgrader": {"grade": cell.grade, "grade_id": cell.grade_id}}
    return {"cell_type": cell.kind, "source": cell.source, "metadata": marks, "outputs": cell.outputs}
