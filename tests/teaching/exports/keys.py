"""The key of a task in one form, whatever file it was read from."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from typing import Any

from coursekit.teaching.exports.tasks import Choice, Estimate, Grid, Item, Match, Number, Order

# A task that is never marked: a position, a text, a setting.
OPEN = "open"


def key_of(item: Item) -> Any:  # noqa: ANN401, PLR0911 - a key has the form of its task
    """Return the right texts, the number, the pairs, or ``OPEN``."""
    task = item.task
    match task:
        case Choice():
            return {one.text: one.right for one in task.options}
        case Number():
            return (task.value, task.tolerance)
        case Estimate():
            return ("estimate", task.value, task.tolerance)
        case Order():
            return {line.text: f"place {number}" for number, line in enumerate(task.in_order, start=1)}
        case Match():
            return dict(task.text_pairs)
        case Grid():
            return {row.id: {task.words[code] for code in row.allowed} for row in task.rows}
    return OPEN


def tree_of(content: bytes) -> ET.Element:
    """Return a file of XML that we have written, as a parser reads it."""
    return ET.fromstring(content)  # noqa: S314 - our own file


def shown(markup: str) -> str:
    """Return the text of a little HTML."""
    return " ".join(html.unescape(re.sub(r"</?[a-z][^>]*>", " ", markup)).split())
