"""Tell the messages of a graded kernel that travel apart (``session.apart``) from all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.session.apart import APART, CHECK, LEFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONGEST_WAY = 60
Said = tuple[str, str]
"""The name of a check, and its words."""


def said_in(outputs: Iterable[Mapping[str, Any]]) -> Iterator[Said]:
    """Yield what checks said.

    Args:
        outputs: outputs in nbformat 4 form.
    """
    for output in outputs:
        name = note_of(output).get(CHECK)
        if isinstance(name, str):
            yield name, str(output["data"].get("text/plain", ""))


def way_left(outputs: Iterable[Mapping[str, Any]]) -> str:
    """Return the first way in which a cell would have ended Python, such as ``exit()``; empty for none.

    Args:
        outputs: outputs in nbformat 4 form.
    """
    ways = (note_of(output).get(LEFT) for output in outputs)
    return next((way[:LONGEST_WAY] for way in ways if isinstance(way, str)), "")


def note_of(output: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an output is that travels apart; empty for any other."""
    metadata = output.get("metadata") if output.get("output_type") == "display_data" else None
    note = metadata.get(APART) if isinstance(metadata, dict) else None
    return note if isinstance(note, dict) and isinstance(output.get("data"), dict) else {}
