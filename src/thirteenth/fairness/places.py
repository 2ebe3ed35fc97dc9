"""All places where the course speaks to a learner: lessons, sheets and questions, sentence by sentence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a question says to a learner; ids, skills and codes are not said.
SILENT = {"id", "type", "skill", "claims", "misconception", "correct", "pairs", "order", "allowed", "evidence"}
END = re.compile(r"(?<=[.?!])[)\"*]*\s+(?=[A-Z\"*(`])")


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it stands.

    Attributes:
        place: a question's id, or the stem of a lesson or ``sheet`` and the stem of a sheet.
        text: the sentence, with single blanks.
        claims: the claims of the question, empty elsewhere.
    """

    place: str
    text: str
    claims: tuple[str, ...] = ()


def sentences(root: Path) -> Iterator[Sentence]:
    """Yield what the course says: lessons first, then sheets, then questions.

    Args:
        root: the folder of the course.
    """
    for folder, prefix in (("notebooks", ""), ("solutions", "sheet ")):
        for path in sorted((root / folder).glob("[0-9][0-9]-*.ipynb")):
            for text in cells(path):
                yield from split(prefix + path.stem, text)
    for path in sorted((root / "data" / "questions").glob("[0-9][0-9].yaml")):
        for question in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]:
            for text in said(question):
                yield from split(question["id"], text, tuple(question["claims"]))


def cells(path: Path) -> Iterator[str]:
    """Yield the text cells of a notebook.

    Args:
        path: the notebook.
    """
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])


def said(part: Any) -> Iterator[str]:  # noqa: ANN401 - a question is a tree of dicts, lists and texts
    """Yield the texts of a question, or of a part of it, that a learner reads.

    Args:
        part: the question as the bank's file has it.
    """
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for inner in part:
            yield from said(inner)
    elif isinstance(part, dict):
        for name, inner in part.items():
            if name not in SILENT or (isinstance(inner, list) and name == "evidence"):
                yield from said(inner)


def split(place: str, text: str, claims: tuple[str, ...] = ()) -> Iterator[Sentence]:
    """Yield the sentences of a text; a line of a table or a list ends a sentence too.

    Args:
        place: where it stands.
        text: the text.
        claims: the claims of the question.
    """
    for block in re.split(r"\n\s*\n|\n(?=[|#\-0-9])", text):
        for sentence in END.split(" ".join(block.split())):
            if sentence:
                yield Sentence(place, sentence, claims)
