"""Who is who: one line on each person whom a text names, so that nobody has to know the names beforehand.

``course.toml`` names the table of people: the file, and its columns with the name, the full name and the line.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from coursekit import tables
from coursekit.course import find_course

if TYPE_CHECKING:
    from pathlib import Path

Person = dict[str, str]


def named_in(*texts: str) -> list[Person]:
    """Return the people whom texts name, in the table's order, each with ``name`` and ``who``.

    Args:
        texts: what a learner reads.
    """
    settings = find_course().sections.get("questions", {}).get("people", {})
    if not settings:
        return []
    words = " ".join(texts)
    known = _people(tables.data_dir() / settings["table"], tuple(settings["columns"]))
    return [{"name": full, "who": who} for name, full, who in known if re.search(rf"\b{re.escape(name)}\b", words)]


@lru_cache(maxsize=4)
def _people(path: Path, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Read the table; one that cannot be read gives nobody, ``tables`` says why."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [tuple(row[name] for name in columns) for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, KeyError, csv.Error):
        return []
