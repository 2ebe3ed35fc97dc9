"""Two rows become one person and nothing is lost; what was known of a class outlives a run; no kernel."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.dispatch.reporting import write_reports
from coursekit.grading.gradebook.learners import forget, rename
from coursekit.grading.gradebook.records import Handed, KeptOrigin, Record, Score, text_digest
from coursekit.grading.gradebook.store import Gradebook, GradebookError
from coursekit.grading.model import ItemResult, Outcome, Result, Shown, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(tmp_path / "gradebook.sqlite") as gradebook:
        yield gradebook


def handed(learner: str, sheet: str, path: str, text: str, points: float = 1.0) -> tuple[Handed, Result]:
    items = (
        ItemResult("t1", points, 2.0, Outcome.FAILED),
        ItemResult("t2", None, 3.0, Outcome.TO_READ, "", (Shown("text", text),)),
    )
    origin: KeptOrigin = {"platform": "moodle", "user": path, "name": learner.partition(" (")[0]}
    return Handed(learner, sheet, path, origin, f"file of {path} {text}", "m"), Result(Status.WAITING, items)


def mark(learner: str, sheet: str, text: str, points: float, comment: str = "") -> Score:
    digest = text_digest(ItemResult("t2", None, 3.0, Outcome.TO_READ, "", (Shown("text", text),)), "")
    return Score(learner, sheet, "t2", points, comment, digest)


def keep(book: Gradebook, learner: str, sheet: str, path: str, text: str, points: float = 1.0) -> None:
    book.store(*handed(learner, sheet, path, text, points), content=text.encode())


def standing(book: Gradebook) -> dict[tuple[str, str], Record]:
    return {(record.learner, record.sheet): record for record in book.records()}


def test_two_rows_become_one_with_files_and_marks(book: Gradebook) -> None:
    keep(book, "Jan (12)", "01", "12", "First text.")
    keep(book, "Jan (22)", "02", "22", "Second text.")
    book.keep_scores([mark("Jan (12)", "01", "First text.", 2, "Good."), mark("Jan (22)", "02", "Second text.", 3)])
    with pytest.raises(GradebookError, match="say --merge"):
        rename(book, "Jan (22)", "Jan (12)")
    assert rename(book, "Jan (22)", "Jan (12)", merge=True) == (1, [])
    records = standing(book)
    assert set(records) == {("Jan (12)", "01"), ("Jan (12)", "02")}
    assert (records["Jan (12)", "01"].points, records["Jan (12)", "01"].comments) == (3.0, {"t2": "Good."})
    assert records["Jan (12)", "02"].points == 4.0
    assert {record.origin["user"] for record in records.values()} == {"12", "22"}


def test_of_one_sheet_the_better_file_counts_and_both_marks_are_kept(book: Gradebook) -> None:
    keep(book, "Jan (12)", "01", "12", "First text.", points=2)
    keep(book, "Jan (22)", "01", "22", "Second text.", points=0)
    book.keep_scores([mark("Jan (12)", "01", "First text.", 1), mark("Jan (22)", "01", "Second text.", 3, "Well.")])
    _, words = rename(book, "Jan (22)", "Jan (12)", merge=True)
    marks = "t2 of sheet 01: 3 points; Well. for 'Jan (22)', 1 points for 'Jan (12)'"
    assert words == [
        "Both had handed in sheet 01: the better file counts, and the pages say so.",
        f"Both had a mark, each for its own text; both are kept. {marks}.",
    ]
    ((best, other),) = book.files()
    assert (best.points, other.points) == (3.0, 3.0)
    assert "Graded too" in best.result.notes[0]
    assert not best.earlier
    assert not other.earlier


def test_different_marks_for_one_text_are_named_and_nothing_is_changed(book: Gradebook) -> None:
    keep(book, "Jan (12)", "01", "12", "The same.")
    keep(book, "Jan (22)", "01", "22", "The same.")
    book.keep_scores([mark("Jan (12)", "01", "The same.", 2), mark("Jan (22)", "01", "The same.", 3, "Better.")])
    with pytest.raises(GradebookError) as caught:
        rename(book, "Jan (22)", "Jan (12)", merge=True)
    assert "t2 of sheet 01: 3 points; Better. for 'Jan (22)', 2 points for 'Jan (12)'" in str(caught.value)
    assert {(record.learner, record.points) for record in book.records()} == {("Jan (12)", 3.0), ("Jan (22)", 4.0)}
    book.keep_scores([Score("Jan (22)", "01", "t2", None, "")])
    rename(book, "Jan (22)", "Jan (12)", merge=True)
    assert [record.points for record in book.records()] == [3.0]


def test_the_same_file_of_both_is_there_once(book: Gradebook) -> None:
    for learner in ("Jan (12)", "Jan (22)"):
        keep(book, learner, "01", "same", "Text.")
    assert rename(book, "Jan (22)", "Jan (12)", merge=True)[0] == 1
    assert len(book.people()) == 1
    assert next(book.records()).points == 1.0


@pytest.mark.parametrize(("old", "new"), [("nobody", "Eve"), ("Jan", "Jan")])
def test_a_name_that_nobody_has_or_that_is_the_same_is_refused(book: Gradebook, old: str, new: str) -> None:
    keep(book, "Jan", "01", "12", "Text.")
    with pytest.raises(GradebookError, match=r"is called|same name"):
        rename(book, old, new, merge=True)


def test_an_unread_text_of_a_file_that_does_not_count_is_told(book: Gradebook) -> None:
    keep(book, "Jan", "01", "old.ipynb", "Old text.", points=2)
    book.keep_scores([mark("Jan", "01", "Old text.", 2)])
    keep(book, "Jan", "01", "new.ipynb", "New text.", points=2)
    ((best, other),) = book.files(with_outputs=True)
    assert (best.path, best.points, best.unread, other.path) == ("old.ipynb", 4.0, ("t2",), "new.ipynb")
    assert best.remarks == ("another text of t2 waits to be read",)
    assert best.result.notes[0].endswith("A text in it that nobody has read yet waits: t2.")
    book.keep_scores([mark("Jan", "01", "New text.", 3)])
    ((best, other),) = book.files()
    assert (best.path, best.points, best.unread, other.points) == ("new.ipynb", 5.0, (), 4.0)
    # The same text in a file whose code is other is no other text.
    keep(book, "Jan", "01", "third.ipynb", "New text.", points=0)
    assert next(book.records()).unread == ()


def test_what_was_known_of_a_class_outlives_a_run(book: Gradebook) -> None:
    keep(book, "Jan", "01", "12", "Text.")
    book.keep_class(["Jan", "Eve"], [("x.ipynb", "Jan", "01", "guessed")])
    book.keep_class([], [("y.ipynb", "Jan", "01", "guessed")])
    assert book.expected() == ["Jan", "Eve"]
    rename(book, "Jan", "Jan N.")
    assert sorted(book.expected()) == ["Eve", "Jan N."]
    assert book.doubts() == [("y.ipynb", "Jan N.", "01", "guessed")]
    assert forget(book, "Eve") == 0
    assert forget(book, "Jan N.") == 1
    assert (book.expected(), book.doubts()) == ([], [])


def test_tables_and_page_say_what_cannot_be_told(book: Gradebook) -> None:
    for learner, sheet, number in (("Jan (12)", "01", "12"), ("Jan (13)", "01", "13"), ("Jan (22)", "06", "22")):
        keep(book, learner, sheet, number, "Text.")
    keep(book, "Eve", "01", "eve.ipynb", "Text.")
    said: list[str] = []
    write_reports(book.path.parent, book, load_masters(ROOT / "solutions"), said.append)
    with (book.path.parent / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["learner"], row["sheet"]): row for row in csv.DictReader(file)}
    untold = {key for key, row in rows.items() if row["status"] == "cannot be told who"}
    assert untold == {("Jan (12)", "06"), ("Jan (13)", "06"), ("Jan (22)", "01")}
    assert {rows[key]["points"] for key in untold} == {""}
    assert all(rows[key]["note"].startswith("cannot be told who: two of this name") for key in untold)
    assert rows["Eve", "06"]["status"] == "missing"
    page = (book.path.parent / "class.html").read_text(encoding="utf-8")
    assert "3 learners, 4 submissions" in page
    assert "<li>Jan (12), Jan (13), Jan (22)</li>" in page
    for name in ("moodle.csv", "canvas.csv"):
        assert "Username" not in (book.path.parent / name).read_text(encoding="utf-8")
    with (book.path.parent / "canvas.csv").open(encoding="utf-8", newline="") as file:
        assert {row["SIS Login ID"] for row in csv.DictReader(file)} == {""}
