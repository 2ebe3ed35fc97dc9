"""A class as one long table: for a spreadsheet, for the notebook, and for who wants other charts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import guarded
from coursekit.teaching.overview.matrix import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.teaching.overview.overview import Overview

COLUMNS = ("kind", "lesson", "question", "part", "answer", "first", "last", "learners")


def rows_of(overview: Overview) -> Iterator[tuple[str, ...]]:
    """Yield the rows: how answers spread, who showed which misconception, and how ratings lie apart.

    ``first`` and ``last`` count first and last answers; for a misconception ``first`` counts learners; for ratings
    ``first`` is the mean and ``last`` how far apart two learners are.
    """
    for lesson in overview.lessons:
        number = str(lesson.number)
        for question in overview.shown(lesson):
            answered = str(overview.tally.answered[question.id])
            for row in overview.rows(question):
                place = (row.place.line, row.place.label)
                yield ("answers", number, question.id, *place, str(row.first), str(row.last), answered)
    for misconception in overview.misconceptions():
        for name, count in misconception.questions:
            if count >= overview.least:
                thought = (misconception.code, misconception.meaning)
                yield ("misconception", "", name, *thought, str(count), "", str(misconception.learners))
    for cell in cells_of(overview):
        numbers = (f"{cell.mean:.2f}", f"{cell.apart:.2f}", str(cell.rated))
        yield ("ratings", "", cell.question, cell.item, cell.row, *numbers)
    for question, pairs in overview.settings():
        up = sum(now > first for first, now in pairs)
        down = sum(now < first for first, now in pairs)
        yield ("moved up", "", question.id, "", "", str(up), "", str(len(pairs)))
        yield ("moved down", "", question.id, "", "", str(down), "", str(len(pairs)))


def as_csv(overview: Overview) -> str:
    """Return the table as CSV that a spreadsheet opens rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    # A mean may be negative: a number is no formula.
    writer.writerows([cell if _is_number(cell) else guarded(cell) for cell in row] for row in rows_of(overview))
    return "\ufeff" + text.getvalue()


def _is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit()
