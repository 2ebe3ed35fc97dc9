"""A flood of output costs its item, not the grader's memory."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from benchmarks.grading.memory import held, tree

from coursekit.grading.autograde.autograde import never
from coursekit.grading.autograde.run import run_notebook
from coursekit.grading.model import Layout, Settings

pytestmark = [
    pytest.mark.xdist_group("memory"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
SHEET = "07-small.ipynb"
MOST_MB = 500
FLOODS = {
    "prints a gigabyte": "for _ in range(1000):\n    print('x' * 1_000_000)",
    "prints once, and much": "print('x' * 300_000_000)",
    "prints without end": "while True:\n    print('x' * 1_000_000)",
    "is deaf": """
while True:
    try:
        while True:
            print('x' * 10_000)
    except BaseException:
        pass
""",
    "shows a hundred megabytes": "from IPython.display import HTML, display\ndisplay(HTML('x' * 100_000_000))",
    "shows many things": "while True:\n    display('x' * 10_000)",
}


def is_inside(number: int) -> bool:
    """Whether a process is inside a room: it has a number there as well."""
    with suppress(OSError):
        status = Path(f"/proc/{number}/status").read_text(encoding="utf-8")
        return any(line.startswith("NSpid:") and len(line.split()) > 2 for line in status.splitlines())
    return False


def test_floods_cost_their_item_and_the_grader_stays_small(course: Any, learner: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's
    for name, source in {**FLOODS, "innocent": "total = 93"}.items():
        path = tmp_path / "in" / name / SHEET
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(learner({"t7-3": source})), encoding="utf-8")
    words = [str(tmp_path / "in"), "--master", str(course.solutions), "--out", str(tmp_path / "out")]
    command = [sys.executable, "-m", "thirteenth.cli", "grade", *words, "--cell-timeout", "60"]
    grader = subprocess.Popen(command, env={**os.environ})
    most = 0.0
    while grader.poll() is None:
        most = max(most, held(number for number in tree(grader.pid) if not is_inside(number)))
        time.sleep(0.01)
    assert grader.returncode == 0
    assert 50 < most < MOST_MB, most
    with (tmp_path / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row["learner"]: row for row in csv.DictReader(file) if row["grade_id"] == "t7-3"}
    assert {name: row["outcome"] for name, row in found.items()} == {
        **dict.fromkeys(FLOODS, "over a limit"),
        "innocent": "passed",
    }
    assert {row["hint"] for name, row in found.items() if name in FLOODS} == {
        "This cell sent more than 10 MB of output and was stopped."
    }
    assert (tmp_path / "out" / "gradebook.sqlite").stat().st_size < 1_000_000


EATERS = {
    "itself": "eaten = b'x' * 600_000_000\nimport time\ntime.sleep(20)",
    "in a process of its own": "import subprocess, sys\nsubprocess.run([sys.executable, '-c', "
    "\"eaten = b'x' * 600_000_000; import time; time.sleep(20)\"], check=True)",
}


@pytest.mark.parametrize("how", EATERS)
def test_without_a_room_too_a_cell_that_eats_memory_is_ended(how: str, tmp_path: Path) -> None:
    sources = ["print('innocent')", EATERS[how]]
    cells = [
        {"id": f"c{number}", "cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": 1}
        for number, source in enumerate(sources)
    ]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    settings = Settings(kernel_memory=400_000_000, layout=Layout(), keep=str(tmp_path), label="Ada")
    run = run_notebook(notebook, "eats.ipynb", settings, never)
    assert run.cells[0].state == "passed"
    assert (run.guilty, run.why) == (1, "memory" if how == "itself" else run.why)
    assert (tmp_path / "Ada-1" / "why.txt").read_text(encoding="utf-8") == f"Ada\ncode cell 2: {run.why}\n"
