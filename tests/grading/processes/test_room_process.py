"""A sandbox with a warm kernel lives as long as the kernel does, and is one process for jupyter_client."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

pytest.importorskip("fcntl", reason="the module imports what only Linux has")
from coursekit.grading.processes.room_process import RoomProcess

if TYPE_CHECKING:
    import subprocess

    from coursekit.grading.processes.fork_client import Forked


class Bubblewrap:
    """Runs until it is killed."""

    pid = 4711
    returncode: int | None = None

    def __init__(self) -> None:
        self.stdin = SimpleNamespace(closed=False, close=self._close)

    def _close(self) -> None:
        self.stdin.closed = True

    def poll(self) -> int | None:
        return self.returncode

    def kill(self) -> None:
        self.returncode = -9

    def wait(self) -> int | None:
        return self.returncode


def joined(room: Bubblewrap, *, ended: bool) -> RoomProcess:
    kernel = SimpleNamespace(ended=lambda: ended)
    return RoomProcess(cast("subprocess.Popen[bytes]", room), cast("Forked", kernel))


def test_it_runs_while_both_do() -> None:
    room = Bubblewrap()
    process = joined(room, ended=False)
    assert process.poll() is None
    assert process.pid == room.pid
    with pytest.raises(TimeoutError):
        process.wait(0.0)
    assert not room.stdin.closed


def test_when_the_kernel_ends_so_does_the_sandbox() -> None:
    room = Bubblewrap()
    assert joined(room, ended=True).wait() == -9
    assert room.stdin.closed


@pytest.mark.parametrize("how", ["kill", "terminate"])
def test_its_end_is_the_sandboxs(how: str) -> None:
    room = Bubblewrap()
    process = joined(room, ended=False)
    getattr(process, how)()
    assert process.poll() == -9
