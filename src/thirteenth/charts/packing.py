"""Where labels stand so that none touches another: rows are filled from the top, a new one begun only when needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Side = Literal["right", "left", "on"]
Span = tuple[float, float]
GAP = 0.1


@dataclass(frozen=True)
class Labelled:
    """A mark with its label, before it has a place; all in inches from the left edge.

    Attributes:
        left: where the mark begins.
        right: where it ends.
        width: how much room its label needs, the gap to the mark included.
    """

    left: float
    right: float
    width: float


@dataclass(frozen=True)
class Place:
    """Where a mark stands.

    Attributes:
        row: from 0, the row.
        side: where its label stands: to the right of the mark, to its left, or on it.
    """

    row: int
    side: Side


def pack(marks: Sequence[Labelled], edge: float, heading: float) -> list[Place]:
    """Give each mark, in order, the first row in which it and its label touch nothing.

    Args:
        marks: the marks, from left to right.
        edge: how far to the right a label may reach, in inches.
        heading: how much of the first row a heading takes at its left end, in inches.
    """
    rows: list[list[Span]] = [[(0.0, heading)]]
    places = []
    for mark in marks:
        place = _first_free(mark, rows, edge)
        if place.row == len(rows):
            rows.append([])
        rows[place.row].append(_span(mark, place.side))
        places.append(place)
    return places


def _first_free(mark: Labelled, rows: list[list[Span]], edge: float) -> Place:
    sides = _sides(mark, edge)
    for row, spans in enumerate(rows):
        for side in sides:
            if not _touches(_span(mark, side), spans):
                return Place(row, side)
    return Place(len(rows), sides[0])


def _sides(mark: Labelled, edge: float) -> list[Side]:
    """Return the sides with room for the label, the one that is easiest to read first."""
    sides: list[Side] = []
    if mark.right + mark.width <= edge:
        sides.append("right")
    if mark.left - mark.width >= 0:
        sides.append("left")
    # A bar over nearly the whole time has room on neither side, but on itself.
    return sides or ["on"]


def _span(mark: Labelled, side: Side) -> Span:
    if side == "right":
        return mark.left - GAP, mark.right + mark.width
    if side == "left":
        return mark.left - mark.width, mark.right + GAP
    return mark.left - GAP, max(mark.right, mark.left + mark.width) + GAP


def _touches(span: Span, spans: list[Span]) -> bool:
    return any(span[0] < right and left < span[1] for left, right in spans)
