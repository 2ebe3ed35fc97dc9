"""What nbval knows of a cell after a run in a real kernel, as the wrapper reads it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from coursekit.internals.contract import moved

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ["print('one')", "1 / 0", "import time; time.sleep(60)"]
CODE = """
import json, os, sys
import pytest
from coursekit.internals.nbval_items import PLUGIN, RanCell, lax_words
from coursekit.internals.pytest_run import QUIET_WORDS, leave_users_pytest_out

leave_users_pytest_out(os.environ)
heard = []

class Listener:
    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        if call.when != "call":
            return
        cell = RanCell(item)
        kinds = [output["output_type"] for output in cell.outputs or ()]
        alive = cell.client.is_alive() and cell.provisioner.process.poll() is None
        heard.append([cell.number, kinds, cell.timed_out, alive])

pytest.main([*lax_words(60), *QUIET_WORDS, "--nbval-cell-timeout", "2", "--rootdir", ".", "one.ipynb"],
            plugins=[PLUGIN, Listener()])
print("HEARD" + json.dumps(heard))
"""


def test_a_cell_says_its_number_what_it_showed_whether_it_was_late_and_who_ran_it(tmp_path: Path) -> None:
    cells = [
        {"id": f"c{number}", "cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": 1}
        for number, source in enumerate(SOURCES)
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "one.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", CODE], cwd=tmp_path, capture_output=True, text=True, check=False)
    words = done.stdout.partition("HEARD")[2]
    assert words, moved("nbval", f"a run under pytest fails: {done.stderr[-500:]}", "run a notebook")
    heard = json.loads(words.splitlines()[0])
    expected = [[0, ["stream"], False, True], [1, ["error"], False, True]]
    assert heard[:2] == expected, moved("nbval", "an item does not say how its cell went", "judge a cell")
    assert heard[2][2] is True, moved("nbval", "a cell that is late is not marked in timed_out", "tell a timeout")
