"""What the ids in a question mean: nobody is shown ``(berlin-blockade)`` where ``(Berlin blockade)`` says it.

The bank's authors cite a row of a table by its id, in brackets. ``course.toml`` names these tables, the column of the
ids, and the columns that say it in words.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from coursekit.course import find_course

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ID = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")


def references(data: Path) -> dict[str, str]:
    """Return for each id that a question may cite what it means.

    Args:
        data: the folder of the tables; one that is missing or cannot be read gives nothing, ``tables`` says why.
    """
    cited = find_course().sections.get("questions", {}).get("references", {})
    return {name: words for table, columns in cited.items() for name, words in _rows(data / table, columns)}


def _rows(path: Path, columns: list[str]) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return [(row[columns[0]], " ".join(row[name] for name in columns[1:]).strip()) for row in rows]
    except (OSError, UnicodeDecodeError, KeyError, csv.Error):
        return []


def ids_in_words(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - a part of a question, as YAML holds it
    """Return a part of a question with the ids that stand in brackets in words.

    Args:
        value: a text, or lists and records of texts.
        words: what each id means.
    """
    if isinstance(value, str):
        return _IN_BRACKETS.sub(lambda inside: _ID.sub(lambda name: words.get(name[0], name[0]), inside[0]), value)
    if isinstance(value, dict):
        return {name: ids_in_words(part, words) for name, part in value.items()}
    return [ids_in_words(part, words) for part in value] if isinstance(value, list) else value
