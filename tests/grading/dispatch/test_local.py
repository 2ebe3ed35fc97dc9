"""Threads of this process: what they are given is told how to find out that it should stop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from coursekit.grading.dispatch.local import QUEUED, Here

if TYPE_CHECKING:
    from collections.abc import Callable


def test_as_many_as_jobs_and_one_that_waits() -> None:
    workers = Here(3)
    assert workers.at_once() == 3 + QUEUED
    workers.close()


def test_a_function_hears_that_it_should_stop() -> None:
    workers = Here(1)
    begun = threading.Event()

    def work(name: str, is_stopped: Callable[[], bool]) -> str:
        begun.set()
        while not is_stopped():
            begun.wait(0.001)
        return f"{name} stopped"

    running = workers.submit(work, "one")
    waiting = workers.submit(work, "two")
    begun.wait()
    workers.stop()
    assert running.result() == "one stopped"
    assert waiting.cancelled()
