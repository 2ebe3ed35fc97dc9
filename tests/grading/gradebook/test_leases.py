"""A run's lease on a submission: taken once, free again when the run has ended or says nothing any more."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.gradebook.leases import SILENT_S, Lease, Leases
from coursekit.grading.gradebook.records import Handed
from coursekit.grading.gradebook.store import Gradebook
from coursekit.grading.model import Result, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HANDED = Handed("anna", "01", "anna/01-x.ipynb", {}, "1234", "master")


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(tmp_path / "gradebook.sqlite") as opened:
        yield opened


def test_a_lease_is_given_once(gradebook: Gradebook) -> None:
    first, second = Leases(gradebook), Leases(gradebook)
    assert first.take("key") is Lease.MINE
    assert first.take("key") is Lease.MINE
    assert second.take("key") is Lease.TAKEN
    assert second.take("other") is Lease.MINE


def test_what_a_run_leaves_is_free(gradebook: Gradebook) -> None:
    first, second = Leases(gradebook), Leases(gradebook)
    first.take("key")
    first.leave()
    assert second.take("key") is Lease.MINE


def test_what_is_graded_is_done_unless_it_is_wanted_again(gradebook: Gradebook) -> None:
    gradebook.store(HANDED, Result(Status.GRADED, ()))
    leases = Leases(gradebook)
    assert leases.take(HANDED.key) is Lease.DONE
    assert leases.take(HANDED.key, again=True) is Lease.MINE


def test_a_silent_run_loses_its_lease(gradebook: Gradebook, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Leases(gradebook), Leases(gradebook)
    first.take("key")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + SILENT_S + 1)
    second.heartbeat()
    assert second.take("key") is Lease.MINE
    assert first.take("key") is Lease.TAKEN


def test_a_run_whose_process_ended_loses_its_lease_at_once(gradebook: Gradebook) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    with gradebook.transaction() as change:
        run = f"{socket.gethostname()} {process.pid} dead"
        change("INSERT INTO runs VALUES (?, ?)", (run, time.time()))
        change("INSERT INTO claims VALUES (?, ?)", ("key", run))
        other = f"another-machine {os.getpid()} alive"
        change("INSERT INTO runs VALUES (?, ?)", (other, time.time()))
        change("INSERT INTO claims VALUES (?, ?)", ("far", other))
    leases = Leases(gradebook)
    assert leases.take("key") is Lease.MINE
    assert leases.take("far") is Lease.TAKEN
