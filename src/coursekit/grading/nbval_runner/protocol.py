"""What crosses between the grader and the process that runs nbval: one line of orders, then signed lines back.

A learner's code runs as the same user as that process and could write into its pipes. So every line carries a signature
that needs a key which the learner's code never sees. The messages, by the entries that each has:

- ``ready``: nbval is about to begin.
- ``kernel``, ``not_forked``: the kernel's process; why it was started cold though it should have been forked, or empty.
- ``begin``: the number of the cell that begins.
- ``end``, ``state``, ``seconds``, ``shown``, ``missed``, ``left``: the cell that ended, how (``CellState``), what it
  showed (``outputs.brief``), the first check that it missed, the way in which it would have ended Python. The last two
  are left out when the runner ends with the cell.
- ``broken``: why the kernel could not be started.
- ``done``: the notebook has come to its end.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from coursekit.grading.processes.excess import Excess

# What the runner prints for nobody, in the run's folder.
NBVAL_LOG = "nbval.log"


class CellState(StrEnum):
    """How one cell's own run ended, from the runner to the result of its task."""

    PASSED = "passed"
    # Its code raised an error.
    RAISED = "raised"
    # Its output is not the master's, or is not what happened: something has sent outputs in its name.
    DIFFERS = "differs"
    TIMEOUT = "timeout"
    # There was no kernel any more.
    DIED = "died"
    # It sent more than it may.
    FLOOD = "flood"
    MEMORY = Excess.MEMORY
    TASKS = Excess.TASKS


# A cell in one of these states has broken its run off; of those without a kernel, what ran before the end counts.
WITHOUT_KERNEL = frozenset({CellState.DIED, CellState.MEMORY, CellState.TASKS})
BREAKING = WITHOUT_KERNEL | {CellState.TIMEOUT, CellState.FLOOD}


@dataclass(frozen=True)
class Orders:
    """What a runner is to do.

    Attributes:
        key: what signs its lines, as hexadecimal digits.
        room: the run's folder, which it removes when the grader is gone.
        notebook: the merged notebook.
        environment: its own environment, and the kernel's.
        kernel: the name of the kernelspec.
        cell_timeout: seconds that one cell may run.
        output_limit: bytes of output that one cell may send.
        runner_growth: bytes by which the runner may grow.
        kernel_memory: bytes that the kernel and what it starts may hold; 0 when its sandbox watches over that.
    """

    key: str
    room: str
    notebook: str
    environment: dict[str, str]
    kernel: str
    cell_timeout: float
    output_limit: int
    runner_growth: int
    kernel_memory: int

    def line(self) -> bytes:
        """Return the orders as the one line that a runner reads."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Orders:
        """Return the orders of a line."""
        return cls(**json.loads(line))


class Signer:
    """Turns messages into signed lines and back, each line once and in order."""

    def __init__(self, key: bytes) -> None:
        """Begin with the first line.

        Args:
            key: the secret that both ends share.
        """
        self._key = key
        self._count = 0

    def line(self, message: dict[str, Any]) -> bytes:
        """Return the next line to send."""
        body = json.dumps(message).encode()
        self._count += 1
        return self._signature(body, self._count) + b" " + body + b"\n"

    def message(self, line: bytes) -> dict[str, Any] | None:
        """Return the message of a line; None when the line is forged or not the next one."""
        signature, _, body = line.rstrip(b"\n").partition(b" ")
        if not hmac.compare_digest(signature, self._signature(body, self._count + 1)):
            return None
        self._count += 1
        message: dict[str, Any] = json.loads(body)
        return message

    def _signature(self, body: bytes, count: int) -> bytes:
        return hmac.new(self._key, b"%d:%b" % (count, body), hashlib.sha256).hexdigest().encode()
