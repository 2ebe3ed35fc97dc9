"""A table that a spreadsheet opens by double click and saves again says the same, German or American."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.gradebook.csv_file import COMMA, SEMICOLON, Dialect, as_name, unguarded, write_table
from coursekit.grading.gradebook.manual_scores import read_rows
from coursekit.grading.reports.to_read_csv import TO_READ

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["Anna", "Łódź, Ola", "007", "1E5", "3-4", "1/2", "Mar 5", "5. März", "WAHR", "true", "12:30", "1.234,5"]
NAMES += [
    "=cmd|' /C calc'!A0",
    "-Bob",
    "'quoted'",
    "50%",
    "2026-11-27",
    "O'Brien",
    "Max 2",
    "Jan Novák",
    "Julia",
    "Augusta",
]


def like_excel(cell: str, dialect: Dialect) -> str:
    """Return what Excel makes of a cell that it opens and saves again."""
    if re.fullmatch(r"\d+", cell):
        return str(int(cell))
    if re.fullmatch(r"\d+[eE]\d+", cell):
        return f"{float(cell):.0f}"
    if re.fullmatch(rf"\d+{re.escape(dialect.point)}\d+", cell):
        return cell.rstrip("0")
    if re.fullmatch(r"\d+[-/]\d+", cell) or re.fullmatch(r"(?i)(mar|may|5\. märz)\s*\d*", cell):
        return "03. Apr"
    if cell.lower() in {"true", "wahr"}:
        return "WAHR"
    return "#NAME?" if cell.startswith("=") else cell


def saved_again(path: Path, dialect: Dialect) -> None:
    """Open a file by double click, and save it."""
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "without the mark Excel reads another encoding"
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=dialect.separator))
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=dialect.separator, lineterminator="\r\n")
    writer.writerows([[like_excel(cell, dialect) for cell in row] for row in rows])
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8"))


@pytest.mark.parametrize("dialect", [COMMA, SEMICOLON], ids=["US", "German"])
def test_a_round_trip_through_a_spreadsheet_loses_nothing(tmp_path: Path, dialect: Dialect) -> None:
    path = tmp_path / "to_read.csv"
    points = f"2{dialect.point}5"
    rows = [(as_name(name), "01", "t1-7", points, "Gut; weiter, so", "4", "Zeile 1\nZeile 2", "") for name in NAMES]
    write_table(path, TO_READ, rows, dialect)
    saved_again(path, dialect)
    read = [row for _, row in read_rows(path)]
    assert [unguarded(row["learner"]) for row in read] == NAMES
    assert {(row["sheet"].zfill(2), row["grade_id"], row["points"]) for row in read} == {("01", "t1-7", points)}
    assert {row["answer"] for row in read} == {"Zeile 1\nZeile 2"}


@pytest.mark.parametrize("name", ["Anna", "Jan Novák", "Julia", "Mark 2nd", "O'Brien", "Max Mustermann"])
def test_a_plain_name_stays_plain(name: str) -> None:
    assert as_name(name) == name
