"""Alignment and merge: nothing of the learner's is lost, whatever is done to the cells; the checks are the master's."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.checks.marks import without_hidden
from coursekit.grading.assignments.alignment import locate
from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.assignments.merge import merge, to_json
from coursekit.grading.assignments.notebook import read_cells
from coursekit.grading.assignments.signs import typed_answer
from coursekit.grading.assignments.writing import written_for
from coursekit.grading.model import Cell, Master

ROOT = Path(__file__).parents[3]
MASTERS = load_masters(ROOT / "solutions")
SHEETS = {path.name[:2]: read_cells(path.read_bytes())[0] for path in (ROOT / "exercises").glob("*.ipynb")}
OWN = Cell("code", "mine = 1")


def coded(master: Master) -> list[str]:
    return [task.grade_id for task in master.tasks if not task.written]


def answered(sheet: str) -> list[Cell]:
    """Return a sheet in which each answer's cell holds code of its own."""
    return [
        replace(cell, source=f"answer_{number} = {number}") if cell.solution and cell.kind == "code" else cell
        for number, cell in enumerate(SHEETS[sheet])
    ]


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_untouched_sheet_has_each_check_once_at_its_own_place(sheet: str) -> None:
    master = MASTERS[sheet]
    merged = merge(SHEETS[sheet], master)
    checks = [cell.task for cell in merged.cells if cell.role == "check"]
    assert checks == coded(master)
    assert not any(merged.written.values())
    for task in checks:
        own = [at for at, cell in enumerate(merged.cells) if cell.task == task and cell.role == "learner"]
        check = next(at for at, cell in enumerate(merged.cells) if cell.task == task and cell.role == "check")
        assert own, task
        assert max(own) < check


def pieces() -> st.SearchStrategy[tuple[str, list[int], list[tuple[int, str]]]]:
    """A sheet, an order of some of its cells (with repeats), and what is done to some of them."""
    changes = st.tuples(st.integers(0, 60), st.sampled_from(["name", "raw", "text", "retype", "own", "split"]))
    return st.sampled_from(sorted(SHEETS)).flatmap(
        lambda sheet: st.tuples(
            st.just(sheet),
            st.lists(st.integers(0, len(SHEETS[sheet]) - 1), max_size=len(SHEETS[sheet]) + 5),
            st.lists(changes, max_size=8),
        )
    )


def changed(cell: Cell, change: str) -> list[Cell]:
    """Return what becomes of a cell."""
    return {
        "name": [replace(cell, grade_id="", grade=False, solution=False)],
        "raw": [replace(cell, kind="raw")],
        "text": [replace(cell, kind="markdown")],
        "retype": [replace(cell, source=f"{cell.source}\nmore = 2")],
        "own": [cell, OWN],
        "split": [replace(cell, source="half = 1"), Cell(cell.kind, "other_half = 2")],
    }[change]


@given(pieces())
@settings(max_examples=150, deadline=None)
def test_of_a_shuffled_sheet_nothing_is_lost_and_the_checks_are_the_masters(
    case: tuple[str, list[int], list[tuple[int, str]]],
) -> None:
    sheet, order, changes = case
    master, cells = MASTERS[sheet], answered(sheet)
    submitted = [cells[number] for number in order]
    for number, change in changes:
        if number < len(submitted):
            submitted[number : number + 1] = changed(submitted[number], change)
    merged = merge(submitted, master)
    # Each of the learner's cells once, in the learner's order; only the sheet's own unchanged cells are the master's.
    kept = [place.cell for place in locate(submitted, master) if place.cell is not None]
    assert [cell for cell in kept if cell in submitted] == kept
    sheets_own = {cell.source.strip() for cell in master.cells} | {
        without_hidden(cell.source).strip() for cell in master.cells
    }
    assert [cell for cell in submitted if cell.source.strip() not in sheets_own] == [
        cell for cell in kept if cell.source.strip() not in sheets_own
    ]
    # Every check of the master stands in the notebook, with the master's outputs, and no other cell is compared.
    checks = [cell for cell in merged.cells if cell.role == "check"]
    assert {cell.task for cell in checks} == set(coded(master))
    outputs = {cell.grade_id: cell.outputs for cell in master.cells}
    assert all(cell.cell.outputs == outputs[cell.task] for cell in checks)
    assert all(not cell.cell.outputs for cell in merged.cells if cell.role != "check")
    assert json.loads(to_json(merged))["nbformat"] == 4


