"""Answer cells that answer nothing at home, and why: the true reason stands on the feedback page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.grading.assignments.placeholders import has_commented_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.grading.assignments.signs import Place
    from coursekit.grading.model import Master

# Magics of IPython after which a cell's code gives no names to the notebook.
_KEEPS_NOTHING = re.compile(
    r"\s*(%%(?:writefile|script|bash|sh|cmd|python3?|markdown|latex|html|svg|javascript|js|timeit))\b"
)


def idle_reasons(places: Sequence[Place], master: Master) -> dict[str, str]:
    """Return the tasks whose answer cell is no code any more, or code that answers nothing, each with the reason.

    Args:
        places: what ``locate`` returned.
        master: the master of the sheet.

    Returns:
        For each such task the kind of its cell (``raw``, ``markdown``), ``check`` for a copy of the check,
        ``comments``, or the magic that keeps the cell from giving names, such as ``%%writefile``.
    """
    reasons: dict[str, str] = {}
    for place in places:
        if place.sign == "answer" and place.cell is not None and place.own is not None and place.own.kind == "code":
            if place.cell.kind != "code" and not place.blank:
                reasons[place.task] = place.cell.kind
            elif place.named and not _answers(place):
                reasons[place.task] = "check"
            elif place.blank and has_commented_answer(place.cell.source, master.released[place.own.grade_id]):
                reasons[place.task] = "comments"
            elif magic := _KEEPS_NOTHING.match(place.cell.source):
                reasons[place.task] = magic[1]
    return reasons


def _answers(place: Place) -> bool:
    """Tell whether a cell that calls a check holds anything else than such calls."""
    lines = place.cell.source.splitlines() if place.cell is not None else []
    return any(line.strip() and not line.lstrip().startswith(("#", "check(")) for line in lines)
