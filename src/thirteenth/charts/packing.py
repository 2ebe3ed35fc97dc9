"""Where labels stand so that none touches another: rows are filled from the top, a new one begun only when needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Span = tuple[float, float]


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
        label_right: the label stands to the right of the mark, else to its left.
    """

    row: int
    label_right: bool


def pack(marks: Sequence[Labelled], room: float, heading: float) -> list[Place]:
    """Give each mark, in order, the first row in which it and its label touch nothing.

    Args:
        marks: the marks, from left to right.
        room: how far a label may reach, in inches.
        heading: how much of the first row a heading takes at its left end, in inches.
    """
    rows: list[list[Span]] = [[(0.0, heading)]]
    places = []
    for mark in marks:
        place = _first_free(mark, rows, room)
        if place.row == len(rows):
            rows.append([])
        rows[place.row].append(_span(mark, label_right=place.label_right))
        places.append(place)
    return places


def _first_free(mark: Labelled, rows: list[list[Span]], room: float) -> Place:
    fits_right = mark.right + mark.width <= room
    for row, taken in enumerate([*rows, []]):
        # To the right is easier to read; to the left a label may use room that earlier marks have left.
        for label_right in (True, False) if fits_right else (False,):
            if not _touches(_span(mark, label_right=label_right), taken):
                return Place(row, label_right)
    raise AssertionError("an empty row takes every mark")


def _span(mark: Labelled, *, label_right: bool) -> Span:
    gap = 0.1
    if label_right:
        return mark.left - gap, mark.right + mark.width
    return mark.left - mark.width, mark.right + gap


def _touches(span: Span, taken: list[Span]) -> bool:
    return any(span[0] < right and left < span[1] for left, right in taken)
