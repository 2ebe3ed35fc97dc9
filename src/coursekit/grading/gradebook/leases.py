"""Share one gradebook between runs: a run takes a lease on a submission before it grades it.

A run says every few seconds that it lives. The leases of a run that has ended, or has been silent for long, are free
again, so a killed run never keeps work to itself.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
from enum import Enum
from typing import TYPE_CHECKING, Any

from coursekit.grading.processes.leftovers import has_ended

if TYPE_CHECKING:
    from coursekit.grading.gradebook.store import Gradebook

SILENT_S = 30.0


class Lease(Enum):
    """The answer to a run that asks for a lease."""

    MINE = "mine"
    TAKEN = "taken by another run"
    DONE = "graded already"


class Leases:
    """The leases of one run. The gradebook's table of them is called ``claims``, as it always was."""

    def __init__(self, gradebook: Gradebook) -> None:
        """Announce the run.

        Args:
            gradebook: the gradebook that it shares.
        """
        self._gradebook = gradebook
        self._run = f"{socket.gethostname()} {os.getpid()} {secrets.token_hex(4)}"
        self.heartbeat()

    def heartbeat(self) -> None:
        """Say that this run lives."""
        with self._gradebook.transaction() as change:
            change("INSERT OR REPLACE INTO runs VALUES (?, ?)", (self._run, time.time()))

    def take(self, key: str, *, again: bool = False) -> Lease:
        """Ask for a lease on a submission.

        Args:
            key: the submission's key.
            again: also when it has been graded.

        Returns:
            Whether this run is to grade it.
        """
        with self._gradebook.transaction() as change:
            if not again and change("SELECT 1 FROM submissions WHERE key = ?", (key,)).fetchone():
                return Lease.DONE
            holder = change("SELECT run FROM claims WHERE key = ?", (key,)).fetchone()
            if holder and holder[0] != self._run and _lives(change, holder[0]):
                return Lease.TAKEN
            change("INSERT OR REPLACE INTO claims VALUES (?, ?)", (key, self._run))
            return Lease.MINE

    def leave(self) -> None:
        """Give back the leases on what was not graded, and sign off."""
        with self._gradebook.transaction() as change:
            change("DELETE FROM claims WHERE run = ?", (self._run,))
            change("DELETE FROM runs WHERE run = ?", (self._run,))


def _lives(change: Any, run: str) -> bool:  # noqa: ANN401 - what transaction() yields
    seen = change("SELECT seen FROM runs WHERE run = ?", (run,)).fetchone()
    if seen is None or time.time() - seen[0] > SILENT_S:
        return False
    host, process, _ = run.split(" ")
    return host != socket.gethostname() or not has_ended(int(process))
