"""Write all that a gradebook says: tables, imports and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.dispatch.commands import TO_READ
from coursekit.grading.gradebook.csv_file import COMMA
from coursekit.grading.lms.imports import write_canvas, write_moodle
from coursekit.grading.reports import grades_csv
from coursekit.grading.reports.class_page import Doubts
from coursekit.grading.reports.pages import write_pages
from coursekit.grading.reports.to_read_csv import write_to_read
from coursekit.grading.submissions.homonyms import alike, people_of, why_untold
from coursekit.words.numbers import how_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from coursekit.grading.gradebook.csv_file import Dialect
    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.gradebook.store import Gradebook
    from coursekit.grading.model import Master


def write_reports(
    out: Path,
    gradebook: Gradebook,
    masters: Mapping[str, Master],
    say: Callable[[str], None],
    dialect: Dialect = COMMA,
) -> None:
    """Write the tables, the imports and the pages.

    Args:
        out: the folder of the reports.
        gradebook: what is reported, and what was known of the class when it was collected.
        masters: the masters by sheet.
        say: tells the instructor one line.
        dialect: the region's way to write the tables for people; imports are always written with commas.

    Raises:
        ReportError: a report cannot be written.
    """
    groups = alike(gradebook.people())
    untold = {name: why_untold(rows) for rows in groups for name in rows}
    names = gradebook.expected()
    records = list(grades_csv.with_missing(gradebook.records(), masters, names, untold))
    grades_csv.write_grades(out / "grades.csv", records, masters, dialect)
    grades_csv.write_items(out / "items.csv", records, dialect)
    files = (record for several in gradebook.files(with_outputs=True) for record in several)
    if aside := write_to_read(out / TO_READ, files, dialect):
        say(f"{TO_READ} could not be read as a table in UTF-8. It was not overwritten: it is {aside} now.")
    write_moodle(out / "moodle.csv", records, masters)
    write_canvas(out / "canvas.csv", records, masters)
    surplus = sum(len(rows) - people_of(rows) for rows in groups)
    doubts = Doubts(gradebook.doubts(), [sorted(rows) for rows in groups], surplus)
    learners = dict.fromkeys(record.learner for record in records)
    with_outputs = grades_csv.with_missing(gradebook.records(with_outputs=True), masters, names, untold)
    write_pages(out, with_outputs, learners, masters, doubts)
    if unsure := sorted(sorted(rows) for rows in groups if people_of(rows) == 1):
        first = " and ".join(unsure[0])
        say(
            f"{sum(map(len, unsure))} rows may be {len(unsure)} people, such as {first}: platforms write names "
            "differently. Give --roster, or say who is who with rename OLD NEW --merge."
        )
    _say_what_waits(records, say)


def _say_what_waits(records: Iterable[Record], say: Callable[[str], None]) -> None:
    all_records = list(records)
    waiting = [f"{record.learner} {record.sheet} {task}" for record in all_records for task in record.earlier]
    if waiting:
        marks = how_many(len(waiting), "mark")
        say(f"{marks} for an earlier text, waiting for a word of yours: {', '.join(waiting)}.")
    unread = [f"{record.learner} {record.sheet} {task}" for record in all_records for task in record.unread]
    if unread:
        say(f"Another file of a learner has a text that nobody has read; it stands in {TO_READ}: {', '.join(unread)}.")
