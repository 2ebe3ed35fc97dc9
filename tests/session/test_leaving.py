"""In a graded kernel, what would end Python is noted in the name of the cell that does it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from coursekit.session import apart, leaving
from coursekit.session.leaving import Leaving, PythonEndedError

if TYPE_CHECKING:
    from collections.abc import Callable

SLEEPS = "import time; time.sleep(0.4)"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the grader is told."""
    heard: list[tuple[str, ...]] = []
    monkeypatch.setattr(apart, "tell", lambda *words: heard.append(words))
    return heard


def run(cell: Leaving, source: str, code: Callable[[], object]) -> None:
    cell.begin(source)
    try:
        code()
    except PythonEndedError:
        pass
    finally:
        cell.end()


def quietly(cell: Leaving) -> None:
    # Python itself says nothing of a thread that ends so; pytest would.
    with suppress(SystemExit):
        cell.refuse("os._exit()")


def test_a_cell_that_leaves_is_noted_and_no_other(told: list[tuple[str, ...]]) -> None:
    cell = Leaving()
    run(cell, "total = 93\nexit()", cell.note_exit)
    run(cell, "quit()", cell.note_exit)
    run(cell, "total", lambda: 93)
    run(cell, "os._exit(0)", lambda: cell.refuse("os._exit()"))
    assert told == [("left", "exit()"), ("left", "quit()"), ("left", "os._exit()")]


def test_a_thread_leaves_in_the_name_of_the_cell_that_started_it(told: list[tuple[str, ...]]) -> None:
    cell = Leaving()
    timer = threading.Timer(0.3, quietly, (cell,))
    run(cell, "timer.start()", timer.start)
    assert told == [("left", "os._exit()")]
    assert not timer.is_alive()


def test_a_thread_that_leaves_later_is_nobodys(told: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "LINGER_S", 0.1)
    cell = Leaving()
    timer = threading.Timer(0.4, quietly, (cell,))
    run(cell, "timer.start()", timer.start)
    run(cell, "time.sleep(1)", lambda: timer.join(5))
    assert told == []


@pytest.mark.parametrize("code", [lambda: None, lambda: threading.current_thread().name])
def test_a_plain_cell_waits_for_nothing(told: list[tuple[str, ...]], code: Callable[[], object]) -> None:
    cell = Leaving()
    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
    begun = time.monotonic()
    run(cell, "", code)
    assert time.monotonic() - begun < 0.5
    assert told == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_cell_waits_for_the_programs_that_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "LINGER_S", 5.0)
    cell, begun = Leaving(), time.monotonic()
    started = []
    run(cell, "", lambda: started.append(subprocess.Popen([sys.executable, "-c", SLEEPS])))
    assert 0.3 < time.monotonic() - begun < 3
    started[0].wait()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_only_signals_that_end_python_are_refused() -> None:
    cell, sent = Leaving(), []
    guarded = leaving._unless_at(cell, lambda *words: sent.append(words), "os.kill", {os.getpid()})
    cell.begin("")
    guarded(os.getpid(), signal.SIGINT)
    guarded(os.getpid(), 0)
    guarded(os.getpid() + 1, signal.SIGKILL)
    assert len(sent) == 3
    with pytest.raises(PythonEndedError, match=r"os\.kill\(\) ends Python"):
        guarded(os.getpid(), signal.SIGKILL)
    assert len(sent) == 3


def test_a_forked_process_may_end(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = Leaving()
    ended: list[int] = []
    guarded = leaving._unless_learners(cell, ended.append, "os._exit()")
    cell.begin("")
    with pytest.raises(PythonEndedError):
        guarded(0)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    guarded(0)
    assert ended == [0]
