"""The tables: grades.csv, items.csv and to_read.csv, from what the gradebook holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import COMMA, as_name, cut, number, write_table
from coursekit.grading.gradebook.records import Record
from coursekit.grading.model import Outcome, Result, Status
from coursekit.grading.reports.filled_in import earlier_mark, is_kept, is_same_text, take_filled_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.gradebook.csv_file import Dialect
    from coursekit.grading.model import ItemResult, Master
    from coursekit.grading.reports.filled_in import Place

GRADES = ("learner", "sheet", "points", "max_points", "status")
ITEMS = ("learner", "sheet", "grade_id", "points", "max_points", "outcome", "hint")
TO_READ = ("learner", "sheet", "grade_id", "points", "comment", "max_points", "answer", "earlier")


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
    points = (number(record.points, dialect), number(most, dialect))
    return (as_name(record.learner), record.sheet, *points, record.result.status)


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


def write_to_read(path: Path, records: Iterable[Record], dialect: Dialect = COMMA) -> Path | None:
    """Write to_read.csv: the written answers that wait; filled in, it is what ``--scores`` reads.

    What a person has filled in stays. A mark for another text moves to the column ``earlier``, beside the new text. A
    row whose answer does not wait stays as it is until the gradebook holds what it says.

    Args:
        path: the file.
        records: the records, with what the answers showed.
        dialect: the region's way to write CSV.

    Returns:
        Where an older file lies that could not be understood; None when there was none.
    """
    filled, aside = take_filled_in(path)
    rows = [
        row for record in records for item in record.result.items for row in _to_read(record, item, filled, dialect)
    ]
    rows += [tuple(row[name] for name in TO_READ) for row in filled.values()]
    write_table(path, TO_READ, [(as_name(row[0]), *row[1:]) for row in rows], dialect)
    return aside


def _to_read(
    record: Record, item: ItemResult, filled: dict[Place, dict[str, str]], dialect: Dialect
) -> Iterator[tuple[str, ...]]:
    """Yield the row of an answer that waits; take what is settled out of what was filled in."""
    place = (record.learner, record.sheet, item.grade_id)
    old = filled.get(place)
    if item.outcome is not Outcome.TO_READ:
        if old and is_kept(old, item, record.comments.get(item.grade_id, "")):
            del filled[place]
        return
    filled.pop(place, None)
    answer = item.shown[0].text
    points, comment, earlier = "", "", ""
    if old and is_same_text(old, cut(answer)):
        points, comment, earlier = old["points"], old["comment"], old["earlier"]
    elif old:
        earlier = earlier_mark(old)
    earlier = earlier or record.earlier.get(item.grade_id, "")
    yield (*place, points, comment, number(item.max_points, dialect), answer, earlier)
