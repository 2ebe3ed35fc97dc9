"""The parts of a chart's form, so that a reply can say which are right and which are missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS = 24
_WORDS = {
    "x label": N_("label of the horizontal axis"),
    "y label": N_("label of the vertical axis"),
    "labels": N_("labels of the axes"),
    "kind": N_("kind of chart"),
    "bars": N_("bars"),
    "title asks": N_("question mark at the end of the title"),
    "values": N_("lengths of the bars"),
    "lanes": N_("named places on the vertical axis"),
    "spans": N_("marks with a beginning and an end"),
    "steps": N_("lines drawn as steps"),
    "texts": N_("notes inside the chart"),
    "cells": N_("rows and columns of the picture"),
    "highest": N_("highest point of each line"),
    "dates": N_("days on the horizontal axis"),
}
_FIGURE = re.compile(r"figure of \d+ panels?\n")
# More than these are a table, whose values could be guessed one by one.
MOST_NAMES = 4
_NAMED = re.compile(r'"([^"]*)": (.*)', re.DOTALL)
# What a check says of a chart holds such a word.
_YES_OR_NO = re.compile(r": (True|False)\b")
_ABSENT = {"False", "missing", "0", "[]"}


def parts_of(form: str) -> dict[str, str]:
    """Return the parts of a chart's form, or of a dict that says of a chart what is there.

    Args:
        form: a canonical form, whole.

    Returns:
        The text of each part by its name, such as ``"panel 2, title"``, or of each answer under a name of its own;
        nothing for forms of other kinds.
    """
    if _FIGURE.match(form):
        parts = dict(_of_figure(form))
    elif form.startswith("{") and form.endswith("}") and _YES_OR_NO.search(form):
        parts = dict(_of_value("", form))
    else:
        return names_of(form)
    return parts if 2 <= len(parts) <= MOST_PARTS else {}  # noqa: PLR2004 - one part is the whole


def names_of(form: str) -> dict[str, str]:
    """Return the answers of a task that asks for two to four under names; nothing for forms of other kinds.

    Args:
        form: a canonical form, whole.
    """
    if _YES_OR_NO.search(form):
        return {}
    entries = [_NAMED.fullmatch(entry) for entry in _entries(form[1:-1])] if form[:1] + form[-1:] == "{}" else []
    if not 2 <= len(entries) <= MOST_NAMES or not all(entries):  # noqa: PLR2004 - one is the whole
        return {}
    return {entry[1]: entry[2] for entry in entries if entry}


def part_in_words(name: str) -> str:
    """Return a part's name in a learner's words."""
    *where, last = name.split(", ")
    return ", ".join([*where, gettext(_WORDS[last]) if last in _WORDS else last])


def is_absent(text: str) -> bool:
    """Tell whether a part's text says that nothing is there."""
    return text in _ABSENT


def _of_figure(form: str) -> Iterator[tuple[str, str]]:
    _, *panels = form.split("\n")
    for number, panel in enumerate(panels, 1):
        where = f"panel {number}, " if len(panels) > 1 else ""
        for part in re.split(r"; (?=[a-z ]+: )", panel):
            name, _, text = part.partition(": ")
            yield f"{where}{name}", text


def _of_value(name: str, text: str) -> Iterator[tuple[str, str]]:
    """Go down into dicts, and into lists of dicts; everything else is one part."""
    if text.startswith('{"') and text.endswith("}"):
        for entry in _entries(text[1:-1]):
            key, _, value = entry.partition(": ")
            yield from _of_value(", ".join(filter(None, [name, key.strip('"')])), value)
    elif text.startswith("[{") and text.endswith("]"):
        for number, entry in enumerate(_entries(text[1:-1]), 1):
            yield from _of_value(f"{name.removesuffix('s')} {number}", entry)
    else:
        yield name, text


def _entries(text: str) -> Iterator[str]:
    """Split at the commas that stand neither in brackets nor in quotation marks."""
    depth, quoted, begin = 0, False, 0
    for place, sign in enumerate(text):
        if sign == '"' and text[place - 1 : place] != "\\":
            quoted = not quoted
        elif not quoted and sign in "[{(":
            depth += 1
        elif not quoted and sign in "]})":
            depth -= 1
        elif not quoted and depth == 0 and sign == ",":
            yield text[begin:place].strip()
            begin = place + 1
    if text[begin:].strip():
        yield text[begin:].strip()
