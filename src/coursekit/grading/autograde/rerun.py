"""Let a bad cell cost its own task and nothing else: run again without it, until a run comes to its end."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coursekit.grading.assignments.merge import Merged, to_json
from coursekit.grading.autograde.run import CellRun, run_notebook
from coursekit.grading.model import GradingError, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

# After so many cell timeouts, whatever the guilty cell has after it is switched off as well.
MOST_TIMEOUTS = 20
# Cells that run a learner's code: a check may call a learner's function.
LEARNERS = {"learner", "preview", "check"}


@dataclass
class Isolated:
    """The outcome of the last run, in which no cell broke anything.

    Attributes:
        cells: what happened to each code cell, by number.
        off: the cells that were switched off, with ``timeout``, ``died`` or ``flood``.
        runs: how many runs it took.
        seconds: where the time of all runs went, by phase.
    """

    cells: dict[int, CellRun] = field(default_factory=dict)
    off: dict[int, str] = field(default_factory=dict)
    runs: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


def run_isolated(merged: Merged, name: str, settings: Settings, stop: Callable[[], bool]) -> Isolated:
    """Run a merged notebook as often as needed for every innocent cell to have its chance.

    Args:
        merged: the merged notebook.
        name: its file name.
        settings: the limits, and the course's files.
        stop: asked now and then; when it says True, the run is given up.

    Returns:
        The outcome. At most one run more than there are code cells.

    Raises:
        GradingError: nothing could be run, or a cell of the sheet itself breaks the run.
        StoppedError: ``stop`` said so.
    """
    done = Isolated()
    begun = time.monotonic()
    while True:
        words = {cell: reason(why, settings) for cell, why in done.off.items()}
        run = run_notebook(to_json(merged.switched_off(words)), name, settings, stop)
        done.runs += 1
        for phase, spent in run.seconds.items():
            done.seconds[phase] = done.seconds.get(phase, 0.0) + spent
        if run.guilty is None:
            if len(run.cells) != len(merged.code):
                raise GradingError(f"nbval reported {len(run.cells)} of {len(merged.code)} cells of {name}.")
            done.cells = run.cells
            return done
        guilty = _guilty(merged, run.guilty, done.off, run.why)
        done.off[guilty] = run.why
        if time.monotonic() - begun > MOST_TIMEOUTS * settings.cell_timeout:
            later = range(guilty + 1, len(merged.code))
            done.off |= {cell: run.why for cell in later if merged.code[cell].role == "learner"}


def reason(why: str, settings: Settings) -> str:
    """Return why a cell was switched off, in words for the learner.

    Args:
        why: ``timeout``, ``died`` or ``flood``.
        settings: the limits that were kept.
    """
    return {
        "timeout": f"This cell ran longer than {settings.cell_timeout:g} seconds and was stopped.",
        "died": "This cell ended the Python that ran it.",
        "flood": f"This cell sent more than {settings.output_limit / 1e6:g} MB of output and was stopped.",
    }[why]


def _guilty(merged: Merged, cell: int, off: dict[int, str], why: str) -> int:
    """Return the cell to switch off: the one that broke the run, or a learner's one before it that lives on in it.

    A sheet's own cell, or one that is switched off already, can only have been broken by something that a learner's
    earlier cell left behind, such as a thread or a changed function.
    """
    if merged.code[cell].role in LEARNERS and cell not in off:
        return cell
    earlier = [at for at in range(cell) if merged.code[at].role == "learner" and at not in off]
    if earlier:
        return earlier[-1]
    raise GradingError(
        f"The sheet's own code broke the run ({why}) in code cell {cell + 1} of the merged notebook, before anything "
        f"of the learner's: is the machine overloaded, or --cell-timeout too short?\n{merged.code[cell].cell.source}"
    )
