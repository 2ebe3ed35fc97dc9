"""Write all that a gradebook says: tables, imports and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import COMMA
from coursekit.grading.lms import imports as platforms
from coursekit.grading.reports import grades_csv as reports
from coursekit.grading.reports.pages import write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from coursekit.grading.gradebook.csv_file import Dialect
    from coursekit.grading.gradebook.store import Gradebook
    from coursekit.grading.model import Master


def write_reports(  # noqa: PLR0913  - each is one source of what is written
    out: Path,
    gradebook: Gradebook,
    masters: Mapping[str, Master],
    say: Callable[[str], None],
    *,
    expected: Iterable[str] = (),
    doubts: Iterable[tuple[str, str, str, str]] = (),
    dialect: Dialect = COMMA,
) -> None:
    """Write the tables, the imports and the pages.

    Args:
        out: the folder of the reports.
        gradebook: what is reported.
        masters: the masters by sheet.
        say: tells the instructor one line.
        expected: the names of a class, of whom some may have handed in nothing.
        doubts: file, learner, sheet and reason of what somebody should look at.
        dialect: the region's way to write the tables for people; imports are always written with commas.

    Raises:
        ReportError: a report cannot be written.
    """
    names = list(expected)
    records = list(reports.with_missing(gradebook.records(), masters, names))
    reports.write_grades(out / "grades.csv", records, masters, dialect)
    reports.write_items(out / "items.csv", records, dialect)
    if aside := reports.write_to_read(out / "to_read.csv", gradebook.records(shown=True), dialect):
        say(f"to_read.csv could not be read as a table in UTF-8. It was not overwritten: it is {aside} now.")
    platforms.write_moodle(out / "moodle.csv", records, masters)
    platforms.write_canvas(out / "canvas.csv", records, masters)
    learners = dict.fromkeys(record.learner for record in records)
    shown = reports.with_missing(gradebook.records(shown=True), masters, names)
    write_pages(out, shown, learners, masters, doubts)
    waiting = [f"{one.learner} {one.sheet} {task}" for one in records for task in one.earlier]
    if waiting:
        say(f"{len(waiting)} marks were given for an earlier text and wait for a word of yours: {', '.join(waiting)}.")
