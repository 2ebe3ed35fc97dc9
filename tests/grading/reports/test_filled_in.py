"""What a person wrote into to_read.csv: read as it was meant, moved aside where it cannot be, settled when kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.grading.model import ItemResult, Outcome
from coursekit.grading.reports.filled_in import earlier_mark, is_kept, is_same_text, read_filled_in, take_filled_in

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "learner;sheet;grade_id;points;comment;max_points;answer;earlier\n"


def test_only_what_a_person_touched_is_read(tmp_path: Path) -> None:
    path = tmp_path / "to_read.csv"
    path.write_text(
        f"{HEAD}anna;1; t1-4 ;2;;4;text;\nbo;01;t1-4;;;4;text;\n'=cem;01;t1-4;;good;4;text;\n", encoding="utf-8"
    )
    filled = read_filled_in(path)
    assert list(filled) == [("anna", "01", "t1-4"), ("=cem", "01", "t1-4")]
    assert filled["anna", "01", "t1-4"][0]["points"] == "2"


def test_a_table_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert take_filled_in(tmp_path / "to_read.csv") == ({}, None)


def test_what_cannot_be_read_is_moved_aside_and_never_overwritten(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / "to_read.csv").write_bytes(b"\xff\xfe no table")
        assert take_filled_in(tmp_path / "to_read.csv") == ({}, tmp_path / f"to_read-kept-{number}.csv")
    assert len(list(tmp_path.iterdir())) == 2


def test_spaces_and_line_ends_make_no_other_text() -> None:
    assert is_same_text({"answer": "two  lines\r\nhere "}, "two lines\nhere")
    assert not is_same_text({"answer": "two lines"}, "two")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"earlier": "", "points": " 2 ", "comment": "Good"}, "2 points; Good"),
        ({"earlier": "1 points", "points": "", "comment": ""}, "1 points"),
        ({"earlier": "", "points": "", "comment": ""}, ""),
    ],
)
def test_a_mark_for_another_text_is_said_in_words(row: dict[str, str], words: str) -> None:
    assert earlier_mark(row) == words


@pytest.mark.parametrize(
    ("points", "comment", "kept"),
    [
        ("1,5", "", True),
        ("1.5", "Good", True),
        ("", "Good", True),
        ("2", "", False),
        ("", "Bad", False),
        ("x", "", False),
    ],
)
def test_a_row_is_settled_when_the_gradebook_says_the_same(points: str, comment: str, *, kept: bool) -> None:
    item = ItemResult("t1-4", 1.5, 4.0, Outcome.READ)
    assert is_kept({"points": points, "comment": comment}, item, "Good") is kept
