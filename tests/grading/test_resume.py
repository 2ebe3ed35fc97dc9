"""The grader is killed at random moments and started again: nothing is lost, graded twice, or left behind."""

from __future__ import annotations

import ctypes
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.grading.sandbox.available import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.xdist_group("resume"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts processes in /proc"),
]
SHEET = "07-small.ipynb"
GRADE = [sys.executable, "-m", "thirteenth.cli", "grade"]
# More of them by hand: THIRTEENTH_KILLS=200 pytest tests/grading/test_resume.py
KILLS = int(os.environ.get("THIRTEENTH_KILLS", "12"))
# Far longer than a class of three submissions a kill needs, also on a machine that has other work.
HANGS_S = 300 + 30 * KILLS
PR_SET_CHILD_SUBREAPER = 36
LONGEST_S = 6.0
GONE_S = 20.0


@pytest.fixture
def orphans() -> Iterator[Any]:
    """A function that waits for processes that have lost their parent in this test, and gives those that live on."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = set(children())

    def left() -> list[str]:
        until = time.monotonic() + GONE_S
        while (found := children() - before) and time.monotonic() < until:
            for number in found:
                with suppress(ChildProcessError):
                    os.waitpid(number, os.WNOHANG)
            time.sleep(0.02)
        return [Path(f"/proc/{number}/cmdline").read_text(encoding="utf-8") for number in found]

    yield left
    libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def children() -> set[int]:
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(path.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1]) == os.getpid():
                found.add(int(path.parent.name))
    return found


def rows(out: Path) -> dict[str, int]:
    """What is in the gradebook: for each key, the number that a newer result of the same key would change."""
    if not (out / "gradebook.sqlite").exists():
        return {}
    with closing(sqlite3.connect(out / "gradebook.sqlite")) as gradebook:
        try:
            return dict(gradebook.execute("SELECT key, rowid FROM submissions"))
        except sqlite3.OperationalError:
            return {}


def class_of(count: int, folder: Path, learner: Any) -> None:  # noqa: ANN401 - conftest's
    answers: list[dict[str, str]] = [{}, {"t7-1": "counts = [12, 14]"}, {"t7-3": "import os\nos._exit(0)"}]
    for number in range(count):
        path = folder / f"Learner {number:03}" / SHEET
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(learner(answers[number % len(answers)])), encoding="utf-8")


def started(tmp_path: Path, course: Any, out: Path) -> subprocess.Popen[str]:  # noqa: ANN401 - conftest's
    (tmp_path / "tmp").mkdir(exist_ok=True)
    words = [str(tmp_path / "in"), "--master", str(course.solutions), "--out", str(out), "--jobs", "2"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    # Who runs these tests in the background lets them ignore Ctrl-C, and what they start would ignore it too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen([*GRADE, *words], stderr=subprocess.PIPE, text=True, env=environment)
    finally:
        signal.signal(signal.SIGINT, before)


def finished(process: subprocess.Popen[str]) -> str:
    try:
        _, said = process.communicate(timeout=HANGS_S)
    finally:
        process.kill()
    assert process.returncode == 0, said
    return said


def litter(tmp_path: Path) -> list[Path]:
    out = tmp_path / "out"
    return [*(tmp_path / "tmp").iterdir(), *out.rglob(".writing-*"), *out.glob("gradebook.sqlite-*")]


def test_killed_at_random_moments_it_goes_on(
    course: Any,  # noqa: ANN401 - conftest's
    learner: Any,  # noqa: ANN401 - conftest's
    tmp_path: Path,
    orphans: Any,  # noqa: ANN401 - conftest's
) -> None:
    class_of(3 * KILLS, tmp_path / "in", learner)
    chance = random.Random(1954)  # noqa: S311 - moments, nothing secret
    known: dict[str, int] = {}
    for _ in range(KILLS):
        process = started(tmp_path, course, tmp_path / "out")
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0, LONGEST_S))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert orphans() == []
        now = rows(tmp_path / "out")
        # What was graded is still there, and nobody has graded it again.
        assert known.items() <= now.items()
        known = now
    said = finished(started(tmp_path, course, tmp_path / "out"))
    assert known.items() <= rows(tmp_path / "out").items()
    assert f"{len(known)} had been graded before" in said or not known
    assert len(rows(tmp_path / "out")) == 3 * KILLS
    assert orphans() == []
    assert litter(tmp_path) == []
    finished(started(tmp_path, course, tmp_path / "whole"))
    assert (tmp_path / "whole" / "items.csv").read_bytes() == (tmp_path / "out" / "items.csv").read_bytes()


def test_two_graders_share_one_gradebook(
    course: Any,  # noqa: ANN401 - conftest's
    learner: Any,  # noqa: ANN401 - conftest's
    tmp_path: Path,
) -> None:
    class_of(16, tmp_path / "in", learner)
    both = [started(tmp_path, course, tmp_path / "out") for _ in range(2)]
    counts = [int(finished(process).split(" submissions graded")[0].splitlines()[-1]) for process in both]
    assert sum(counts) == 16
    assert min(counts) > 0
    assert len(rows(tmp_path / "out")) == 16
    assert litter(tmp_path) == []


def test_a_changed_submission_or_master_is_graded_again_and_nothing_else(
    course: Any,  # noqa: ANN401 - conftest's
    learner: Any,  # noqa: ANN401 - conftest's
    tmp_path: Path,
) -> None:
    class_of(4, tmp_path / "in", learner)
    finished(started(tmp_path, course, tmp_path / "out"))
    first = rows(tmp_path / "out")
    changed = tmp_path / "in" / "Learner 001" / SHEET
    changed.write_text(json.dumps(learner({"t7-5": "missing = 0"})), encoding="utf-8")
    assert "1 submissions graded, 3 had been graded before" in finished(started(tmp_path, course, tmp_path / "out"))
    assert first.items() <= rows(tmp_path / "out").items()


@pytest.mark.skipif(bool(lacking()) and not os.environ.get("CI"), reason=lacking())
def test_an_interrupted_run_leaves_nothing_and_goes_on(
    course: Any,  # noqa: ANN401 - conftest's
    learner: Any,  # noqa: ANN401 - conftest's
    tmp_path: Path,
    orphans: Any,  # noqa: ANN401 - conftest's
) -> None:
    class_of(8, tmp_path / "in", learner)
    process = started(tmp_path, course, tmp_path / "out")
    until = time.monotonic() + 60
    while not rows(tmp_path / "out") and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Stopped. What was graded is kept; the same command goes on from there." in said
    assert "Traceback" not in said
    assert orphans() == []
    assert litter(tmp_path) == []
    before = rows(tmp_path / "out")
    assert 0 < len(before) < 8
    assert f"{8 - len(before)} submissions graded, {len(before)} had been" in finished(
        started(tmp_path, course, tmp_path / "out")
    )
