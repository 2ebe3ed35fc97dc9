"""Let a bad cell cost its own task and nothing else: run again without it, until a run comes to its end."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coursekit.grading.assignments.merge import Merged, to_json
from coursekit.grading.autograde.run import CellRun, Run, run_notebook
from coursekit.grading.autograde.statements import beginnings
from coursekit.grading.model import GradingError, Settings
from coursekit.grading.nbval_runner.protocol import WITHOUT_KERNEL, CellState

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
        off: the cells that were switched off, with how they ended.
        kept: of such a cell, the text that ran all the same: what came before the end of Python.
        runs: how many runs it took.
        seconds: where the time of all runs went, by phase.
    """

    cells: dict[int, CellRun] = field(default_factory=dict)
    off: dict[int, CellState] = field(default_factory=dict)
    kept: dict[int, str] = field(default_factory=dict)
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
        The outcome.

    Raises:
        GradingError: nothing could be run, or a cell of the sheet itself breaks the run.
        StoppedError: ``stop`` said so.
    """
    return _Search(merged, name, settings, stop).result()


def reason(why: CellState, settings: Settings) -> str:
    """Return why a cell was switched off, in words for the learner.

    Args:
        why: one of ``BREAKING``.
        settings: the limits that were kept.
    """
    return {
        CellState.TIMEOUT: f"This cell ran longer than {settings.cell_timeout:g} seconds and was stopped.",
        CellState.DIED: "This cell ended the Python that ran it.",
        CellState.FLOOD: f"This cell sent more than {settings.output_limit / 1e6:g} MB of output and was stopped.",
        CellState.MEMORY: f"This cell took more than {settings.kernel_memory / 2**30:g} GB of memory and was stopped.",
        CellState.TASKS: "This cell started too many processes or threads at once and was stopped.",
    }[why]


class _Search:
    """Finds the cells that break a run."""

    def __init__(self, merged: Merged, name: str, settings: Settings, stop: Callable[[], bool]) -> None:
        self._merged = merged
        self._name = name
        self._settings = settings
        self._stop = stop
        self._done = Isolated()
        # A cell that breaks the run although it does nothing, and the earlier one that is tried as the reason.
        self._victim: int | None = None
        self._suspect: int | None = None
        self._cleared: set[int] = set()

    def result(self) -> Isolated:
        """Run until a run comes to its end, then with as much of the cells that ended Python as can be run."""
        begun = time.monotonic()
        while (run := self._run()).guilty is not None or self._victim is not None:
            self._learn_from(run)
            if run.guilty is not None and time.monotonic() - begun > MOST_TIMEOUTS * self._settings.cell_timeout:
                later = range(run.guilty + 1, len(self._merged.code))
                self._done.off |= {cell: run.why for cell in later if self._merged.code[cell].role == "learner"}
        self._done.cells = run.cells
        for cell in [cell for cell, why in self._done.off.items() if why in WITHOUT_KERNEL]:
            self._keep_what_ran(cell)
        return self._done

    def _run(self) -> Run:
        done = self._done
        words = {cell: reason(why, self._settings) for cell, why in done.off.items()}
        text = to_json(self._merged.switched_off(words, done.kept))
        run = run_notebook(text, self._name, self._settings, self._stop)
        done.runs += 1
        for phase, spent in run.seconds.items():
            done.seconds[phase] = done.seconds.get(phase, 0.0) + spent
        if run.guilty is None and len(run.cells) != len(self._merged.code):
            raise GradingError(f"nbval reported {len(run.cells)} of {len(self._merged.code)} cells of {self._name}.")
        return run

    def _learn_from(self, run: Run) -> None:
        """Switch off the cell that broke the run, or the one before it that lives on in it.

        A sheet's own cell, or one that is switched off already, can only have been broken by something that a learner's
        earlier cell left behind, such as a thread or a changed function.
        """
        off = self._done.off
        if self._victim is not None and run.guilty != self._victim:
            # Without the suspect it is not broken any more, so it has a chance again.
            off.pop(self._victim, None)
            self._victim = self._suspect = None
            self._cleared.clear()
        if run.guilty is None:
            return
        if self._merged.code[run.guilty].role in LEARNERS and run.guilty not in off:
            off[run.guilty] = run.why
        else:
            self._suspect_earlier(run.guilty, run.why)

    def _suspect_earlier(self, victim: int, why: CellState) -> None:
        """Switch off another one of the cells before a victim; when none alone is the reason, all of them."""
        off = self._done.off
        if self._suspect is not None:
            off.pop(self._suspect)
            self._cleared.add(self._suspect)
        earlier = [at for at in range(victim) if self._merged.code[at].role in LEARNERS and at not in off]
        # The nearest first; and what a learner has written before the checks that may have called it.
        earlier.sort(key=lambda at: (self._merged.code[at].role == "learner", at))
        if not earlier:
            self._give_up(victim, why)
        self._victim = victim
        untried = [at for at in earlier if at not in self._cleared]
        self._suspect = untried[-1] if untried else None
        off.update(dict.fromkeys(untried[-1:] or earlier, why))

    def _give_up(self, victim: int, why: CellState) -> None:
        raise GradingError(
            f"The sheet's own code broke the run ({why}) in code cell {victim + 1} of the merged notebook, before "
            f"anything of the learner's: is the machine overloaded, or --cell-timeout too short?\n"
            f"{self._merged.code[victim].cell.source}"
        )

    def _keep_what_ran(self, cell: int) -> None:
        """Find the most of a learner's cell that can be run without ending Python, and run it."""
        merged = self._merged.code[cell]
        texts = beginnings(merged.cell.source) if merged.role == "learner" else []
        beginnings_kept, runs, dies = self._done.kept, 0, len(texts)
        while dies - runs > 1:
            middle = (runs + dies) // 2
            beginnings_kept[cell] = texts[middle]
            run = self._run()
            if run.guilty is None:
                runs, self._done.cells = middle, run.cells
            else:
                dies = middle
        beginnings_kept.pop(cell, None)
        if runs:
            beginnings_kept[cell] = texts[runs]
