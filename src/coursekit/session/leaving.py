"""In a graded kernel, what would end Python ends only the cell that does it, and the grader is told.

``exit()`` ends a kernel a tenth of a second later, when other cells run: how far they come is chance. ``os._exit``
takes with it what the cell has answered. So both are noted instead, and marks do not depend on a moment. A cell is over
only when what it has started is: a thread, or a program, that ends Python does so in the name of its own cell. A crash
that no Python function causes still ends the kernel; the grader then runs the notebook again.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.internals.ipython_shell import stand_before_its_end
from coursekit.session import apart

if TYPE_CHECKING:
    from collections.abc import Callable

LINGER_S = 2.5
"""How long a cell waits for what it has started."""
TICK_S = 0.01
_ENDING = ("SIGKILL", "SIGTERM", "SIGABRT", "SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGHUP", "SIGQUIT", "SIGALRM")


class PythonEndedError(Exception):
    """Raised in place of the end of Python."""

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook."""
        return [str(self)]


class Leaving:
    """Notes in which ways the cell that runs would have ended Python."""

    def __init__(self) -> None:
        """Begin before the first cell."""
        self._kernels_own: set[threading.Thread] | None = None
        self._before: set[threading.Thread] = set()
        self._programs: set[int] = set()
        self._ways: list[str] = []
        self._source = ""

    def begin(self, source: str) -> None:
        """Note that a cell begins.

        Args:
            source: its text.
        """
        self._before = set(threading.enumerate())
        if self._kernels_own is None:
            self._kernels_own = self._before
        self._programs, self._ways, self._source = children(), [], source

    def end(self) -> None:
        """Wait for what the cell has started, and tell the grader in which ways it would have ended Python."""
        until = time.monotonic() + LINGER_S
        while self._is_restless() and time.monotonic() < until:
            time.sleep(TICK_S)
        for way in dict.fromkeys(self._ways):
            apart.tell(apart.LEFT, way)
        self._before = set(threading.enumerate())

    def note(self, way: str) -> None:
        """Note a way, unless something takes it that an earlier cell has left behind."""
        if threading.current_thread() is threading.main_thread() or not self._is_late():
            self._ways.append(way)

    def note_exit(self) -> None:
        """Note ``exit()`` or ``quit()``, after which a kernel still runs the rest of the cell."""
        self.note("quit()" if "quit" in self._source and "exit" not in self._source else "exit()")

    def refuse(self, way: str) -> None:
        """Stop the cell, or the thread, that would end Python.

        Raises:
            PythonEndedError: in the cell.
            SystemExit: in a thread, which it ends.
        """
        self.note(way)
        if threading.current_thread() is not threading.main_thread():
            raise SystemExit
        raise PythonEndedError(f"{way} ends Python: nothing below it would run. The cell was stopped here.")

    def is_learners(self) -> bool:
        """Tell whether a learner's code runs, not a thread of the kernel's own or a process that it has forked."""
        main, current = threading.main_thread(), threading.current_thread()
        return self._kernels_own is not None and (current is main or current not in self._kernels_own)

    def _is_late(self) -> bool:
        return threading.current_thread() in self._before

    def _is_restless(self) -> bool:
        timer = signal.getitimer(signal.ITIMER_REAL)[0] if hasattr(signal, "getitimer") else 0.0
        return bool(timer or set(threading.enumerate()) - self._before or children() - self._programs)


def children() -> set[int]:
    """Return the numbers of the programs that this process has started and that still run; Linux only."""
    lists = Path(f"/proc/self/task/{os.getpid()}/children")
    try:
        numbers = [int(number) for number in lists.read_text(encoding="ascii").split()]
    except OSError:
        return set()
    return {number for number in numbers if _runs(number)}


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] not in "ZX"
    except (OSError, IndexError):
        return False


def install(shell: Any) -> Leaving:  # noqa: ANN401 - IPython's shell has no types
    """Stand before all ways in which a cell can end Python.

    Args:
        shell: IPython's shell.
    """
    leaving = Leaving()
    shell.events.register("pre_run_cell", lambda info: leaving.begin(info.raw_cell or ""))
    shell.events.register("post_run_cell", lambda result: leaving.end())  # noqa: ARG005 - IPython's signature
    shuts_down = partial(_unless_learners, leaving, way="Shutting the kernel down")
    stand_before_its_end(shell, leaving.note_exit, shuts_down)
    own = os.getpid()
    for name in ("_exit", "abort"):
        setattr(os, name, _unless_learners(leaving, getattr(os, name), f"os.{name}()"))
    os.kill = _unless_at(leaving, os.kill, "os.kill", {own, 0})
    if hasattr(os, "killpg"):
        os.killpg = _unless_at(leaving, os.killpg, "os.killpg", {os.getpgrp(), 0})
        signal.pthread_kill = _unless_at(leaving, signal.pthread_kill, "signal.pthread_kill", None)
    signal.raise_signal = _unless_raised(leaving, signal.raise_signal)
    return leaving


def _unless_learners(leaving: Leaving, function: Callable[..., Any], way: str) -> Callable[..., Any]:
    """Return a function that is refused to a learner's code."""
    own = os.getpid()

    def guarded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passed on unchanged
        # A forked process may end: that is not the kernel.
        if os.getpid() == own and leaving.is_learners():
            leaving.refuse(way)
        return function(*args, **kwargs)

    return guarded


def _unless_at(
    leaving: Leaving, function: Callable[[int, int], Any], way: str, targets: set[int] | None
) -> Callable[[int, int], Any]:
    """Return a function that is refused when it would end one of these processes; None for any thread of ours."""
    own = os.getpid()

    def guarded(target: int, number: int, /) -> Any:  # noqa: ANN401 - passed on unchanged
        is_ours = os.getpid() == own and (targets is None or target in targets)
        if is_ours and _ends(number) and leaving.is_learners():
            leaving.refuse(f"{way}()")
        return function(target, number)

    return guarded


def _unless_raised(leaving: Leaving, function: Callable[[int], Any]) -> Callable[[int], Any]:
    at = _unless_at(leaving, lambda _, number: function(number), "signal.raise_signal", None)
    return lambda number: at(0, number)


def _ends(number: int) -> bool:
    """Tell whether a signal ends a process that does not handle it."""
    if os.name == "nt":
        return number not in {getattr(signal, "CTRL_C_EVENT", None), getattr(signal, "CTRL_BREAK_EVENT", None)}
    ending = {getattr(signal, name) for name in _ENDING if hasattr(signal, name)}
    return number in ending and (number == signal.SIGKILL or signal.getsignal(number) == signal.SIG_DFL)
