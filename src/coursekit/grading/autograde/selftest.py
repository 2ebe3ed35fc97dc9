"""A trial: one notebook of one cell, run as a submission is."""

from __future__ import annotations

import json
import time

from coursekit.course import find_course
from coursekit.grading.autograde.autograde import never
from coursekit.grading.autograde.run import run_notebook
from coursekit.grading.model import GradingError, Layout, Settings

_CELL = {"id": "one", "cell_type": "code", "metadata": {}, "source": "6 + 7", "execution_count": 1}
_SHOWN = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "13"}}


def answer(*, sandbox: bool, warm: bool) -> float:
    """Let nbval run one cell and compare what it shows.

    Args:
        sandbox: in a room.
        warm: with processes that are forked from warm ones.

    Returns:
        The seconds that it took.

    Raises:
        GradingError: it did not work.
    """
    begun = time.monotonic()
    notebook = {"cells": [{**_CELL, "outputs": [_SHOWN]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    settings = Settings(course={"data/none.csv": b""}, sandbox=sandbox, warm=warm, layout=Layout.of(find_course()))
    run = run_notebook(json.dumps(notebook), "trial.ipynb", settings, never)
    state = run.cells[0].state if 0 in run.cells else run.why
    if state != "passed":
        raise GradingError(f"The cell 6 + 7 did not show 13: {state}")
    return time.monotonic() - begun
