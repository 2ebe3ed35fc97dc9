"""A room with a warm kernel in it, as jupyter_client sees a kernel's process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

    from coursekit.grading.processes.fork_client import Forked

TICK_S = 0.002


class RoomProcess:
    """Lives as long as its kernel does: when the kernel ends, so does the room."""

    # jupyter_client closes them where they are open.
    stdin = stdout = stderr = None

    def __init__(self, room: subprocess.Popen[bytes], kernel: Forked) -> None:
        """Join a room and its kernel.

        Args:
            room: bubblewrap.
            kernel: the kernel.
        """
        self._room = room
        self._kernel = kernel

    @property
    def pid(self) -> int:
        """The number of bubblewrap's process and of its group."""
        return self._room.pid

    def poll(self) -> int | None:
        """Return None while the kernel runs."""
        if self._room.poll() is None and self._kernel.ended():
            self._room.kill()
            self._room.wait()
        if self._room.returncode is not None and self._room.stdin is not None:
            self._room.stdin.close()
        return self._room.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until the kernel has ended.

        Raises:
            TimeoutError: it runs still after so many seconds.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while (ended := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise TimeoutError("the kernel runs still")
            time.sleep(TICK_S)
        return ended

    def send_signal(self, number: int) -> None:
        """Send a signal to the room."""
        self._room.send_signal(number)

    def terminate(self) -> None:
        """End the room."""
        self._room.kill()

    def kill(self) -> None:
        """End the room."""
        self._room.kill()
