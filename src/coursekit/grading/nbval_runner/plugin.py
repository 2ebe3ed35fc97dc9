"""A small pytest plugin beside nbval: it tells what happened to each cell in that cell's own run.

nbval itself is untouched. Its words (passed, xfailed, xpassed) depend on earlier cells, and pytest's exit code on all
of them, so neither is used; what counts is whether this cell's run ended with an exception.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.grading.nbval_runner.notes import way_left
from coursekit.grading.nbval_runner.outputs import brief
from coursekit.grading.nbval_runner.protocol import BREAKING, CellState
from coursekit.internals.nbval_items import RanCell
from coursekit.session.apart import UNSEEN, request_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from coursekit.grading.nbval_runner.watchdog import KernelWatchdog

# After a cell that ended so, no other can be run. One that floods has ended the runner already.
LAST = BREAKING - {CellState.FLOOD}


class Reporter:
    """The plugin."""

    def __init__(self, notebook: Path, send: Callable[[dict[str, Any]], None], watchdog: KernelWatchdog) -> None:
        """Make the plugin.

        Args:
            notebook: the merged notebook, which is removed as soon as nbval has read it.
            send: sends one message to the grader.
            watchdog: watches the kernel and its output.
        """
        self._notebook = notebook
        self._send = send
        self._watchdog = watchdog
        self._begun = 0.0

    def pytest_collection_finish(self) -> None:
        """Remove the notebook: the kernel, which starts after this, must not read the reference outputs."""
        self._notebook.unlink()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: Any) -> Iterator[None]:  # noqa: ANN401 - nbval's items have no types
        """Announce that a cell begins."""
        cell = RanCell(item)
        self._watchdog.attach(cell)
        # The session puts this into each message, so into nbval's request as well.
        cell.client.session.metadata = request_words(unseen=UNSEEN in cell.tags)
        self._send({"begin": cell.number})
        self._begun = time.monotonic()
        yield

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: Any, call: pytest.CallInfo[None]) -> None:  # noqa: ANN401 - nbval's items have no types
        """Tell how a cell ended."""
        if call.when == "setup" and call.excinfo is not None:
            self._send({"broken": str(call.excinfo.value)})
        if call.when == "call":
            state = _state(item, call, raised=self._watchdog.has_raised(item.cell_num))
            state = self._watchdog.why_ended() if state is CellState.DIED else state
            self._watchdog.settle()
            outputs = self._watchdog.shown()
            about = {"state": state, "missed": item.missed, "left": way_left(outputs), "shown": brief(outputs)}
            self._send({"end": item.cell_num, **about, "seconds": time.monotonic() - self._begun})
            if state in LAST:
                self._watchdog.leave()


def _state(item: Any, call: pytest.CallInfo[None], *, raised: bool) -> CellState:  # noqa: ANN401 - nbval's items have no types
    """Name how the cell's own run ended.

    Args:
        item: nbval's cell, after its run.
        call: how the run ended for nbval.
        raised: the kernel's own answer says that the cell's code raised.

    Returns:
        Its state; ``DIED`` also when something else has ended the kernel, which the watchdog knows.
    """
    cell = RanCell(item)
    if cell.timed_out:
        return CellState.TIMEOUT
    if call.excinfo is None and not raised:
        return CellState.PASSED
    if cell.outputs is None:
        return CellState.DIED
    has_error = any(output["output_type"] == "error" for output in cell.outputs)
    return CellState.RAISED if has_error and (raised or not item.wanted) else CellState.DIFFERS
