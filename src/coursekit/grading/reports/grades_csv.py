"""The tables: grades.csv, items.csv and to_read.csv, from what the gradebook holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import number, write_table
from coursekit.grading.gradebook.records import Record
from coursekit.grading.model import Outcome, Result, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.model import Master

GRADES = ("learner", "sheet", "points", "max_points", "status")
ITEMS = ("learner", "sheet", "grade_id", "points", "max_points", "outcome", "hint")
TO_READ = ("learner", "sheet", "grade_id", "points", "comment", "max_points", "answer")


def with_missing(
    records: Iterable[Record], masters: Mapping[str, Master], expected: Iterable[str] = ()
) -> Iterator[Record]:
    """Yield the records, and one with status ``missing`` for each sheet that a learner has not handed in.

    Only sheets that somebody has handed in are missed.

    Args:
        records: the records, by learner and sheet.
        masters: the masters by sheet.
        expected: the names of a class, of whom some may have handed in nothing at all.
    """
    found = list(records)
    by_learner: dict[str, dict[str, Record]] = {}
    for record in found:
        by_learner.setdefault(record.learner, {})[record.sheet] = record
    for learner in expected:
        by_learner.setdefault(learner, {})
    sheets = {record.sheet for record in found} & masters.keys()
    for learner, own in sorted(by_learner.items(), key=lambda one: (one[0].casefold(), one[0])):
        for sheet in sorted(own.keys() | sheets):
            yield own.get(sheet) or Record(learner, sheet, "", {}, Result(Status.MISSING, ()), {})


def write_grades(path: Path, records: Iterable[Record], masters: Mapping[str, Master]) -> None:
    """Write grades.csv: one row a learner and sheet.

    Args:
        path: the file.
        records: the records, with the missing ones.
        masters: the masters by sheet, for what a missing sheet is worth.
    """
    write_table(path, GRADES, (_grade(record, masters) for record in records))


def _grade(record: Record, masters: Mapping[str, Master]) -> Sequence[str]:
    master = masters.get(record.sheet)
    most = record.max_points if record.result.items or master is None else master.points
    return (record.learner, record.sheet, number(record.points), number(most), record.result.status)


def write_items(path: Path, records: Iterable[Record]) -> None:
    """Write items.csv: one row a learner, sheet and task."""
    rows = (
        (
            *(record.learner, record.sheet, item.grade_id, number(item.points), number(item.max_points)),
            *(item.outcome, item.hint),
        )
        for record in records
        for item in record.result.items
    )
    write_table(path, ITEMS, rows)


def write_to_read(path: Path, records: Iterable[Record]) -> None:
    """Write to_read.csv: the written answers that wait; filled in, it is what ``--scores`` reads.

    Args:
        path: the file.
        records: the records, with what the answers showed.
    """
    rows = (
        (record.learner, record.sheet, item.grade_id, "", "", number(item.max_points), item.shown[0].text)
        for record in records
        for item in record.result.items
        if item.outcome is Outcome.TO_READ
    )
    write_table(path, TO_READ, rows)
