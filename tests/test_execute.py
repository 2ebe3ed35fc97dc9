"""``thirteenth execute``: the notebook is stored with its outputs, and the terminal shows nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.whole
def test_the_terminal_shows_what_was_stored_and_no_warning(tmp_path: Path) -> None:
    cells = [
        {"id": "a", "cell_type": "code", "metadata": {}, "source": "6 * 7", "outputs": [], "execution_count": None}
    ]
    path = tmp_path / "one.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    command = [sys.executable, "-m", "thirteenth.cli", "execute", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"stored {path}\n", "")
    (cell,) = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cell["outputs"][0]["data"]["text/plain"] == ["42"]
