"""A trial: one notebook of one cell, run as a submission is."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

from coursekit.course import find_course
from coursekit.grading.autograde.autograde import never
from coursekit.grading.autograde.run import run_notebook
from coursekit.grading.model import GradingError, Layout, Settings
from coursekit.grading.nbval_runner.protocol import CellState

_CELL = {"id": "one", "cell_type": "code", "metadata": {}, "source": "6 + 7", "execution_count": 1}
_SHOWN = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "13"}}


@dataclass(frozen=True)
class Trial:
    """How a trial went.

    Attributes:
        seconds: how long it took.
        not_forked: why the ``runner`` or the ``kernel`` was started cold, when it should have been forked.
    """

    seconds: float
    not_forked: dict[str, str]


def answer(*, sandbox: bool, warm: bool) -> Trial:
    """Let nbval run one cell and compare what it shows.

    Args:
        sandbox: in a room.
        warm: with processes that are forked from warm ones.

    Returns:
        How it went.

    Raises:
        GradingError: it did not work.
    """
    begun = time.monotonic()
    notebook = {"cells": [{**_CELL, "outputs": [_SHOWN]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    settings = Settings(course={"data/none.csv": b""}, sandbox=sandbox, warm=warm, layout=Layout.of(find_course()))
    run = run_notebook(json.dumps(notebook), "trial.ipynb", settings, never)
    state = run.cells[0].state if 0 in run.cells else run.why
    if state is not CellState.PASSED:
        raise GradingError(f"The cell 6 + 7 did not show 13: {state}")
    return Trial(time.monotonic() - begun, run.not_forked)
