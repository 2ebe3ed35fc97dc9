"""Which cell broke a run is found by running again; no innocent one pays, and what ran before counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.grading.assignments.merge import Merged, MergedCell
from coursekit.grading.autograde import rerun
from coursekit.grading.autograde.autograde import never
from coursekit.grading.autograde.rerun import run_isolated
from coursekit.grading.autograde.run import CellRun, Run
from coursekit.grading.autograde.statements import beginnings
from coursekit.grading.model import Cell, GradingError, Settings
from coursekit.grading.nbval_runner.protocol import CellState

if TYPE_CHECKING:
    from collections.abc import Callable

    Breaks = Callable[[list[str]], tuple[int, CellState] | None]

ROLES = ("locked", "learner", "check", "learner", "check", "learner", "check")


@pytest.fixture
def isolated(monkeypatch: pytest.MonkeyPatch) -> Callable[..., rerun.Isolated]:
    """Search for what breaks a notebook of these sources, where a function says which cell broke a run of them."""

    def search(sources: list[str], breaks: Breaks) -> rerun.Isolated:
        cells = tuple(MergedCell(Cell("code", text), "", role) for role, text in zip(ROLES, sources, strict=True))

        def run(merged: Merged, *_: object) -> Run:
            run_sources = [cell.cell.source for cell in merged.cells]
            broken = breaks(run_sources)
            if broken is None:
                return Run({at: CellRun(CellState.PASSED) for at in range(len(run_sources))})
            return Run({}, *broken)

        monkeypatch.setattr(rerun, "to_json", lambda merged: merged)
        monkeypatch.setattr(rerun, "run_notebook", run)
        return run_isolated(Merged(cells, {}), "x.ipynb", Settings(), never)

    return search


def plain(**changed: str) -> list[str]:
    return [changed.get(f"c{at}", f"step{at}()") for at in range(len(ROLES))]


def test_a_cell_that_breaks_the_run_is_switched_off(isolated: Callable[..., rerun.Isolated]) -> None:
    found = isolated(plain(c3="loop()"), lambda run: (3, CellState.TIMEOUT) if run[3] == "loop()" else None)
    assert (found.off, found.kept, found.runs) == ({3: CellState.TIMEOUT}, {}, 2)


@pytest.mark.parametrize(
    ("why", "word"), [(CellState.MEMORY, "memory"), (CellState.TASKS, "processes"), (CellState.FLOOD, "output")]
)
def test_what_took_too_much_is_called_what_it_was(
    isolated: Callable[..., rerun.Isolated], why: CellState, word: str
) -> None:
    found = isolated(plain(c1="a = 1\neat()"), lambda run: (1, why) if "eat()" in run[1] else None)
    assert found.off == {1: why}
    assert word in rerun.reason(why, Settings())
    assert "Python" not in rerun.reason(why, Settings())
    # What such a cell answered before its kernel was ended counts, as with any other end.
    assert found.kept == ({} if why == CellState.FLOOD else {1: "a = 1"})


def test_what_ran_before_the_end_of_python_is_kept(isolated: Callable[..., rerun.Isolated]) -> None:
    source = "a = 1; b = 2\nc = 3\ncrash()\nd = 4"
    found = isolated(plain(c1=source), lambda run: (1, CellState.DIED) if "crash()" in run[1] else None)
    assert found.off == {1: CellState.DIED}
    assert found.kept == {1: "a = 1; b = 2\nc = 3"}
    assert len(found.cells) == len(ROLES)


def test_nothing_is_kept_of_a_cell_whose_first_statement_ends_python(isolated: Callable[..., rerun.Isolated]) -> None:
    found = isolated(plain(c1="crash()\na = 1"), lambda run: (1, CellState.DIED) if "crash()" in run[1] else None)
    assert (found.off, found.kept) == ({1: CellState.DIED}, {})


@pytest.mark.parametrize("guilty", [1, 2, 3])
def test_a_cell_that_dies_of_an_earlier_one_is_innocent(isolated: Callable[..., rerun.Isolated], guilty: int) -> None:
    def breaks(run: list[str]) -> tuple[int, CellState] | None:
        return (5, CellState.DIED) if "bomb()" in run[guilty] else None

    assert isolated(plain(**{f"c{guilty}": "bomb()"}), breaks).off == {guilty: CellState.DIED}


def test_of_two_guilty_cells_both_are_found(isolated: Callable[..., rerun.Isolated]) -> None:
    def breaks(run: list[str]) -> tuple[int, CellState] | None:
        return (5, CellState.DIED) if "bomb()" in run[1] else (5, CellState.TIMEOUT) if run[5] == "loop()" else None

    assert isolated(plain(c1="bomb()", c5="loop()"), breaks).off == {1: CellState.DIED, 5: CellState.TIMEOUT}


def test_when_no_earlier_cell_alone_is_the_reason_all_are_switched_off(
    isolated: Callable[..., rerun.Isolated],
) -> None:
    def breaks(run: list[str]) -> tuple[int, CellState] | None:
        return (5, CellState.TIMEOUT) if "bomb()" in run[1] + run[3] else None

    found = isolated(plain(c1="bomb()", c3="bomb()"), breaks)
    assert found.off.keys() >= {1, 3}
    assert 5 not in found.off


def test_a_sheet_that_breaks_by_itself_is_no_learners_fault(isolated: Callable[..., rerun.Isolated]) -> None:
    with pytest.raises(GradingError, match="The sheet's own code broke the run"):
        isolated(plain(), lambda _: (0, CellState.DIED))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = 1\nb = 2\nexit()", ["", "a = 1", "a = 1\nb = 2"]),
        ("ü = 'ä'; b = 2; c()", ["", "ü = 'ä'", "ü = 'ä'; b = 2"]),
        ("for n in x:\n    y()\n\nz()", ["", "for n in x:\n    y()"]),
        ("a = 1\n!kill -9 $PPID\n%who", ["", "a = 1", "a = 1\n!kill -9 $PPID"]),
        ("crash()", [""]),
        ("# nothing", []),
        ("def broken(", []),
    ],
)
def test_a_cell_is_cut_after_its_statements(source: str, expected: list[str]) -> None:
    assert beginnings(source) == expected
