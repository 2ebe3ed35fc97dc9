"""``thirteenth execute``: the notebook is stored with its outputs, and the terminal shows nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from coursekit.authoring.execute import settle
from coursekit.authoring.run_mark import run_mark

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.whole
def test_the_terminal_shows_what_was_stored_and_no_warning(tmp_path: Path) -> None:
    path = tmp_path / "one.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("6 * 7")]), path)
    command = [sys.executable, "-m", "thirteenth.cli", "execute", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"stored {path}\n", "")
    (cell,) = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cell["outputs"][0]["data"]["text/plain"] == ["42"]


@pytest.mark.parametrize("path", sorted((ROOT / "solutions").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_committed_master_was_run_as_it_stands(path: Path) -> None:
    master = json.loads(path.read_text(encoding="utf-8"))
    assert master["metadata"]["thirteenth"] == run_mark(master), f"thirteenth execute solutions/{path.name}"


def printed(text: str, name: str = "stdout") -> dict[str, str]:
    return {"output_type": "stream", "name": name, "text": text}


def test_what_was_printed_in_parts_is_stored_as_one() -> None:
    picture = {"output_type": "display_data", "data": {}, "metadata": {}}
    outputs = [printed("one\n"), printed("two\n"), printed("careful\n", "stderr"), picture, printed("three\n")]
    cell = {"id": "c", "cell_type": "code", "source": "", "metadata": {}, "execution_count": 1, "outputs": outputs}
    notebook = nbformat.from_dict({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    settle(notebook)
    texts = [output.get("text", "") for output in notebook.cells[0].outputs]
    assert texts == ["one\ntwo\n", "careful\n", "", "three\n"]
