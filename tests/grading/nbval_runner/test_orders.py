"""What the grader tells a runner arrives as it was told; what ends a cell is one vocabulary, from watchers to marks."""

from __future__ import annotations

import pytest

from coursekit.grading.autograde.rerun import reason
from coursekit.grading.autograde.scoring import OUTCOME_WHEN_STOPPED
from coursekit.grading.model import Outcome, Settings
from coursekit.grading.nbval_runner.protocol import BREAKING, WITHOUT_KERNEL, CellState, Orders
from coursekit.grading.processes.excess import Excess

ORDERS = Orders("00ff", "/tmp/room", "/tmp/room/x.ipynb", {"LANG": "C"}, "sandbox", 2.5, 10, 20, 30)  # noqa: S108 - nothing is there


def test_orders_arrive_in_one_line() -> None:
    line = ORDERS.line()
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert Orders.read(line) == ORDERS


@pytest.mark.parametrize("state", sorted(BREAKING))
def test_each_state_that_breaks_a_run_has_words_and_an_outcome(state: CellState) -> None:
    assert reason(state, Settings()).endswith(".")
    assert OUTCOME_WHEN_STOPPED[state] in {Outcome.TIMEOUT, Outcome.DIED, Outcome.LIMIT}


@pytest.mark.parametrize("excess", Excess)
def test_too_much_of_anything_is_a_state_that_ends_the_kernel(excess: Excess) -> None:
    assert CellState(excess) in WITHOUT_KERNEL
