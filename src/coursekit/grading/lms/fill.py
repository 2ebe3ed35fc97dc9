"""Fill marks into a platform's own export: Canvas' gradebook, or Moodle's grading worksheet in any language.

Canvas exports a row of headings with ``Student`` and ``ID``, a row ``Points Possible``, and a column ``NAME (NUMBER)``
for each assignment. Moodle's worksheet has the participant's number in the first column (``Participant 412``,
``Teilnehmer/in412``), the grade before the column of the highest grade, which is the same in every row, and comments
last. Columns of Moodle are known by what stands in them, not by their headings, which follow the teacher's language.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.files import write_whole
from coursekit.grading.gradebook.csv_file import number, separator_of
from coursekit.grading.gradebook.csv_spans import BrokenCsvError, Span, changed, spans
from coursekit.grading.lms import canvas, moodle
from coursekit.grading.lms.imports import comment_on, title_of
from coursekit.grading.lms.origins import Letters, letters_of
from coursekit.grading.model import GradingError, Status
from coursekit.words.numbers import how_many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import Master

Rows = list[list[Span]]
_PARTICIPANT = re.compile(r"\D+?\s*(\d+)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_COMMENTS = re.compile(
    r"comment|kommentar|comentario|commentaire|comment[oi]|opmerking|коммент|komentarz|feedback", re.IGNORECASE
)
POSSIBLE = "points possible"
MOST_NAMES = 8


class FillError(GradingError):
    """An export cannot be filled in; the message says why. Nothing was written."""


@dataclass(frozen=True)
class Export:
    """A platform's export.

    Attributes:
        path: the file.
        text: what it says, without its byte order mark.
        encoding: how it is written; ``utf-8-sig`` keeps the mark.
        separator: between cells.
        rows: its cells.
    """

    path: Path
    text: str
    encoding: str
    separator: str
    rows: Rows


def fill(
    path: Path, out: Path, records: Sequence[Record], masters: Mapping[str, Master], sheet: str | None = None
) -> str:
    """Write a copy of an export with marks filled in; only cells of marks and comments differ from the export.

    Args:
        path: the export, as the platform gave it.
        out: the folder for the copy, which is called ``filled-NAME``.
        records: the submissions that count.
        masters: the masters by sheet.
        sheet: which sheet a worksheet is for, where that is not clear.

    Returns:
        What was done, in words.

    Raises:
        FillError: it is no such export, or belongs to another course.
    """
    export = _read(path)
    names = [cell.value.strip() for cell in export.rows[0]] if export.rows else []
    is_canvas = "Student" in names and "ID" in names
    changes = _canvas(export, records, masters) if is_canvas else _moodle(export, records, masters, sheet)
    if not changes:
        raise FillError(f"{path}: nobody in it has a graded sheet here. Is it an export of another course or sheet?")
    target = out / f"filled-{path.name}"
    text = changed(export.text, changes, export.separator)
    write_whole(target, text.encode(export.encoding))
    return f"{how_many(len(changes), 'cell')} of {path.name} filled in: {target}.{_left(export, names, changes)}"


def _left(export: Export, names: list[str], changes: Mapping[Span, str]) -> str:
    """Say of whom an export has rows in which nothing was filled in; empty for nobody."""
    column = names.index("Student") if "Student" in names else 1
    body = [row for row in export.rows[1:] if len(row) > column and row[0].value.strip().lower() != POSSIBLE]
    left = [row[column].value.strip() for row in body if not any(cell in changes for cell in row)]
    more = f" and {len(left) - MOST_NAMES} more" if len(left) > MOST_NAMES else ""
    return f" No mark of theirs is ready: {', '.join(left[:MOST_NAMES])}{more}." if left else ""


def _read(path: Path) -> Export:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FillError(f"{path} cannot be read: {error.strerror}.") from error
    encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    encoding = "utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else encoding
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise FillError(f"{path} is not UTF-8 text. Give the file as the platform exports it, unchanged.") from error
    separator = separator_of(text)
    try:
        return Export(path, text, encoding, separator, spans(text, separator))
    except BrokenCsvError as error:
        raise FillError(f"{path}, {error}. Give the file as the platform exports it, unchanged.") from error


def _canvas(export: Export, records: Sequence[Record], masters: Mapping[str, Master]) -> dict[Span, str]:
    names = [cell.value.strip() for cell in export.rows[0]]
    columns = _canvas_columns(export, names, masters)
    # Another platform's number may be the same, and another person.
    people = {
        (origin.get("user", ""), record.sheet): record
        for record in records
        for origin in record.origins
        if origin.get("platform") == canvas.NAME
    }
    by_name = _by_name(records)
    student, user = names.index("Student"), names.index("ID")
    counted = Counter(letters_of(row[student].value) for row in export.rows[1:] if len(row) > student)
    changes = {}
    for row in export.rows[1:]:
        if len(row) < len(names) or row[student].value.strip().lower() == POSSIBLE:
            continue
        for column, sheet in columns.items():
            name = letters_of(row[student].value)
            named = by_name.get((name, sheet)) if counted[name] == 1 else None
            known = people.get((row[user].value.strip(), sheet)) or named
            if known is not None and known.result.status is Status.GRADED:
                changes[row[column]] = number(known.points)
    return changes


def _by_name(records: Sequence[Record]) -> dict[tuple[Letters, str], Record]:
    """Return the records of names that only one learner has, by name and sheet."""
    by_name: dict[tuple[Letters, str], list[Record]] = defaultdict(list)
    for record in records:
        for name in {
            letters_of(name) for name in (record.learner, *(origin.get("name", "") for origin in record.origins))
        }:
            by_name[name, record.sheet].append(record)
    return {name: several[0] for name, several in by_name.items() if len(several) == 1}


def _canvas_columns(export: Export, names: list[str], masters: Mapping[str, Master]) -> dict[int, str]:
    """Return the sheet of each column that is one's; refuse an assignment that is worth something else."""
    titles = {title_of(master): sheet for sheet, master in masters.items()}
    bare = [re.sub(r"\s*\(\d+\)$", "", name) for name in names]
    columns = {at: titles[name] for at, name in enumerate(bare) if name in titles}
    if not columns:
        raise FillError(
            f"{export.path}: no assignment in it is called as a sheet. Expected one of: {', '.join(titles)}; "
            f"found: {', '.join(bare[5:]) or 'none'}. Rename the assignment, and export again."
        )
    possible = next((row for row in export.rows if row and row[0].value.strip().lower() == POSSIBLE), [])
    for column, sheet in columns.items():
        if column < len(possible):
            _refuse_other_worth(export, possible[column].value, masters[sheet])
    return columns


