"""The pictures that were pasted into a cell's text: a reader of a written answer sees them on the feedback page."""

from __future__ import annotations

import base64
import binascii
import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# A photograph from a phone has some megabytes; base64 makes a third more of it.
LARGEST = 8_000_000
MOST = 4
PNG = b"\x89PNG\r\n\x1a\n"
_BEGINS = (PNG, b"\xff\xd8\xff", b"GIF8")


def pictures_in(attachments: object) -> tuple[str, ...]:
    """Return the pictures of a cell in base64; what is none, or too large, is left out.

    Args:
        attachments: what the notebook stores: for each name the content by MIME type.
    """
    contents = attachments.values() if isinstance(attachments, dict) else ()
    return tuple(islice((picture for content in contents for picture in _pictures(content)), MOST))


def _pictures(content: object) -> Iterator[str]:
    values = content.values() if isinstance(content, dict) else ()
    for value in values:
        text = "".join(value) if isinstance(value, list) and all(isinstance(line, str) for line in value) else value
        if isinstance(text, str) and len(text) <= LARGEST and is_picture(text := re.sub(r"\s", "", text)):
            yield text


def is_picture(text: str, begins: tuple[bytes, ...] = _BEGINS) -> bool:
    """Tell whether a text is a picture in base64.

    Args:
        text: the text, without spaces.
        begins: how a picture may begin; every kind that a browser shows unless other is said.
    """
    try:
        return base64.b64decode(text, validate=True).startswith(begins)
    except (binascii.Error, ValueError):
        return False
