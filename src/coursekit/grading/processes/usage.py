"""Keeps a room's processes below one sum of memory and one number, and ends the room when they are above.

A limit of the system counts for one process at a time, and the limit on processes does not bind a grader that runs as
root. Control groups would do both, but need rights that a grader seldom has.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.grading.processes.excess import Excess

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TICK_S = 0.1
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
# Places in /proc/PID/stat, counted from the state, which follows the name in brackets.
THREADS, RESIDENT = 17, 21


@dataclass(frozen=True)
class RoomUse:
    """What the processes of a room use together.

    Attributes:
        memory: bytes that they hold; shared pages count for each of them.
        tasks: processes and threads.
    """

    memory: int = 0
    tasks: int = 0


def end_room_above(first: int, most: RoomUse, tell: Callable[[Excess], None]) -> None:
    """Watch a room until it is gone, in a thread of its own; when it uses too much, end it.

    Args:
        first: the number of the room's first process; when it dies, all of the room dies.
        most: what its processes may use.
        tell: is told of what there was too much, before the room is ended.
    """
    threading.Thread(target=_watch, args=(first, most, tell), daemon=True).start()


def use_of(first: int) -> RoomUse:
    """Return what the processes of a room use; nothing when it is gone.

    Args:
        first: the number of the room's first process.
    """
    rows = list(_rows(first))
    return RoomUse(PAGE * sum(int(row[RESIDENT]) for row in rows), sum(int(row[THREADS]) for row in rows))


def _watch(first: int, most: RoomUse, tell: Callable[[Excess], None]) -> None:
    while room := _namespace(Path(f"/proc/{first}")):
        used = use_of(first)
        too_much = _excess(used, most)
        # The number could have passed to another process since.
        if too_much is not None and room == _namespace(Path(f"/proc/{first}")):
            tell(too_much)
            with suppress(OSError):
                os.kill(first, signal.SIGKILL)
        time.sleep(TICK_S)


def _excess(used: RoomUse, most: RoomUse) -> Excess | None:
    if used.memory > most.memory:
        return Excess.MEMORY
    return Excess.TASKS if used.tasks > most.tasks else None


def _rows(first: int) -> Iterator[list[str]]:
    """Yield the numbers of each process in a room."""
    room = _namespace(Path(f"/proc/{first}"))
    for path in _processes(first) if room else ():
        # Until the room is complete, what it sees is the machine's own list.
        if _namespace(path) == room:
            with suppress(OSError):
                yield (path / "stat").read_text(encoding="utf-8", errors="replace").rpartition(") ")[2].split()


def _processes(first: int) -> list[Path]:
    """List the processes that a room sees: its own, all of them, and far fewer than the machine has."""
    for processes in (Path(f"/proc/{first}/root/proc"), Path("/proc")):
        with suppress(OSError):
            return [path for path in processes.iterdir() if path.name.isdigit()]
    return []


def _namespace(process: Path) -> str:
    try:
        return str((process / "ns" / "pid").readlink())
    except OSError:
        return ""