def _moodle(
    export: Export, records: Sequence[Record], masters: Mapping[str, Master], sheet: str | None
) -> dict[Span, str]:
    body = [row for row in export.rows[1:] if len(row) > 1]
    participants = [_PARTICIPANT.fullmatch(row[0].value.strip()) for row in body]
    if not body or not all(participants):
        raise FillError(
            f"{export.path} is neither Canvas' gradebook (columns Student and ID) nor Moodle's grading worksheet "
            "(participants' numbers in the first column). Give the file as the platform exports it."
        )
    most = _column_of_most(export, body)
    numbers = {match[1]: row for match, row in zip(participants, body, strict=True) if match}
    known = [(record, row) for record in records if (row := _moodle_row(record, numbers)) is not None]
    sheets = sorted({record.sheet for record, _ in known} if sheet is None else {sheet})
    if len(sheets) > 1:
        raise FillError(f"{export.path}: its people handed in sheets {', '.join(sheets)}. Say which with --sheet NN.")
    comments = _COMMENTS.search(export.rows[0][-1].value) is not None
    changes = {}
    known += _by_their_names(body, known, records, sheets)
    for record, row in known:
        if record.sheet in sheets and record.sheet in masters and record.result.status is Status.GRADED:
            _refuse_other_worth(export, row[most].value, masters[record.sheet])
            changes[row[most - 1]] = _like(row[most].value, record.points)
            if comments:
                changes[row[-1]] = comment_on(record)
    return changes


def _moodle_row(record: Record, numbers: Mapping[str, list[Span]]) -> list[Span] | None:
    """Return the row of a learner's number in the assignment; None where none of the learner's files names it."""
    users = [origin.get("user", "") for origin in record.origins if origin.get("platform") == moodle.NAME]
    return next((numbers[user] for user in users if user in numbers), None)


def _by_their_names(
    body: Rows, known: Sequence[tuple[Record, list[Span]]], records: Sequence[Record], sheets: Sequence[str]
) -> list[tuple[Record, list[Span]]]:
    """Return who has handed in nothing through this assignment, and is the only one of a name there and here."""
    by_name = _by_name(records)
    numbered_rows = [row for _, row in known]
    names = Counter(letters_of(row[1].value) for row in body)
    rows = [(letters_of(row[1].value), row) for row in body if row not in numbered_rows]
    return [
        (record, row)
        for name, row in rows
        for sheet in sheets
        if names[name] == 1 and (record := by_name.get((name, sheet))) is not None
    ]


def _column_of_most(export: Export, body: Rows) -> int:
    """Return the column of the highest grade: the first one behind the names that holds one number in every row."""
    for column in range(2, min(map(len, body))):
        values = {row[column].value.strip() for row in body}
        if len(values) == 1 and _NUMBER.fullmatch(values.pop()):
            return column
    raise FillError(f"{export.path}: no column holds one highest grade in every row. Is it Moodle's grading worksheet?")


def _refuse_other_worth(export: Export, text: str, master: Master) -> None:
    value = text.strip().replace(",", ".")
    if value and abs(float(value) - master.points) > 1e-6:  # noqa: PLR2004 - what rounding leaves
        raise FillError(
            f"{export.path}: the assignment is worth {text.strip()} points there, sheet {master.sheet} "
            f"{number(master.points)} here. Set the assignment's points on the platform, and export again."
        )


def _like(pattern: str, points: float) -> str:
    """Return points with as many decimals, and the same decimal sign, as another number has."""
    sign = "," if "," in pattern else "."
    _, _, decimals = pattern.strip().partition(sign)
    return f"{points:.{max(len(decimals), 0)}f}".replace(".", sign) if decimals else number(points).replace(".", sign)
