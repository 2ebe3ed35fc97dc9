"""An error outside of all tasks is said once, and what follows from it is not said to be a mistake of its own."""

from __future__ import annotations

import pytest

from coursekit.grading.assignments.merge import Merged, MergedCell
from coursekit.grading.autograde.first_cause import CAUSES, FIRST, error_of, first_cause, lost_names, missing_name
from coursekit.grading.autograde.rerun import Isolated
from coursekit.grading.autograde.run import CellRun
from coursekit.grading.model import Cell, Shown
from coursekit.grading.nbval_runner.protocol import CellState

DIVIDES = "ZeroDivisionError: division by zero"
FAILS = CellRun(CellState.RAISED, (Shown("text", "12"), Shown("error", DIVIDES)))
WORKS = CellRun(CellState.PASSED)


def misses(name: str) -> CellRun:
    return CellRun(CellState.RAISED, (Shown("error", f"NameError: name '{name}' is not defined"),))


def merged(*cells: tuple[str, str], role: str = "learner") -> Merged:
    """Return a notebook of code cells, each with the task that it belongs to."""
    return Merged(tuple(MergedCell(Cell("code", source), task, role) for source, task in cells), {})


def test_an_error_outside_of_all_tasks_is_the_cause_of_what_misses_its_names() -> None:
    notebook = merged(("zero = 1 / 0", ""), ("one = 1 / 0", ""), ("two = one", "t1-1"), ("three = zero + 1", ""))
    ran = Isolated({0: WORKS, 1: FAILS, 2: misses("one"), 3: FAILS})
    (note,) = first_cause(notebook, ran)
    assert note == f"{FIRST}{CAUSES['learner']}{DIVIDES}"
    assert lost_names(notebook, ran) == {"one"}


def test_of_causes_that_follow_from_each_other_the_first_is_said() -> None:
    notebook = merged(("one = 1 / 0", ""), ("two = one", ""), ("three = two", "t1-1"))
    ran = Isolated({0: FAILS, 1: misses("one"), 2: misses("two")})
    (note,) = first_cause(notebook, ran)
    assert note.endswith(DIVIDES)
    assert lost_names(notebook, ran) == {"one", "two"}


def test_where_nothing_follows_the_first_error_of_the_learners_is_said() -> None:
    notebook = merged(("two = 1 / 0", "t1-1"), ("three = 1 / 0", ""), ("four = 1 / 0", ""))
    ran = Isolated({0: FAILS, 1: FAILS, 2: misses("five")})
    (note,) = first_cause(notebook, ran)
    assert note.endswith(DIVIDES)
    assert lost_names(notebook, ran) == frozenset()


def test_a_cell_of_the_sheets_own_is_no_slip_of_the_learners() -> None:
    notebook = merged(("table = load()", ""), ("answer = table", "t1-1"), role="locked")
    (note,) = first_cause(notebook, Isolated({0: FAILS, 1: misses("table")}))
    assert CAUSES["locked"] in note
    assert first_cause(notebook, Isolated({0: FAILS, 1: WORKS})) == ()


def test_without_an_error_outside_of_all_tasks_nothing_is_said() -> None:
    assert first_cause(merged(("two = 1 / 0", "t1-1")), Isolated({0: FAILS})) == ()


@pytest.mark.parametrize("error", ["WrongAnswer: Not yet.", "NotAnsweredError: …", "AssertionError: 1 == 2"])
def test_what_a_check_says_is_about_its_task(error: str) -> None:
    run = CellRun(CellState.RAISED, (Shown("error", error),))
    assert first_cause(merged(("check(1)", "")), Isolated({0: run})) == ()


def test_a_cell_that_was_switched_off_has_its_own_note() -> None:
    ran = Isolated({0: FAILS}, off={0: CellState.TIMEOUT})
    assert first_cause(merged(("while True: pass", "")), ran) == ()


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import pandas as pd\nfrom os import path\na, b = 1, 2", {"pd", "path", "a", "b"}),
        ("def f(x):\n    y = x\n\nclass C:\n    pass", {"f", "C", "y"}),
        ("for n in range(3):\n    pass", {"n"}),
        # Code that this Python cannot read.
        ("%time a = (\nb == 2\n  c = 3", {"c"}),
    ],
)
def test_the_names_that_a_cell_would_have_made_are_lost(source: str, names: set[str]) -> None:
    notebook = merged((source, ""), ("answer = 1", "t1-1"))
    assert lost_names(notebook, Isolated({0: FAILS, 1: misses(min(names))})) == names


def test_the_name_that_is_missing_is_read_from_the_error() -> None:
    assert missing_name("NameError: name 'claims' is not defined. Did you mean: 'claim'?") == "claims"
    assert missing_name("KeyError: 'claims'") == ""


def test_a_cell_without_an_error_has_not_run() -> None:
    assert error_of(FAILS) == "ZeroDivisionError: division by zero"
    assert error_of(CellRun(CellState.DIFFERS, (Shown("text", "12"),))) == "The cell did not run."