@given(st.sampled_from(sorted(SHEETS)), st.integers(0, 100), st.sampled_from(["name", "own"]))
@settings(max_examples=60, deadline=None)
def test_an_answer_is_found_when_its_name_is_lost_or_a_cell_follows_it(sheet: str, which: int, change: str) -> None:
    master, cells = MASTERS[sheet], answered(sheet)
    answers = [at for at, cell in enumerate(cells) if cell.solution and cell.kind == "code"]
    at = answers[which % len(answers)]
    task = next(task for task in master.tasks if cells[at].grade_id in task.answers)
    submitted = [*cells[:at], *changed(cells[at], change), *cells[at + 1 :]]
    merged = merge(submitted, master)
    order = [(cell.task, cell.role, cell.cell.source) for cell in merged.cells]
    check = next(position for position, (name, role, _) in enumerate(order) if (name, role) == (task.grade_id, "check"))
    assert any(source == cells[at].source for _, _, source in order[:check])


def test_a_check_stands_where_the_learner_has_it_and_after_the_last_answer() -> None:
    cells = answered("01")
    at = next(number for number, cell in enumerate(cells) if cell.grade_id == "t1-2")
    trial = replace(next(cell for cell in cells if cell.grade_id == "t1-2-answer"), source="answer = 'playing'")
    merged = merge([*cells[: at + 1], trial, *cells[at + 1 :]], MASTERS["01"])
    assert [cell.task for cell in merged.cells if cell.role == "check"].count("t1-2") == 2


def test_a_copied_answer_cell_is_what_it_is_where_it_stands() -> None:
    cells = answered("01")
    copy = replace(next(cell for cell in cells if cell.grade_id == "t1-1-answer"), source="hits = []")
    at = next(number for number, cell in enumerate(cells) if cell.grade_id == "t1-5-answer")
    places = locate([*cells[: at + 1], copy, *cells[at + 1 :]], MASTERS["01"])
    place = next(place for place in places if place.cell is copy)
    assert (place.task, place.sign) == ("t1-5", "")


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        ('check("t1-1", [93, 22])', "[93, 22]"),
        ("check('t1-1',  size )", ""),
        ('print("hello")\ncheck("t1-1", len(claims))', "len(claims)"),
        ('check("t1-2", [1, 2])', ""),
        ('check("t1-1")', ""),
        ('check("t1-1", *both)', ""),
        ('check("t1-1", [93,', ""),
    ],
)
def test_an_answer_typed_into_a_check_is_read(source: str, typed: str) -> None:
    check = next(cell for cell in MASTERS["01"].cells if cell.grade_id == "t1-1")
    assert typed_answer(source, check) == typed


def test_what_is_written_round_the_answers_cell_is_whole_and_in_order() -> None:
    master, cells = MASTERS["06"], list(SHEETS["06"])
    task = next(task for task in master.tasks if task.written)
    at = next(number for number, cell in enumerate(cells) if cell.grade_id == task.grade_id)
    cells[at - 1] = replace(cells[at - 1], source=f"{cells[at - 1].source}\n\nFirst.")
    own = [Cell("markdown", "Second."), Cell("code", "# Third."), Cell("raw", "Fourth.")]
    submitted = [*cells[: at + 1], *own, *cells[at + 1 :]]
    text = written_for(locate(submitted, master), task, master)
    assert text == "First.\n\nSecond.\n\n# Third.\n\nFourth."
