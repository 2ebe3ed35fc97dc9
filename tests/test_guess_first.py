"""Predict, run, reveal: the stored output of a cell with the tag guess-first is folded until it is run."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import nbformat
import pytest

from coursekit.authoring.execute import GUESS_FIRST, settle

LESSONS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("[0-9][0-9]-*.ipynb"))


@pytest.mark.parametrize("tags", [[GUESS_FIRST], [], ["other"]])
@pytest.mark.parametrize("before", [{}, {"jupyter": {"outputs_hidden": True}}, {"jupyter": {"source_hidden": True}}])
def test_only_a_cell_to_guess_first_is_folded(tags: list[str], before: dict[str, dict[str, bool]]) -> None:
    output = nbformat.v4.new_output("stream", text="14\\n")
    metadata = {"tags": tags, **{name: dict(value) for name, value in before.items()}}
    cell = nbformat.v4.new_code_cell("print(14)", metadata=metadata, outputs=[output])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    settle(notebook)
    folded = notebook.cells[0].metadata.get("jupyter", {})
    assert bool(folded.get("outputs_hidden")) is (GUESS_FIRST in tags)
    assert folded.get("source_hidden") == before.get("jupyter", {}).get("source_hidden")
    assert notebook.cells[0].outputs[-1] == output, "the output stays stored, so nbval compares it"
    empty = notebook.cells[0].outputs[0].get("data") == {}
    assert empty is (GUESS_FIRST in tags), "no first line to show beside the dots"
    nbformat.validate(notebook)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_what_a_lesson_asks_to_guess_is_folded(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    for text, code in itertools.pairwise(cells):
        if code.cell_type == "code" and re.search(r"Predict |Guess first: which|Think of the result", text.source):
            after = cells[cells.index(code) :]
            answer = next(cell for cell in after if cell.cell_type == "code" and "quiz.ask" not in cell.source)
            assert answer.metadata.get("jupyter", {}).get("outputs_hidden"), text.source


def test_every_lesson_but_the_verdict_keeps_something_back() -> None:
    for path in LESSONS[:-1]:
        cells = nbformat.read(path, as_version=4).cells
        assert any(GUESS_FIRST in cell.metadata.get("tags", []) for cell in cells), path.name
