"""Run one merged notebook under nbval in a process of its own, and hear what happened to each cell."""

from __future__ import annotations

import os
import queue
import secrets
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coursekit.files import as_bytes
from coursekit.grading.autograde.failures import Failure, last_words
from coursekit.grading.autograde.launch import say_not_forked, start_runner
from coursekit.grading.autograde.workdir import opened_room
from coursekit.grading.model import GradingError, Settings, Shown
from coursekit.grading.nbval_runner.protocol import BREAKING, NBVAL_LOG, CellState, Orders, Signer
from coursekit.grading.processes.process_tree import ProcessTree
from coursekit.grading.sandbox.kernelspec import SANDBOX, UNSANDBOXED, add_kernelspec, add_open_kernelspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from coursekit.grading.autograde.launch import Process
    from coursekit.grading.autograde.workdir import Room

POLL_S = 0.2
# A loop that ignores interrupts costs nbval five seconds after the cell's own; a loaded machine a few more.
PATIENCE_S = 15.0
STARTUP_S = 180.0
# Longer than a killed room needs to go.
LEAVE_S = 10.0


class StoppedError(Exception):
    """The instructor has asked to stop."""


@dataclass
class CellRun:
    """What happened to one code cell.

    Attributes:
        state: how its own run ended.
        shown: what it showed.
        seconds: how long it ran.
        missed: in a check cell, the name of the first check that did not say what the master's says; empty for none.
        left: the first way in which the cell would have ended Python, such as ``exit()``; empty for none.
    """

    state: CellState
    shown: tuple[Shown, ...] = ()
    seconds: float = 0.0
    missed: str = ""
    left: str = ""


@dataclass
class Run:
    """What happened in one run of a notebook.

    Attributes:
        cells: the cells that ended, by number.
        guilty: the cell that broke the run off; None when it came to its end.
        why: how that cell ended; ``PASSED`` when no cell broke the run.
        seconds: ``start`` (nbval), ``kernel``, ``cells``, ``end``.
        not_forked: why the ``runner`` or the ``kernel`` was started cold, when it should have been forked.
    """

    cells: dict[int, CellRun] = field(default_factory=dict)
    guilty: int | None = None
    why: CellState = CellState.PASSED
    seconds: dict[str, float] = field(default_factory=dict)
    not_forked: dict[str, str] = field(default_factory=dict)


def run_notebook(text: str, name: str, settings: Settings, stop: Callable[[], bool]) -> Run:
    """Run a merged notebook once.

    Args:
        text: the notebook.
        name: its file name.
        settings: the limits, and the course's files.
        stop: asked now and then; when it says True, the run is given up.

    Returns:
        What happened; a broken-off run names the cell that broke it.

    Raises:
        GradingError: nbval or the kernel could not be started.
        StoppedError: ``stop`` said so.
    """
    with opened_room(name, settings.course, settings.layout) as room:
        room.notebook.write_bytes(as_bytes(text))
        watch = _RunnerFollower(_start(room, settings), settings, stop)
        failure = Failure(room.path, text, name, settings)
        try:
            run = watch.follow(lambda: last_words(room.path / NBVAL_LOG))
        except GradingError as error:
            failure.note(str(error))
            raise
        finally:
            watch.kill()
        if run.guilty is not None:
            failure.note(f"code cell {run.guilty + 1}: {run.why}")
        for what, why in run.not_forked.items():
            say_not_forked(what, why)
        return run


