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


def graders(first: int) -> list[int]:
    """The numbers of the grader's processes: its own and those it started, but none that is inside a room."""
    parents, inside = {}, set()
    for path in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            status = dict(
                line.split(":\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if ":\t" in line
            )
            parents[int(path.parent.name)] = int(status["PPid"])
            if len(status["NSpid"].split()) > 1:
                inside.add(int(path.parent.name))
    found, more = set(), {first}
    while more:
        found |= more
        more = {number for number, parent in parents.items() if parent in more} - found
    return sorted(found - inside)


def megabytes(numbers: list[int]) -> float:
    """What these processes hold, pages that they share counted once."""
    total = 0
    for number in numbers:
        with suppress(OSError):
            lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="utf-8").splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def test_floods_cost_their_item_and_the_grader_stays_small(course: Any, learner: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's
    for name, source in {**FLOODS, "innocent": "total = 93"}.items():
        path = tmp_path / "in" / name / SHEET
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(learner({"t7-3": source})), encoding="utf-8")
    words = [str(tmp_path / "in"), "--master", str(course.solutions), "--out", str(tmp_path / "out")]
    command = [sys.executable, "-m", "thirteenth.cli", "grade", *words, "--cell-timeout", "10"]
    grader = subprocess.Popen(command, env={**os.environ})
    most = 0.0
    while grader.poll() is None:
        most = max(most, megabytes(graders(grader.pid)))
        time.sleep(0.01)
    assert grader.returncode == 0
    assert 50 < most < MOST_MB, most
    with (tmp_path / "out" / "items.csv").open(encoding="utf-8", newline="") as file:
        found = {row["learner"]: row for row in csv.DictReader(file) if row["grade_id"] == "t7-3"}
    assert {name: row["outcome"] for name, row in found.items()} == {
        **dict.fromkeys(FLOODS, "error"),
        "innocent": "passed",
    }
    assert {row["hint"] for name, row in found.items() if name in FLOODS} == {
        "This cell sent more than 10 MB of output and was stopped."
    }
    assert (tmp_path / "out" / "gradebook.sqlite").stat().st_size < 1_000_000
