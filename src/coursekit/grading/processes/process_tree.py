"""A process and all that it has started, on every system: what they hold together, and their end."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil

from coursekit.grading.processes.excess import Excess

if TYPE_CHECKING:
    from collections.abc import Callable

TICK_S = 0.2
GONE_S = 1.0


class ProcessTree:
    """A process and those that it, or one of them, has started.

    A process that has been seen once belongs to the tree for good, also when the one that started it has ended and
    the system has given it to another. psutil knows a process by its number and its beginning, so a number that has
    passed to a stranger is no member.
    """

    def __init__(self, root: int) -> None:
        """Begin with one process.

        Args:
            root: its number.
        """
        self._members: list[psutil.Process] = []
        with suppress(psutil.Error):
            self._members = [psutil.Process(root)]

    def members(self) -> list[psutil.Process]:
        """Return the processes that live."""
        living = [process for process in self._members if _lives(process)]
        for process in [*living]:
            with suppress(psutil.Error):
                more = process.children(recursive=True)
                living += [child for child in more if child not in living and _lives(child)]
        self._members = living
        return living

    def memory(self) -> int:
        """Return the bytes that its processes hold; shared pages count for each of them."""
        total = 0
        for process in self.members():
            with suppress(psutil.Error):
                total += process.memory_info().rss
        return total

    def kill(self) -> None:
        """Kill its processes, and wait a moment until they have gone."""
        members = self.members()
        for process in members:
            with suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(members, timeout=GONE_S)


def _lives(process: psutil.Process) -> bool:
    """Tell whether a process still does something; one that has ended may wait for long to be noticed."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def keep_tree_below(root: int, most: int, tell: Callable[[Excess], None]) -> None:
    """Watch a tree until its root has ended, in a thread of its own; when it holds too much memory, kill it.

    Args:
        root: the number of its first process.
        most: bytes.
        tell: is told of what there was too much before the tree is killed.
    """
    threading.Thread(target=_watch, args=(ProcessTree(root), most, tell), daemon=True).start()


def _watch(tree: ProcessTree, most: int, tell: Callable[[Excess], None]) -> None:
    while tree.members():
        if tree.memory() > most:
            tell(Excess.MEMORY)
            tree.kill()
        time.sleep(TICK_S)


def own_memory() -> int:
    """Return the bytes that this process holds."""
    held: int = psutil.Process().memory_info().rss
    return held
