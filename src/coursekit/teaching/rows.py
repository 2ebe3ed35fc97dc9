"""Rows of the course's tables as a plan names them, for slides and worksheets."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.course import Course


def read_rows(course: Course, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the course, each as texts by column.

    Args:
        course: the course.
        name: the table's file, such as ``members.csv``.

    Raises:
        OSError: it cannot be read.
    """
    with course.path(course.folders.data, name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def body(table: dict[str, Any], course: Course) -> list[list[str]]:
    """Return the cells that a plan names, row by row in its order.

    Args:
        table: an entry with ``file``, ``key``, ``rows`` and ``columns``.
        course: the course.
    """
    held = {row[table["key"]]: row for row in read_rows(course, table["file"])}
    return [[_spoken(held[name][column]) for column in table["columns"]] for name in table["rows"]]


def _spoken(cell: str) -> str:
    """Return a cell in words: a table's true and false are yes and no to a pupil."""
    return {"true": "yes", "false": "no"}.get(cell, cell)
