"""Trees of XML, written element by element; text is escaped, and letters that XML forbids are left out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Node = ET.Element


def node(tag: str, *inside: Node | str, **attributes: object) -> Node:
    """Return an element.

    Args:
        tag: its name.
        inside: its text and its children, in order.
        attributes: their values by name.
    """
    made = ET.Element(tag, {name: clean(str(value)) for name, value in attributes.items()})
    for child in inside:
        if isinstance(child, str):
            _add_text(made, clean(child))
        else:
            made.append(child)
    return made


def _add_text(made: Node, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def clean(text: str) -> str:
    """Return text without the letters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def nodes(tag: str, texts: Iterable[str]) -> list[Node]:
    """Return an element for each text."""
    return [node(tag, text) for text in texts]


def document(root: Node) -> bytes:
    """Return a whole file."""
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
