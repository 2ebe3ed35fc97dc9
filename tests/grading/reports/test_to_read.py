"""to_read.csv keeps what a person filled in, whatever happens to the class meanwhile."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.gradebook.records import Record, with_scores
from coursekit.grading.model import ItemResult, Outcome, Result, Shown, Status
from coursekit.grading.reports.to_read_csv import write_to_read

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "First line;\nsecond, with =signs"


def record(text: str = TEXT, learner: str = "Ada Ünal") -> Record:
    item = ItemResult("t01-5", None, 2.0, Outcome.TO_READ, "", (Shown("text", text),), "")
    return Record(learner, "01", "a.ipynb", {}, Result(Status.WAITING, (item,)), {})


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def fill(path: Path, delimiter: str, **cells: str) -> None:
    """Save the file as a spreadsheet does, with some cells filled in."""
    old = rows(path)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(old[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows({**row, **cells} for row in old)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize(("points", "comment"), [("1,5", "Good"), ("", "Only a word"), ("0", "")])
def test_what_was_filled_in_stays(tmp_path: Path, delimiter: str, points: str, comment: str) -> None:
    path = tmp_path / "to_read.csv"
    write_to_read(path, [record()])
    fill(path, delimiter, points=points, comment=comment)
    for _ in range(2):
        assert write_to_read(path, [record(), record(learner="Bo")]) is None
    ada, bo = rows(path)
    assert (ada["points"], ada["comment"], ada["earlier"]) == (points, comment, "")
    assert (bo["points"], bo["comment"], bo["earlier"]) == ("", "", "")


def test_a_mark_for_another_text_stands_beside_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "to_read.csv"
    write_to_read(path, [record()])
    fill(path, ";", points="1,5", comment="Good")
    for _ in range(2):
        write_to_read(path, [record("Another text")])
    (row,) = rows(path)
    assert (row["points"], row["comment"], row["earlier"]) == ("", "", "1,5 points; Good")
    assert row["answer"] == "Another text"


def test_a_row_leaves_only_when_the_gradebook_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "to_read.csv"
    write_to_read(path, [record()])
    fill(path, ",", points="1,5")
    one = record()
    for given, left in ((2.0, 1), (1.5, 0)):
        read = Record(one.learner, one.sheet, one.path, {}, with_scores(one.result, {"t01-5": given}), {})
        write_to_read(path, [read])
        assert len(rows(path)) == left


def test_a_learner_who_is_gone_keeps_the_row(tmp_path: Path) -> None:
    path = tmp_path / "to_read.csv"
    write_to_read(path, [record()])
    fill(path, ",", points="1")
    write_to_read(path, [])
    assert [row["points"] for row in rows(path)] == ["1"]


@pytest.mark.parametrize("content", [b"name;mark\r\nAda;2\r\n", "learner\r\n\xdcnal".encode("cp1252")])
def test_a_file_that_is_not_understood_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "to_read.csv"
    for number in (1, 2):
        path.write_bytes(content)
        aside = write_to_read(path, [record()])
        assert aside == tmp_path / f"to_read-kept-{number}.csv"
        assert aside.read_bytes() == content
