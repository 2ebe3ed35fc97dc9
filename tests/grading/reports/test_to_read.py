"""to_read.csv keeps what a person filled in, whatever happens to the class meanwhile."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.gradebook.records import Record, with_scores
from coursekit.grading.model import ItemResult, Outcome, Result, Shown, Status
from coursekit.grading.reports.learner_rows import rename_rows
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


def two_files(first: str = "Old text.", second: str = "New text.") -> list[Record]:
    """Return two files of one learner, each with a text that waits."""
    return [record(first), record(second)]


def test_a_text_of_another_file_of_the_same_learner_waits_too(tmp_path: Path) -> None:
    path = tmp_path / "to_read.csv"
    write_to_read(path, two_files())
    assert [row["answer"] for row in rows(path)] == ["Old text.", "New text."]
    write_to_read(path, two_files("The same text.", "The  same text."))
    assert len(rows(path)) == 1


def test_what_was_filled_in_stays_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "to_read.csv"
    write_to_read(path, [two_files()[1]])
    fill(path, ";", points="2", comment="For the new one")
    for files in (two_files(), two_files()[::-1]):
        write_to_read(path, files)
        given = {row["answer"]: (row["points"], row["comment"], row["earlier"]) for row in rows(path)}
        assert given == {"Old text.": ("", "", ""), "New text.": ("2", "For the new one", "")}
    # One that waits no more leaves what was typed for it beside the other.
    write_to_read(path, [two_files()[0]])
    (row,) = rows(path)
    assert (row["answer"], row["points"], row["earlier"]) == ("Old text.", "", "2 points; For the new one")


def test_two_rows_that_became_one_person_lose_nothing_that_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "to_read.csv"
    write_to_read(path, [record(learner="Jan (12)"), record(learner="Jan (22)")])
    fill(path, ",", points="1", comment="First")
    old = rows(path)
    old[1] |= {"points": "2", "comment": "Second"}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(old[0]))
        writer.writeheader()
        writer.writerows(old)
    rename_rows(path, "Jan (22)", "Jan (12)")
    write_to_read(path, [record(learner="Jan (12)")])
    (row,) = rows(path)
    assert (row["points"], row["comment"], row["earlier"]) == ("1", "First", "2 points; Second")
