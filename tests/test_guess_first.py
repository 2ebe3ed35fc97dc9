"""Predict, run, reveal: the stored output of a cell with the tag guess-first is folded until it is run."""

from __future__ import annotations

import nbformat
import pytest

from coursekit.authoring.execute import GUESS_FIRST, settle


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
    assert notebook.cells[0].outputs == [output], "the output stays stored, so nbval compares it"
    nbformat.validate(notebook)
