"""What a cell showed, shortened: enough for a feedback page, little enough to keep for thousands of learners."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST_TEXT = 4_000
LARGEST_PICTURE = 400_000
MOST_PICTURES = 2
_PNG = b"\x89PNG\r\n\x1a\n"
# Colours and cursor movements of terminals, then every other control character but line feed and tab.
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return text without control characters, shortened in the middle.

    Args:
        text: anything that a learner's code may have written.
        longest: how many characters to keep.

    Returns:
        Text that can be stored, printed on a terminal and shown on a page.
    """
    if len(text) > 4 * longest:
        text = text[: 2 * longest] + text[-2 * longest :]
    text = _CONTROLS.sub("", _ESCAPES.sub("", text.replace("\r\n", "\n")))
    text = text.encode("utf-8", "replace").decode("utf-8")
    if len(text) > longest:
        text = f"{text[: longest // 2].rstrip()}\n[…]\n{text[-longest // 2 :].lstrip()}"
    return text


def brief(outputs: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Shorten the outputs of a cell.

    Args:
        outputs: outputs in nbformat 4 form.

    Returns:
        One ``{"kind", "text"}`` for each: joined ``text``, an ``error``, or a ``png`` in base64.
    """
    words: list[str] = []
    pictures: list[str] = []
    errors: list[str] = []
    for output in outputs:
        if output.get("output_type") == "error":
            errors.append(clean(f"{output.get('ename')}: {output.get('evalue')}", 1_000))
        data = output.get("data")
        if not isinstance(data, dict):
            words.append(_words(output.get("text")))
            continue
        picture = _picture(data.get("image/png"))
        pictures += [picture] if picture else []
        plain = _words(data.get("text/plain"))
        words.append("" if picture and plain.startswith("<Figure size") else f"{plain}\n")
    text = clean("".join(words)).strip("\n")
    return [
        *([{"kind": "text", "text": text}] if text.strip() else []),
        *({"kind": "png", "text": picture} for picture in pictures[:MOST_PICTURES]),
        *({"kind": "error", "text": error} for error in errors[:1]),
    ]


def _words(value: object) -> str:
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def _picture(value: object) -> str:
    """Return a PNG's base64 text; empty when it is none, or too large."""
    text = re.sub(r"\s", "", _words(value))
    if not text or len(text) > LARGEST_PICTURE:
        return ""
    try:
        is_png = base64.b64decode(text, validate=True).startswith(_PNG)
    except (binascii.Error, ValueError):
        return ""
    return text if is_png else ""
