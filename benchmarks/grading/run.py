"""Grade 60 submissions whose truth is known, and do the same work with others; prints one table of medians.

``nox -s bench_grading`` runs it in an environment that has them all. Arguments: the number of rounds (5), then the
number of learners (20; each hands in three sheets). In each round every contestant grades the whole class once, so
that a change in the machine's mood meets all of them.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.grading import others, ours
from benchmarks.grading.classroom import write_class

from coursekit.grading.sandbox.available import lacking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS, LEARNERS, SHEETS = 5, 20, 3
ONE, TWO = ours.WAYS
COLD, OPEN = ours.COLD
# They take so long, or matter so little, that they compete in some rounds only.
SELDOM = {others.NBGRADER: 2, others.OTTER: 4, COLD: 2, OPEN: 2}
Row = tuple[str, float, str]


def compared(contestants: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Let every contestant grade the class once a round.

    Returns:
        Each one's seconds by round; fewer for those that compete seldom.
    """
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds):
        for name, once in contestants.items():
            if number % SELDOM.get(name, 1):
                continue
            taken[name].append(once())
            print(f"# round {number + 1}: {name}: {taken[name][-1]:.1f} s", file=sys.stderr, flush=True)
    return taken


def rows(medians: dict[str, float], submissions: int) -> Iterator[Row]:
    """Yield the table of times: seconds a submission, then the ratios that are promised."""
    whole = {name: median for name, median in medians.items() if name not in ours.COLD}
    yield from ((name, median / submissions, "s a submission") for name, median in whole.items())
    for name, median in whole.items():
        if name not in {*ours.WAYS, ours.DASK}:
            yield f"{name} : 1 job", median / medians[ONE], "times our time"
    yield "1 job : 2 jobs", medians[ONE] / medians[TWO], "times as fast"
    yield "dask, 2 workers : 2 jobs", medians[ours.DASK] / medians[TWO], "times its time"
    few = ours.FEW * SHEETS
    yield COLD, medians[COLD] / few, f"s a submission, of {few}"
    yield OPEN, medians[OPEN] / few, f"s a submission, of {few}"


def main(rounds: int = ROUNDS, learners: int = LEARNERS) -> None:
    """Make the class, let all grade it, print the table."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    submissions = learners * SHEETS
    print(f"{submissions} submissions, medians of {rounds}, fewer for the slowest; load average before: {load:.2f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truths = write_class(folder / "in", learners)
        taken = compared({**ours.contestants(folder), **others.contestants(folder)}, rounds)
        table = [*rows({name: statistics.median(found) for name, found in taken.items()}, submissions)]
        # Phases are known of the last round only; its time is divided, not the median's.
        phases, last = ours.phases(folder, ONE), taken[ONE][-1] / submissions
        table.append(("the last round of 1 job", last, "s a submission"))
        table += [(f"phase {phase}", took, "s a submission") for phase, took in phases.items()]
        table.append(("all the rest: start, compare, write", last - sum(phases.values()), "s a submission"))
        wrongs = ("false passes", "false fails", "mistakes not named as known")
        counts = zip(wrongs, ours.misjudged(folder, truths), strict=True)
        table += [(name, count, f"of {len(truths)} items") for name, count in counts]
        if not lacking():
            table.append(("a room alone (bubblewrap around true)", ours.room_ms(), "ms"))
        table.append(("different tables of items", ours.tables(folder), "(1: the same marks, byte for byte)"))
        table.append(("most memory, 2 jobs", ours.megabytes(folder), "MB"))
    for what, value, unit in table:
        print(f"{what:48} {value:9.3f} {unit}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
