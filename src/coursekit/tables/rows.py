"""From a CSV file's bytes to rows of text, each with the line it begins on."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.faults import Fault
from coursekit.tables.faults import TableError, in_column

if TYPE_CHECKING:
    from coursekit.tables.package import Resource

Row = dict[str, str]


@dataclass(frozen=True)
class Rows:
    """A table as text.

    Attributes:
        cells: one dict a row, column name to text; an empty text is a missing value.
        lines: for each row the line of the file on which it begins, counted from 1.
    """

    cells: list[Row]
    lines: list[int]


def read(resource: Resource) -> Rows:
    """Read a table's file as text and hold its header and its row lengths against the schema.

    A byte order mark, Windows line ends and line breaks inside quotes are read as what they mean.

    Args:
        resource: the table to read.

    Raises:
        TableError: the file is missing, empty, not UTF-8 or not CSV, a column is missing, unknown or repeated, or a
            row has too few or too many cells.
    """
    records = _records(resource, _text(resource))
    faults = _header_faults(resource, records[0][1])
    if faults:
        raise TableError(resource.name, resource.path, faults)
    header = records[0][1]
    for line, cells in records[1:]:
        if len(cells) != len(header):
            expected = f"{len(header)} cells (a comma inside a cell needs double quotes around the cell)"
            faults.append(Fault(resource.path.name, line, "", f"{len(cells)} cells", expected))
    if faults:
        raise TableError(resource.name, resource.path, faults)
    body = records[1:]
    return Rows([dict(zip(header, cells, strict=True)) for _, cells in body], [line for line, _ in body])


def _text(resource: Resource) -> str:
    path = resource.path
    try:
        raw = path.read_bytes()
    except OSError as error:
        what = "no such file" if isinstance(error, FileNotFoundError) else str(error)
        raise _whole_file(resource, what, "a CSV file that can be read") from error
    if not raw.strip():
        raise _whole_file(resource, "an empty file", "a header line and rows")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        bad_byte = f"the byte 0x{raw[error.start]:02X}"
        fault = Fault(path.name, line, "", bad_byte, "text in UTF-8 (in a spreadsheet, save as 'CSV UTF-8')")
        raise TableError(resource.name, path, [fault]) from error


def _records(resource: Resource, text: str) -> list[tuple[int, list[str]]]:
    """Split the text into records, each with its first line; blank lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records = []
    begins = 1
    try:
        for cells in reader:
            if cells:
                records.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        fault = Fault(resource.path.name, begins, "", str(error), "CSV with a closing quote for every opening quote")
        raise TableError(resource.name, resource.path, [fault]) from error
    if len(records) < 2:  # noqa: PLR2004 - a header and one row
        raise _whole_file(resource, f"{len(records)} line(s) of text", "a header line and at least one row")
    return records


def _header_faults(resource: Resource, header: list[str]) -> list[Fault]:
    expected = [field["name"] for field in resource.fields]
    listed = "the columns " + ", ".join(expected)
    faults = [
        Fault(resource.path.name, 1, in_column(name), "no such column", listed)
        for name in expected
        if name not in header
    ]
    faults += [
        Fault(resource.path.name, 1, in_column(name), "an unknown column", listed)
        for name in header
        if name not in expected
    ]
    repeated = sorted({name for name in header if header.count(name) > 1})
    faults += [Fault(resource.path.name, 1, in_column(name), "the column twice", listed) for name in repeated]
    return faults


def _whole_file(resource: Resource, problem: str, expected: str) -> TableError:
    return TableError(resource.name, resource.path, [Fault(resource.path.name, 0, "", problem, expected)])
