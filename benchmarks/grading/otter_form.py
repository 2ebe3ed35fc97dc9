"""Put a master of ours into the form that otter-grader runs: one doctest a task, from the master's own outputs."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RIGHT = "Right.\n"


def write_autograder(master: Path, folder: Path) -> Path:
    """Write otter's tests for a master and pack them.

    Args:
        master: the master, executed.
        folder: where to write.

    Returns:
        The autograder's zip.
    """
    tests = folder / f"tests-{master.stem}"
    tests.mkdir(parents=True)
    for cell in json.loads(master.read_text(encoding="utf-8"))["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("grade"):
            name = marks["grade_id"].replace("-", "_")
            case = {"code": "\n".join(_doctest(cell)), "hidden": False, "locked": False}
            suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
            test = {"name": name, "points": marks["points"], "suites": [suite]}
            (tests / f"{name}.py").write_text(f"OK_FORMAT = True\n\ntest = {test!r}\n", encoding="utf-8")
    packed = folder / f"{master.stem}.zip"
    command = [sys.executable, "-m", "otter", "generate", "-t", str(tests), "-o", str(packed), "--no-environment"]
    subprocess.run(command, check=True, capture_output=True)
    return packed


def _doctest(cell: dict[str, Any]) -> Iterator[str]:
    """Yield a check cell as a doctest; each of its checks is followed by what the master showed."""
    shown = "".join("".join(output["text"]) for output in cell["outputs"] if output["output_type"] == "stream")
    for line in "".join(cell["source"]).splitlines():
        if line.startswith("#"):
            continue
        yield f">>> {line}"
        if line.startswith("check("):
            said, _, shown = shown.partition(RIGHT)
            yield from f"{said}{RIGHT}".splitlines()
