"""Write to_read.csv: the written answers that wait; what a person has filled in stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import COMMA, as_name, cut, number, write_table
from coursekit.grading.model import Outcome
from coursekit.grading.reports.filled_in import earlier_mark, is_kept, is_same_text, take_filled_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coursekit.grading.gradebook.csv_file import Dialect
    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import ItemResult
    from coursekit.grading.reports.filled_in import Filled, Place

TO_READ = ("learner", "sheet", "grade_id", "points", "comment", "max_points", "answer", "earlier")
Row = dict[str, str]


def write_to_read(path: Path, records: Iterable[Record], dialect: Dialect = COMMA) -> Path | None:
    """Write to_read.csv: the written answers that wait; filled in, it is what ``--scores`` reads.

    What a person has filled in stays. A mark for another text moves to the column ``earlier``, beside the new text. A
    row whose answer does not wait stays as it is until the gradebook holds what it says.

    Args:
        path: the file.
        records: the files that may count, with what the answers showed: of one learner and sheet there may be several.
        dialect: the region's way to write CSV.

    Returns:
        Where an older file lies that could not be understood; None when there was none.
    """
    filled, aside = take_filled_in(path)
    waiting: list[Row] = []
    for record in records:
        for item in record.result.items:
            _look_at(record, item, filled, waiting, dialect)
    for row in waiting:
        # What was filled in for a text that waits no more is shown beside the one that does.
        left = filled.pop((row["learner"], row["sheet"], row["grade_id"]), [])
        row["earlier"] = "; ".join(filter(None, [row["earlier"], *map(earlier_mark, left)]))
    rows = [*waiting, *(row for several in filled.values() for row in several)]
    cells = [tuple(row[name] for name in TO_READ) for row in rows]
    write_table(path, TO_READ, [(as_name(row_cells[0]), *row_cells[1:]) for row_cells in cells], dialect)
    return aside


def _look_at(record: Record, item: ItemResult, filled: Filled, waiting: list[Row], dialect: Dialect) -> None:
    """Add the row of an answer that waits; take what is settled out of what was filled in."""
    place = (record.learner, record.sheet, item.grade_id)
    old = filled.get(place, [])
    if item.outcome is not Outcome.TO_READ:
        text = cut(item.shown[0].text) if item.outcome is Outcome.READ else ""
        old[:] = [row for row in old if not _is_settled(row, item, record.comments.get(item.grade_id, ""), text)]
        return
    answer = item.shown[0].text
    if not any(_place(row) == place and is_same_text(row, cut(answer)) for row in waiting):
        waiting.append(_row(place, item, record.earlier.get(item.grade_id, ""), old, dialect))


def _is_settled(row: Row, item: ItemResult, comment: str, text: str) -> bool:
    """Tell whether the gradebook holds what a row says, for the text that it was said of."""
    return is_kept(row, item, comment) and (not row["answer"].strip() or not text or is_same_text(row, text))


def _row(place: Place, item: ItemResult, earlier: str, old: list[Row], dialect: Dialect) -> Row:
    answer = item.shown[0].text
    row = dict(zip(TO_READ, (*place, "", "", number(item.max_points, dialect), answer, earlier), strict=True))
    same = next((earlier_row for earlier_row in old if is_same_text(earlier_row, cut(answer))), None)
    if same is not None:
        old.remove(same)
        row |= {name: same[name] for name in ("points", "comment")}
        row["earlier"] = same["earlier"] or earlier
    return row


def _place(row: Row) -> Place:
    return row["learner"], row["sheet"], row["grade_id"]
