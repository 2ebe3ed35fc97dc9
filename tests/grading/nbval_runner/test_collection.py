"""A run of nbval looks at its notebook and at nothing that lies beside or above it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import nbformat

if TYPE_CHECKING:
    from pathlib import Path

# Says which notebook each cell belongs to, and each name that pytest comes across.
SAYS = """
import sys
from pathlib import Path
import pytest
from nbval import plugin
from coursekit.grading.nbval_runner.collection import OneNotebook
from coursekit.internals.pytest_run import QUIET_WORDS

class Says:
    def pytest_ignore_collect(self, collection_path):
        print("seen", collection_path.name)

    def pytest_itemcollected(self, item):
        print("cell of", item.parent.path.name)

notebook = Path(sys.argv[1])
nbval = ["--nbval-lax", "--nbval-current-env"]
words = [*QUIET_WORDS, *nbval, "--collect-only", "--rootdir", str(notebook.parent), str(notebook)]
plugins = [plugin, Says(), *([OneNotebook(notebook)] if sys.argv[2] == "straight" else [])]
sys.exit(pytest.main(words, plugins=plugins))
"""


def collected(notebook: Path, how: str) -> list[str]:
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    words = [sys.executable, "-c", SAYS, str(notebook), how]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False, cwd=notebook.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if line.startswith(("seen", "cell of"))]


def test_only_the_notebook_is_looked_at(tmp_path: Path) -> None:
    for name in ("one.ipynb", "two.ipynb", "test_three.py"):
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1"), nbformat.v4.new_code_cell("2")])
        (tmp_path / name).write_text(nbformat.writes(made) if name.endswith("ipynb") else "1 / 0", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert collected(tmp_path / "one.ipynb", "straight") == ["cell of one.ipynb"] * 2
    # The detour that this spares.
    assert "seen two.ipynb" in collected(tmp_path / "one.ipynb", "as always")
