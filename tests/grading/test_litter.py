"""What killed graders leave is removed, and nothing that anybody still uses or is just making."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.processes import leftovers as litter

fcntl = pytest.importorskip("fcntl", reason="there is nothing to sweep on Windows")

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's place for temporary files, empty."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    litter.sweep.cache_clear()
    return tmp_path


def ended() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def folder(place: Path, maker: object, *, lock: bool, age: float = 0.0) -> Path:
    path = place / f"{litter.PREFIX}{maker}-abc"
    (path / "home").mkdir(parents=True)
    if lock:
        (path / "in-use").touch()
    os.utime(path, (time.time() - age,) * 2)
    return path


@pytest.mark.parametrize("lock", [True, False])
def test_what_a_killed_grader_left_is_removed(place: Path, *, lock: bool) -> None:
    path = folder(place, ended(), lock=lock)
    litter.sweep()
    assert not path.exists()


@pytest.mark.parametrize("lock", [True, False])
def test_a_folder_that_its_living_maker_has_not_locked_yet_stays(place: Path, *, lock: bool) -> None:
    path = folder(place, os.getpid(), lock=lock)
    litter.sweep()
    assert path.exists()


def test_an_old_folder_goes_even_if_another_process_has_its_makers_number(place: Path) -> None:
    path = folder(place, os.getpid(), lock=True, age=litter.YOUNG_S + 1)
    litter.sweep()
    assert not path.exists()


def test_a_locked_folder_stays_however_old_it_is_and_whoever_made_it(place: Path) -> None:
    path = folder(place, ended(), lock=True, age=10_000)
    with (path / "in-use").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        litter.sweep()
        assert path.exists()


def test_a_folder_without_a_number_is_given_time_to_be_locked(place: Path) -> None:
    young, old = folder(place, "x", lock=False), folder(place, "y", lock=False, age=litter.YOUNG_S + 1)
    litter.sweep()
    assert young.exists()
    assert not old.exists()


def test_threads_that_sweep_and_make_rooms_at_once_do_not_harm_each_other(place: Path) -> None:
    lost: list[Path] = []

    def make() -> None:
        for _ in range(100):
            path, lock = litter.made_room()
            litter.sweep.__wrapped__()
            if not path.exists():
                lost.append(path)
            lock.close()

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(place.iterdir())) + len(lost) == 400
    assert lost == []
