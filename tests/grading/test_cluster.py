"""A real scheduler and real workers on this machine's loopback; one worker is killed half-way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.grading.endurance import graded

from coursekit.grading.dispatch import dask_cluster as cluster
from coursekit.grading.model import GradingError
from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.xdist_group("cluster")
SHEET = "07-small.ipynb"
HANDED = 16
DASK = [sys.executable, "-m", "distributed.cli.dask_worker"]
SCHEDULER = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
GRADE = [sys.executable, "-m", "thirteenth.cli", "grade"]


@contextmanager
def running(*words: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as file:
        process = subprocess.Popen(words, stdout=file, stderr=file, cwd=log.parent)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler."""
    with own_scheduler(tmp_path_factory.mktemp("scheduler")) as (_, address):
        yield address


@contextmanager
def own_scheduler(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    about = folder / "about.json"
    words = [*SCHEDULER, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(about)]
    with running(*words, log=folder / "log") as process:
        until = time.monotonic() + 60
        while not (about.exists() and about.read_text(encoding="utf-8")):
            assert time.monotonic() < until, (folder / "log").read_text(encoding="utf-8")
            time.sleep(0.05)
        yield process, json.loads(about.read_text(encoding="utf-8"))["address"]


@contextmanager
def workers(address: str, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    words = [*DASK, address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1"]
    folder.mkdir()
    with running(*words, log=folder / "one") as one, running(*words, log=folder / "two") as two:
        until = time.monotonic() + 60
        while not all("Registered to" in (folder / name).read_text(encoding="utf-8") for name in ("one", "two")):
            assert time.monotonic() < until, (folder / "one").read_text(encoding="utf-8")
            time.sleep(0.05)
        yield [one, two]


@pytest.fixture
def class_(learner: Any, tmp_path: Path) -> Path:  # noqa: ANN401 - conftest's
    """A class with every outcome; its folder."""
    answers = [
        *({}, {"t7-1": "counts = [12, 14]"}, {"t7-3": "import os\nos._exit(0)"}, {"t7-2": "print('x' * 11_000_000)"}),
        {"t7-5": "1 / 0"},
    ]
    for number in range(HANDED):
        path = tmp_path / "in" / f"Learner {number}" / SHEET
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(learner(answers[number % len(answers)])), encoding="utf-8")
    return tmp_path


def test_a_killed_worker_costs_no_submission_and_the_grades_are_those_of_one_machine(
    scheduler: str,
    class_: Path,
    course: Any,  # noqa: ANN401 - conftest's
) -> None:
    words = [str(class_ / "in"), "--master", str(course.solutions)]
    with workers(scheduler, class_ / "workers") as hired:
        command = [*GRADE, *words, "--out", str(class_ / "far"), "--cluster", scheduler]
        grader = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        until = time.monotonic() + 120
        while graded(class_ / "far") < 4 and time.monotonic() < until:
            time.sleep(0.02)
        assert 4 <= graded(class_ / "far") < HANDED
        hired[0].send_signal(signal.SIGKILL)
        _, said = grader.communicate(timeout=200)
        assert grader.returncode == 0, said
        assert hired[1].poll() is None
    assert f"{HANDED} submissions graded." in said
    assert main(["grade", *words, "--out", str(class_ / "near"), "--jobs", "2"]) == 0
    assert (class_ / "far" / "items.csv").read_bytes() == (class_ / "near" / "items.csv").read_bytes()


def test_a_scheduler_that_ends_stops_the_run_and_loses_nothing(class_: Path, course: Any, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's
    (tmp_path / "own").mkdir()
    with own_scheduler(tmp_path / "own") as (process, address), workers(address, class_ / "workers"):
        words = [str(class_ / "in"), "--master", str(course.solutions), "--out", str(class_ / "far")]
        grader = subprocess.Popen([*GRADE, *words, "--cluster", address], stderr=subprocess.PIPE, text=True)
        until = time.monotonic() + 120
        while graded(class_ / "far") < 2 and time.monotonic() < until:
            time.sleep(0.02)
        process.kill()
        _, said = grader.communicate(timeout=100)
    assert grader.returncode == 1
    assert f"The scheduler at {address} is gone" in said
    assert "Traceback" not in said
    before = graded(class_ / "far")
    assert 2 <= before < HANDED
    assert main(["grade", *words, "--jobs", "2"]) == 0
    assert graded(class_ / "far") == HANDED


def test_a_scheduler_without_workers_is_told(
    scheduler: str,
    class_: Path,
    course: Any,  # noqa: ANN401 - conftest's
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["--master", str(course.solutions), "--out", str(class_ / "out")]
    assert main(["grade", str(class_ / "in"), *words, "--cluster", scheduler]) == 1
    assert f"the workers at {scheduler} are not there yet" in capsys.readouterr().err


def test_nobody_at_the_address_is_told(
    class_: Path,
    course: Any,  # noqa: ANN401 - conftest's
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_S", 1)
    words = ["--master", str(course.solutions), "--out", str(class_ / "out")]
    assert main(["grade", str(class_ / "in"), *words, "--cluster", "tcp://127.0.0.1:9"]) == 1
    said = capsys.readouterr().err
    assert "No scheduler answers at tcp://127.0.0.1:9" in said
    assert "dask worker tcp://127.0.0.1:9" in said
    assert not (class_ / "out" / "gradebook.sqlite").exists()
    assert main(["grade", str(class_ / "in"), *words, "--cluster", "nonsense"]) == 1
    assert "No scheduler answers at nonsense" in capsys.readouterr().err


def test_without_dask_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(GradingError, match=r"pip install '\.\[cluster\]'"):
        cluster.Cluster("tcp://127.0.0.1:9")


def test_a_worker_with_other_versions_grades_nothing() -> None:
    here = cluster.about()
    assert cluster.call_on_worker(here, False, os.path.join, "a", "b") == str(Path("a") / "b")  # noqa: FBT003 - as pickled
    with pytest.raises(GradingError, match=r"pandas is .* there and 1\.0 here"):
        cluster.call_on_worker({**here, "pandas": "1.0"}, False, os.path.join, "a", "b")  # noqa: FBT003 - as pickled
