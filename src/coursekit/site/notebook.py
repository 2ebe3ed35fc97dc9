"""A notebook's cells as a page shows them: words, code, what the code showed, and the questions that it asked."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_QUESTION = re.compile(r"q-\d{4}")
# The function that shows questions.
ASK = "ask"


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        id: its id, the same from version to version.
        is_code: whether it holds code.
        source: its text.
        outputs: what it showed, as stored: by MIME type, or ``text/plain`` for what it printed.
        attachments: by name the pictures of a text cell, each by MIME type.
        is_check: whether it is a sheet's check.
        calls: the last line, when it calls something with constants only: its name and the constants.
    """

    id: str
    is_code: bool
    source: str
    outputs: list[dict[str, str]] = field(default_factory=list)
    attachments: dict[str, dict[str, str]] = field(default_factory=dict)
    is_check: bool = False
    calls: tuple[str, list[Any]] | None = None

    @property
    def questions(self) -> list[str]:
        """The ids of the questions that it asks, in order."""
        name, values = self.calls or ("", [])
        asks = name.rpartition(".")[2] == ASK
        return [value for value in values if isinstance(value, str) and _QUESTION.fullmatch(value)] if asks else []

    @property
    def only_draws(self) -> bool:
        """Whether all that it is for is to show a picture or questions, so that a reader can do without its code."""
        return bool(self.questions) or any(_is_drawing(output) for output in self.outputs)


def read(path: Path) -> list[Cell]:
    """Return a notebook's cells.

    Args:
        path: the notebook, of format 4.

    Raises:
        ValueError: it is no such notebook.
    """
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        return [_cell(cell, number) for number, cell in enumerate(notebook["cells"])]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path.name}: found no notebook of format 4 ({error}). Open it in JupyterLab and save it, or put the "
            "course's own copy back."
        ) from error


def _cell(cell: dict[str, Any], number: int) -> Cell:
    is_code, source = cell["cell_type"] == "code", _joined(cell["source"])
    attached = cell.get("attachments", {}).items()
    return Cell(
        id=cell.get("id") or f"cell-{number:02}",
        is_code=is_code,
        source=source,
        outputs=[_output(output) for output in cell.get("outputs", [])],
        attachments={name: {kind: _joined(text) for kind, text in kinds.items()} for name, kinds in attached},
        is_check=bool(cell["metadata"].get("nbgrader", {}).get("grade")),
        calls=_call(source) if is_code else None,
    )


def _output(output: dict[str, Any]) -> dict[str, str]:
    """Return what an output shows, by MIME type."""
    if output["output_type"] == "stream":
        return {"text/plain": _joined(output["text"])}
    if output["output_type"] == "error":
        return {"text/plain": f"{output['ename']}: {output['evalue']}"}
    return {kind: _joined(text) for kind, text in output["data"].items() if isinstance(text, (str, list))}


def _joined(text: str | list[str]) -> str:
    """Return text that a notebook may store as lines."""
    return text if isinstance(text, str) else "".join(text)


def _is_drawing(output: dict[str, str]) -> bool:
    html = output.get("text/html", "").lstrip()
    return "image/png" in output or html.startswith(("<figure", "<details"))


def _call(source: str) -> tuple[str, list[Any]] | None:
    """Return what the last statement calls, when its arguments are constants."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    value = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    if not isinstance(value, ast.Call) or value.keywords:
        return None
    if not all(isinstance(argument, ast.Constant) for argument in value.args):
        return None
    return ast.unparse(value.func), [argument.value for argument in value.args if isinstance(argument, ast.Constant)]
