"""The tables grades.csv and items.csv, from what the gradebook holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import COMMA, as_name, number, write_table
from coursekit.grading.gradebook.records import Record
from coursekit.grading.model import Result, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.gradebook.csv_file import Dialect
    from coursekit.grading.model import Master

GRADES = ("learner", "sheet", "points", "max_points", "status", "note")
ITEMS = ("learner", "sheet", "grade_id", "points", "max_points", "outcome", "hint")


def with_missing(
    records: Iterable[Record],
    masters: Mapping[str, Master],
    expected: Iterable[str] = (),
    untold: Mapping[str, str] | None = None,
) -> Iterator[Record]:
    """Yield the records, and one with status ``missing`` for each sheet that a learner has not handed in.

    Only sheets that somebody has handed in are missed; and nothing is called missing that may stand in another row.

    Args:
        records: the records, by learner and sheet.
        masters: the masters by sheet.
        expected: the names of a class, of whom some may have handed in nothing at all.
        untold: learners who may be those of another row, each with the reason.
    """
    why = untold or {}
    all_records = list(records)
    by_learner: dict[str, dict[str, Record]] = {}
    for record in all_records:
        by_learner.setdefault(record.learner, {})[record.sheet] = record
    for learner in expected:
        by_learner.setdefault(learner, {})
    sheets = {record.sheet for record in all_records} & masters.keys()
    for learner, own in sorted(by_learner.items(), key=lambda entry: (entry[0].casefold(), entry[0])):
        for sheet in sorted(own.keys() | sheets):
            lacking = Result(Status.UNTOLD if learner in why else Status.MISSING, (), why.get(learner, ""))
            yield own.get(sheet) or Record(learner, sheet, "", {}, lacking, {})


def write_grades(
    path: Path, records: Iterable[Record], masters: Mapping[str, Master], dialect: Dialect = COMMA
) -> None:
    """Write grades.csv: one row a learner and sheet.

    Args:
        path: the file.
        records: the records, with the missing ones.
        masters: the masters by sheet, for what a missing sheet is worth.
        dialect: the region's way to write CSV.
    """
    write_table(path, GRADES, (_grade(record, masters, dialect) for record in records), dialect)


def _grade(record: Record, masters: Mapping[str, Master], dialect: Dialect) -> Sequence[str]:
    master = masters.get(record.sheet)
    most = record.max_points if record.result.items or master is None else master.points
    earned = None if record.result.status is Status.UNTOLD else record.points
    points = (number(earned, dialect), number(most, dialect))
    note = "; ".join(filter(None, (record.result.reason, *record.remarks)))
    return (as_name(record.learner), record.sheet, *points, record.result.status, note)


def write_items(path: Path, records: Iterable[Record], dialect: Dialect = COMMA) -> None:
    """Write items.csv: one row a learner, sheet and task."""
    rows = (
        (
            *(as_name(record.learner), record.sheet, item.grade_id),
            *(number(item.points, dialect), number(item.max_points, dialect), item.outcome, item.hint),
        )
        for record in records
        for item in record.result.items
    )
    write_table(path, ITEMS, rows, dialect)