def _start(room: Room, settings: Settings) -> tuple[Process, Signer, str]:
    key = secrets.token_bytes(32)
    if settings.sandbox:
        spec = add_kernelspec(room.path, settings.layout, warm=settings.warm)
    else:
        spec = add_open_kernelspec(room.path)
    orders = Orders(
        key=key.hex(),
        room=str(room.path),
        notebook=str(room.notebook),
        environment={**room.environment, **spec, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        kernel=SANDBOX if settings.sandbox else UNSANDBOXED,
        cell_timeout=settings.cell_timeout,
        output_limit=settings.output_limit,
        runner_growth=settings.runner_growth,
        # In a sandbox, its own watch does it.
        kernel_memory=0 if settings.sandbox else settings.kernel_memory,
    )
    process, not_forked = start_runner(warm=settings.warm and settings.sandbox)
    with suppress(OSError):
        process.stdin.write(orders.line())
        process.stdin.flush()
    return process, Signer(key), not_forked


class _RunnerFollower:
    """Follows one runner: reads its messages, keeps the limits, leaves nothing running."""

    def __init__(self, started: tuple[Process, Signer, str], settings: Settings, stop: Callable[[], bool]) -> None:
        self._process, self._signer, not_forked = started
        self._settings = settings
        self._stop = stop
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._run = Run(not_forked={"runner": not_forked} if not_forked else {})
        self._kernel: int | None = None
        self._cell: int | None = None
        self._last = self._begun = time.monotonic()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def follow(self, log: Callable[[], str]) -> Run:
        """Read messages until the run has ended or must end."""
        while self._run.guilty is None:
            message = self._next()
            if message is None:
                self._check_limits()
            elif not message:
                if self._cell is None:
                    raise GradingError(f"nbval ended before the notebook did. It said:\n{log()}")
                # The process was killed from inside the notebook.
                self._blame(self._cell, CellState.DIED)
            elif "broken" in message:
                raise GradingError(f"The kernel could not be started: {message['broken']}\n{log()}")
            elif "done" in message:
                self._clock("end")
                break
            else:
                self._take(message)
        return self._run

    def kill(self) -> None:
        """Leave no process of this run behind."""
        with suppress(OSError):
            self._process.stdin.close()
        if self._kernel is None:
            # Only the runner knows what it is starting; at the end of its input it tidies up and leaves.
            self._reader.join(LEAVE_S)
        self._process.kill()
        for group in (self._process.pid, self._kernel):
            if group is not None:
                _kill_group(group)
        self._process.wait()
        with suppress(OSError):
            self._process.stdout.close()

    def _read(self) -> None:
        with suppress(OSError, ValueError):
            for line in self._process.stdout:
                self._lines.put(line)
        self._lines.put(b"")

    def _next(self) -> dict[str, Any] | None:
        """Return the next genuine message; empty when there will be none, None when there is none yet."""
        try:
            line = self._lines.get(timeout=POLL_S)
        except queue.Empty:
            return None
        return self._signer.message(line) if line else {}

    def _take(self, message: dict[str, Any]) -> None:
        self._last = time.monotonic()
        if "kernel" in message:
            self._kernel = message["kernel"]
            if message["not_forked"]:
                self._run.not_forked["kernel"] = message["not_forked"]
            self._clock("kernel")
        elif "ready" in message:
            self._clock("start")
        elif "begin" in message:
            self._cell = message["begin"]
        elif "end" in message:
            self._end(message)

    def _end(self, message: dict[str, Any]) -> None:
        state = CellState(message["state"])
        if state in BREAKING:
            self._blame(message["end"], state)
            return
        outputs = tuple(Shown(**output) for output in message["shown"])
        about = {name: message[name] for name in ("seconds", "missed", "left")}
        self._run.cells[message["end"]] = CellRun(state, outputs, **about)
        self._clock("cells")

    def _check_limits(self) -> None:
        if self._stop():
            raise StoppedError
        now = time.monotonic()
        if self._cell is None:
            if now - self._last > STARTUP_S:
                raise GradingError(f"No kernel answered within {STARTUP_S:.0f} seconds. Is this machine overloaded?")
            return
        cell_is_late = now - self._last > self._settings.cell_timeout + PATIENCE_S
        if cell_is_late or now - self._begun > self._settings.run_timeout:
            self._blame(self._cell, CellState.TIMEOUT)

    def _blame(self, cell: int, why: CellState) -> None:
        self._run.guilty, self._run.why = cell, why

    def _clock(self, phase: str) -> None:
        """Charge the time since the last charge to a phase."""
        spent = sum(self._run.seconds.values())
        more = time.monotonic() - self._begun - spent
        self._run.seconds[phase] = self._run.seconds.get(phase, 0.0) + more


def _kill_group(group: int) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            ProcessTree(group).kill()
        else:
            os.killpg(group, signal.SIGKILL)
