"""What a process and all that it has started hold in memory. Linux only."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KIB = 1024


def tree(first: int) -> set[int]:
    """Return the numbers of a process and of all its descendants."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text(encoding="utf-8").rpartition(") ")[2].split()[1])
    found, more = set(), {first}
    while more:
        found |= more
        more = {number for number, parent in parents.items() if parent in more} - found
    return found


def held(numbers: Iterable[int]) -> float:
    """Return the megabytes that processes hold, pages that they share counted once (PSS)."""
    return sum(map(_proportional, numbers)) / KIB


def _proportional(number: int) -> int:
    with suppress(OSError):
        lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="utf-8").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return 0


def resident(number: int) -> float:
    """Return the megabytes that one process holds (RSS)."""
    lines = Path(f"/proc/{number}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / KIB
