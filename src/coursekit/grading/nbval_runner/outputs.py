"""What a cell showed, shortened: enough for a feedback page, little enough to keep for thousands of learners."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from coursekit.grading.assignments.pictures import PNG, is_picture
from coursekit.grading.nbval_runner.notes import note_of, said_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONGEST_TEXT = 4_000
LARGEST_PICTURE = 400_000
MOST_PICTURES = 2
MOST_TEXTS = 20
# Colours and cursor movements of terminals, then every other control character but line feed and tab.
_ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?", re.DOTALL)
# A progress bar writes over its line.
_RETURN = re.compile(r"^.*\r(?=[^\n])", re.MULTILINE)
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
        outputs: outputs in nbformat 4 form, and ``clear_output``, as they came.

    Returns:
        One ``{"kind", "text"}`` for each, in order: ``said`` by a check, other ``text`` (joined where nothing comes
        between), an ``error``, or a ``png`` in base64.
    """
    parts: list[dict[str, str]] = []
    for output in outputs:
        if output.get("output_type") == "clear_output":
            parts = [part for part in parts if part["kind"] == "said"]
            continue
        for kind, text in _parts(output):
            if kind == "text" and parts and parts[-1]["kind"] == kind:
                parts[-1]["text"] += text
            else:
                parts.append({"kind": kind, "text": text})
    return list(_shortened(parts))


def _parts(output: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what an output adds to the page."""
    note = note_of(output)
    data = output.get("data")
    if note:
        yield from (("said", words) for _, words in said_in([output]))
    elif output.get("output_type") == "error":
        yield "error", clean(f"{output.get('ename')}: {output.get('evalue')}", 1_000)
    elif isinstance(data, dict):
        picture = _picture(data.get("image/png"))
        plain = _words(data.get("text/plain"))
        if plain and not (picture and plain.startswith("<Figure size")):
            yield "text", f"{plain}\n"
        if picture:
            yield "png", picture
    else:
        yield "text", _words(output.get("text"))


def _shortened(parts: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Keep so much of each kind: all that checks said, the first pictures, an error, and of the rest what has room."""
    texts = [part for part in parts if part["kind"] == "text"]
    longest = max(LONGEST_TEXT // max(len(texts), 1), LONGEST_TEXT // MOST_TEXTS)
    left = Counter({"png": MOST_PICTURES, "error": 1, "text": MOST_TEXTS, "said": MOST_TEXTS})
    for part in parts:
        kind, text = part["kind"], part["text"]
        if kind == "text":
            text = clean(_RETURN.sub("", text), longest).strip("\n")
        elif kind == "said":
            text = clean(text)
        if left[kind] and text.strip():
            left[kind] -= 1
            yield {"kind": kind, "text": text}


def _words(value: object) -> str:
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def _picture(value: object) -> str:
    """Return a PNG's base64 text; empty when it is none, or too large."""
    text = re.sub(r"\s", "", _words(value))
    return text if text and len(text) <= LARGEST_PICTURE and is_picture(text, (PNG,)) else ""
