"""Ctrl-C in the middle of writing to_read.csv: what a person typed is there, whole; no kernel is started."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.gradebook.records import Handed
from coursekit.grading.gradebook.store import Gradebook
from coursekit.grading.model import ItemResult, Outcome, Result, Shown, Status

ROOT = Path(__file__).parents[3]
# The real command, on a disk that is slow in the middle of to_read.csv.
SLOW_DISK = """
import os, sys, time, types
from coursekit import files
from thirteenth.cli import main

class Slow:
    def __init__(self, file):
        self.file = file
    def __enter__(self):
        return self
    def __exit__(self, *how):
        self.file.close()
    def write(self, data):
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        if b'"earlier"' in data:
            print("half", flush=True)
            time.sleep(60)
        self.file.write(data[len(data) // 2 :])

files.os = types.SimpleNamespace(**{**vars(os), "fdopen": lambda handle, mode: Slow(os.fdopen(handle, mode))})
sys.exit(main(sys.argv[1:]))
"""
FILLED = {"Ada": ("2", ""), "Bo": ("", "Only a comment."), "Cy": ("1,5", "Both; of it.")}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A gradebook with three texts that wait."""
    folder = tmp_path / "grades"
    folder.mkdir()
    digest = load_masters(ROOT / "solutions")["06"].digest
    with Gradebook(folder / "gradebook.sqlite") as book:
        for name in (*FILLED, "Di"):
            item = ItemResult("t6-6", None, 3.0, Outcome.TO_READ, "", (Shown("text", f"{name} writes; “this”."),))
            result = Result(Status.WAITING, (item,))
            book.store(Handed(name, "06", f"{name}.ipynb", {}, name, digest), result, b"{}")
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=","))


def command(out: Path, *before: str) -> list[str]:
    return [*before, "regrade", "--csv", "comma", "--out", str(out), "--master", str(ROOT / "solutions")]


@pytest.mark.whole
@pytest.mark.skipif(sys.platform == "win32", reason="a signal of Ctrl-C cannot be sent to one process there")
def test_what_was_typed_outlives_ctrl_c(out: Path) -> None:
    whole = command(out, sys.executable, "-m", "thirteenth.cli")
    subprocess.run(whole, check=True, capture_output=True)
    path = out / "to_read.csv"
    filled = [
        {**row, **dict(zip(("points", "comment"), FILLED.get(row["learner"], ("", "")), strict=True))}
        for row in rows(path)
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(filled[0]))
        writer.writeheader()
        writer.writerows(filled)
    typed = path.read_bytes()
    # Who runs these tests in the background lets them ignore Ctrl-C, and what they start would ignore it too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            command(out, sys.executable, "-c", SLOW_DISK),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ},
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Stopped. What was graded is kept; the same command goes on from there." in said
    assert "Traceback" not in said
    assert path.read_bytes() == typed
    assert not list(out.glob(".*"))
    subprocess.run(whole, check=True, capture_output=True)
    kept = {row["learner"]: (row["points"], row["comment"]) for row in rows(path)}
    assert kept == {**FILLED, "Di": ("", "")}
