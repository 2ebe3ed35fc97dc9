"""A runner that a server has forked, as ``run`` sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from coursekit.grading.processes.fork_client import Forked


@dataclass(frozen=True)
class RunnerProcess:
    """A forked runner and our ends of its pipes."""

    forked: Forked
    stdin: IO[bytes]
    stdout: IO[bytes]

    @property
    def pid(self) -> int:
        """Its number, which is also the number of its process group."""
        return self.forked.pid

    def kill(self) -> None:
        """Kill it, if it still runs."""
        self.forked.kill()

    def wait(self) -> None:
        """Wait until it has ended, and give back its descriptor."""
        self.forked.ended(None)
        self.forked.close()
