"""Watches one kernel while nbval waits for it: is it alive, and how much does it send?

nbval keeps all outputs in memory and waits for a dead kernel as long as for a busy one. The watchdog sees both early
and ends the run; the grader then runs the notebook again without the guilty cell.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from coursekit.grading.nbval_runner.protocol import CellState
from coursekit.grading.processes.process_tree import ProcessTree, keep_tree_below, own_memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from coursekit.grading.processes.excess import Excess
    from coursekit.internals.nbval_items import RanCell

TICK_S = 0.02
# A cell that ended well may still be on its way to nbval when its kernel is found dead.
GRACE_S = 0.5
OUTPUTS = {"stream", "display_data", "execute_result", "error", "clear_output"}


class KernelWatchdog:
    """Counts what cells send and watches the kernel and this process's memory."""

    def __init__(
        self, send: Callable[[dict[str, Any]], None], output_limit: int, runner_growth: int, kernel_memory: int
    ) -> None:
        """Make a watchdog that watches nothing yet.

        Args:
            send: sends one message to the grader.
            output_limit: bytes that one cell may send.
            runner_growth: bytes by which this process may grow.
            kernel_memory: bytes that the kernel and what it starts may hold; 0 when its room watches over that.
        """
        self._send = send
        self._output_limit = output_limit
        self._runner_growth = runner_growth
        self._kernel_memory = kernel_memory
        self._process: Any = None
        self._provisioner: Any = None
        self._excess: Excess | None = None
        self._cell: int | None = None
        self._cells: dict[str, int] = {}
        self._sent: Counter[int] = Counter()
        self._raised: set[int] = set()
        self._shown: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    def attach(self, cell: RanCell) -> None:
        """Begin to watch a cell; with the first one, the kernel.

        Args:
            cell: nbval's cell.
        """
        if self._process is None:
            self._process = cell.provisioner.process
            not_forked = getattr(cell.provisioner, "not_forked", "")
            self._send({"kernel": self._process.pid, "not_forked": not_forked})
            if self._kernel_memory:
                keep_tree_below(self._process.pid, self._kernel_memory, self._note_excess)
            self._provisioner = cell.provisioner
            self._listen(cell.client)
            threading.Thread(target=self._watch, daemon=True).start()
        self._cell = cell.number
        self._shown = []

    def shown(self) -> list[dict[str, Any]]:
        """Return what the cell that was attached last has shown, as it came: nbval joins what was printed."""
        return self._shown

    def settle(self) -> None:
        """Stop watching the cell, which has ended."""
        with self._lock:
            self._cell = None

    def leave(self) -> NoReturn:
        """End the kernel and this process at once."""
        self.end_kernel()
        os._exit(0)

    def end_kernel(self) -> None:
        """Kill the kernel and what it started in its own process group."""
        if self._process is None:
            return
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                ProcessTree(self._process.pid).kill()

    def _listen(self, client: Any) -> None:  # noqa: ANN401 - jupyter_client's class
        """Count the messages that this one client receives, by the cell that caused them."""
        execute, receive, reply = client.execute, client.get_iopub_msg, client.get_shell_msg

        def counted_execute(*args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - passed on unchanged
            request_id: str = execute(*args, **kwargs)
            self._cells[request_id] = -1 if self._cell is None else self._cell
            return request_id

        def counted_receive(*args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - passed on unchanged
            message: dict[str, Any] = receive(*args, **kwargs)
            cell = self._cells.get(message["parent_header"].get("msg_id", ""), -1)
            self._sent[cell] += _size(message.get("content"))
            if self._sent[cell] > self._output_limit:
                self._give_up(CellState.FLOOD, cell)
            if cell == self._cell and message["msg_type"] in OUTPUTS:
                self._shown.append({"output_type": message["msg_type"], **message["content"]})
            return message

        def noted_reply(*args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - passed on unchanged
            message: dict[str, Any] = reply(*args, **kwargs)
            if message["content"].get("status") == "error":
                self._raised.add(self._cells.get(message["parent_header"].get("msg_id", ""), -1))
            return message

        client.execute, client.get_iopub_msg, client.get_shell_msg = counted_execute, counted_receive, noted_reply

    def has_raised(self, cell: int) -> bool:
        """Tell whether the kernel's own answer says that a cell raised an error.

        nbval believes what comes on the channel of outputs, where a learner's thread can send in a cell's name.
        """
        return cell in self._raised

    def _watch(self) -> None:
        limit = own_memory() + self._runner_growth
        dead = 0.0
        while True:
            time.sleep(TICK_S)
            cell = self._cell
            if cell is not None and own_memory() > limit:
                self._give_up(CellState.FLOOD, cell)
            gone = cell is not None and self._process.poll() is not None
            dead = (dead or time.monotonic()) if gone else 0.0
            if cell is not None and dead and time.monotonic() - dead > GRACE_S:
                self._give_up(self.why_ended(), cell)

    def why_ended(self) -> CellState:
        """Return why the kernel is gone: of what it had too much, or ``DIED`` when nobody ended it for its use."""
        return CellState(self._excess or getattr(self._provisioner, "excess", "") or CellState.DIED)

    def _note_excess(self, what: Excess) -> None:
        self._excess = what

    def _give_up(self, why: CellState, cell: int) -> None:
        """Blame a cell and end the run, unless nbval has just heard that the cell ended."""
        with self._lock:
            if self._cell is not None:
                self._send({"end": cell, "state": why, "shown": [], "seconds": 0.0})
                self.leave()


def _size(content: object) -> int:
    """Return about how many bytes a message's content takes."""
    if isinstance(content, str):
        return len(content)
    parts = content.values() if isinstance(content, dict) else content if isinstance(content, list) else ()
    return 100 + sum(_size(part) for part in parts)
