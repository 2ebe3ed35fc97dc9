"""grades.csv and items.csv: who has handed in what, what is missing, and what nobody can tell."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from coursekit.grading.gradebook.records import KeptOrigin, Record
from coursekit.grading.model import ItemResult, Master, Outcome, Result, Status, Task
from coursekit.grading.reports.grades_csv import with_missing, write_grades, write_items

if TYPE_CHECKING:
    from pathlib import Path

TASK = Task("t-1", 4.0, written=False, prompts=(), answers=())
MASTERS = {sheet: Master(sheet, f"{sheet}-x.ipynb", "X", (), (TASK,), {}, sheet) for sheet in ("01", "02")}


def graded(learner: str, sheet: str, origin: KeptOrigin | None = None) -> Record:
    item = ItemResult("t-1", 3.5, 4.0, Outcome.PASSED, "Well =done")
    return Record(learner, sheet, "p", origin or {}, Result(Status.GRADED, (item,)), {})


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def statuses(records: list[Record], **options: object) -> dict[tuple[str, str], str]:
    made = with_missing(records, MASTERS, **options)  # type: ignore[arg-type]  # a test's options
    return {(record.learner, record.sheet): record.result.status for record in made}


def test_a_sheet_that_somebody_handed_in_is_missed_from_all() -> None:
    assert statuses([graded("anna", "01"), graded("Bo", "02")]) == {
        ("anna", "01"): "graded",
        ("anna", "02"): "missing",
        ("Bo", "01"): "missing",
        ("Bo", "02"): "graded",
    }


def test_a_sheet_that_nobody_handed_in_is_not_missed() -> None:
    assert statuses([graded("anna", "01")], expected=["cem"]) == {("anna", "01"): "graded", ("cem", "01"): "missing"}


def test_nothing_is_called_missing_that_may_stand_in_another_row() -> None:
    found = statuses([graded("anna (1)", "01"), graded("anna (2)", "02")], untold={"anna (1)": "two are called anna"})
    assert found["anna (1)", "02"] == "cannot be told who"
    assert found["anna (2)", "01"] == "missing"


def test_a_row_says_points_worth_and_what_an_instructor_should_know(tmp_path: Path) -> None:
    records = [graded("anna", "01", {"late": "yes"}), graded("007", "02")]
    write_grades(tmp_path / "grades.csv", with_missing(records, MASTERS, untold={"007": "why"}), MASTERS)
    late, missing, untold, _ = sorted(
        rows(tmp_path / "grades.csv"), key=lambda row: (row["learner"] != "anna", row["sheet"])
    )
    assert (late["points"], late["max_points"], late["status"], late["note"]) == (
        "3.5",
        "4",
        "graded",
        "handed in late",
    )
    assert (missing["points"], missing["max_points"], missing["status"]) == ("0", "4", "missing")
    assert (untold["learner"], untold["points"], untold["note"]) == ("'007", "", "why")


def test_each_task_has_a_row(tmp_path: Path) -> None:
    write_items(tmp_path / "items.csv", [graded("anna", "01")])
    (row,) = rows(tmp_path / "items.csv")
    assert (row["grade_id"], row["points"], row["outcome"], row["hint"]) == ("t-1", "3.5", "passed", "Well =done")
