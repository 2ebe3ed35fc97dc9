"""Marks that people give, masters that change, learners who are renamed or forgotten: nothing is lost or misapplied."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.authoring.execute import execute
from coursekit.grading.gradebook.records import Handed
from coursekit.grading.gradebook.schema import SCHEMA
from coursekit.grading.gradebook.store import Gradebook, GradebookError
from coursekit.grading.model import ItemResult, Outcome, Result, Shown, Status
from thirteenth.cli import main

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "07-small.ipynb"
Learner = Callable[..., dict[str, Any]]
# What the version before had; a gradebook of that time must open.
OLD = """
CREATE TABLE submissions (
    key TEXT PRIMARY KEY, learner TEXT NOT NULL, sheet TEXT NOT NULL, path TEXT NOT NULL, origin TEXT NOT NULL,
    submission TEXT NOT NULL, master TEXT NOT NULL, rules INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    notes TEXT NOT NULL, seconds TEXT NOT NULL, handed INTEGER NOT NULL
);
CREATE TABLE items (
    key TEXT NOT NULL REFERENCES submissions (key), position INTEGER NOT NULL, grade_id TEXT NOT NULL, points REAL,
    max_points REAL NOT NULL, outcome TEXT NOT NULL, hint TEXT NOT NULL, misconception TEXT NOT NULL,
    shown TEXT NOT NULL, PRIMARY KEY (key, grade_id)
);
CREATE TABLE scores (
    learner TEXT NOT NULL, sheet TEXT NOT NULL, grade_id TEXT NOT NULL, points REAL NOT NULL, comment TEXT NOT NULL,
    PRIMARY KEY (learner, sheet, grade_id)
);
INSERT INTO submissions VALUES ('["anna","07","s","m",1]', 'anna', '07', 'anna/07.ipynb', '{}', 's', 'm', 1, 'graded',
    '', '[]', '{}', 1);
INSERT INTO items VALUES ('["anna","07","s","m",1]', 0, 't7-4', NULL, 4, 'to be read', '', '', '[["text", "Mine."]]');
INSERT INTO scores VALUES ('anna', '07', 't7-4', 3, 'Good.');
PRAGMA user_version = 1;
"""


def test_a_gradebook_of_the_version_before_opens_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript(OLD)
    old.close()
    for _ in range(2):
        with Gradebook(path) as gradebook:
            (record,) = gradebook.records()
        assert (record.learner, record.points, record.comments) == ("anna", 3.0, {"t7-4": "Good."})


def test_a_newer_gradebook_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "gradebook.sqlite"
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(GradebookError, match="newer version"):
        Gradebook(path)
    assert path.read_bytes() == before


def test_what_broke_a_limit_is_worth_another_try_with_other_limits(tmp_path: Path) -> None:
    with Gradebook(tmp_path / "g.sqlite") as gradebook:
        limited = {Outcome.TIMEOUT, Outcome.DIED, Outcome.LIMIT}
        for name, outcome in ((outcome.name, outcome) for outcome in Outcome):
            handed = Handed(name, "07", f"{name}.ipynb", {}, "s", "m")
            item = ItemResult("t7-1", 0.0, 2.0, outcome, "", (Shown("text", "x"),))
            gradebook.store(handed, Result(Status.GRADED, (item,)), b"{}", "30 600")
            assert gradebook.has(handed.key, "30 600")
            # What is wrong, or ends with an error, is so with any limit.
            assert gradebook.has(handed.key, "60 600") is (outcome not in limited)


class Class:
    """A class of two in a small course, and what is graded of it."""

    def __init__(self, folder: Path, course: Any, learner: Learner) -> None:  # noqa: ANN401 - conftest's course
        self.course, self.out, self.learner = folder / "course", folder / "out", learner
        shutil.copytree(course.path, self.course)
        self.folder = folder / "class"

    def hand_in(self, name: str, answers: dict[str, str] | None = None) -> None:
        path = self.folder / name / SHEET
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.learner(answers)), encoding="utf-8")

    def run(self, command: str, *words: str) -> None:
        places = [str(self.folder)] if command == "grade" else []
        options = ["--out", str(self.out), "--master", str(self.course / "solutions")]
        assert main([command, *words, *places, *options]) == 0

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.out / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def item(self, name: str, task: str) -> dict[str, str]:
        return next(row for row in self.table("items.csv") if (row["learner"], row["grade_id"]) == (name, task))

    def page(self, name: str) -> str:
        return (self.out / "feedback" / name / "07.html").read_text(encoding="utf-8")

    def mark(self, *lines: str) -> None:
        """Give marks as a German spreadsheet saves them."""
        path = self.out / "marks.csv"
        head = "learner;sheet;grade_id;points;comment;answer"
        path.write_text("\r\n".join([head, *lines]) + "\r\n", encoding="utf-8-sig")
        self.run("grade", "--scores", str(path))


@pytest.fixture
def class_(tmp_path: Path, course: Any, learner: Learner) -> Class:  # noqa: ANN401 - conftest's course
    made = Class(tmp_path, course, learner)
    made.hand_in("anna")
    made.hand_in("bob", {"t7-1": "counts = [1]"})
    made.run("grade")
    return made


@pytest.mark.whole
def test_a_person_sets_a_checked_task_with_a_reason_and_takes_it_back(
    class_: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    class_.mark("bob;7;t7-1;1,5;The list was right on paper.;")
    row = class_.item("bob", "t7-1")
    assert (row["points"], row["outcome"]) == ("1.5", "set by a person")
    assert "The list was right on paper." in class_.page("bob")
    assert "set by a person" in class_.page("bob").lower()
    class_.run("grade")
    assert class_.item("bob", "t7-1")["points"] == "1.5"
    class_.mark("bob;7;t7-1;undo;;")
    row = class_.item("bob", "t7-1")
    assert (row["points"], row["outcome"]) == ("0", "failed")
    capsys.readouterr()
    (class_.out / "m.csv").write_text("learner,sheet,grade_id,points,comment\nbob,07,t7-1,2,\n", encoding="utf-8")
    options = ["--out", str(class_.out), "--master", str(class_.course / "solutions")]
    assert main(["grade", str(class_.folder), "--scores", str(class_.out / "m.csv"), *options]) == 1
    assert "give the reason as comment" in capsys.readouterr().err


@pytest.mark.whole
def test_a_mark_belongs_to_the_text_that_was_read(class_: Class, capsys: pytest.CaptureFixture[str]) -> None:
    class_.mark("anna;07;t7-4;3;Well argued.;")
    assert class_.item("anna", "t7-4")["points"] == "3"
    class_.hand_in("anna", {"t7-4": "Another text that nobody has read."})
    class_.run("grade")
    assert "waiting for a word of yours: anna 07 t7-4" in capsys.readouterr().err
    assert class_.item("anna", "t7-4")["outcome"] == "to be read"
    (row,) = [row for row in class_.table("to_read.csv") if row["learner"] == "anna"]
    assert (row["points"], row["earlier"]) == ("", "3 points; Well argued.")
    assert row["answer"] == "Another text that nobody has read."
    # A file that was filled in for the older text is not applied to the new one.
    class_.mark("anna;07;t7-4;4;For the old text.;A dated plan of attack would change my mind.")
    assert class_.item("anna", "t7-4")["outcome"] == "to be read"
    assert "has another text" in capsys.readouterr().err
    class_.mark("anna;07;t7-4;2,5;For this one.;Another text that nobody has read.")
    assert class_.item("anna", "t7-4")["points"] == "2.5"


@pytest.mark.whole
def test_after_a_change_of_the_master_no_folder_is_needed(class_: Class, capsys: pytest.CaptureFixture[str]) -> None:
    assert class_.item("bob", "t7-1")["outcome"] == "failed"
    master = class_.course / "solutions" / SHEET
    text = master.read_text(encoding="utf-8")
    master.write_text(text.replace("counts = [12, 15]", "counts = [1]"), encoding="utf-8")
    execute(master)
    shutil.rmtree(class_.folder)
    class_.run("regrade")
    assert "2 results of an earlier version of a sheet: graded again." in capsys.readouterr().err
    assert class_.item("bob", "t7-1")["outcome"] == "passed"
    assert class_.item("anna", "t7-1")["outcome"] == "failed"
    class_.run("regrade")
    assert "0 submissions graded" in capsys.readouterr().err
    class_.run("regrade", "--again")
    assert "2 submissions graded" in capsys.readouterr().err


@pytest.mark.whole
def test_a_learner_is_renamed_and_forgotten_and_nothing_stale_remains(class_: Class) -> None:
    class_.mark("bob;07;t7-4;4;Fine.;")
    waiting = class_.out / "to_read.csv"
    filled = "learner,sheet,grade_id,points,comment\r\nbob,07,t7-4,2,Mine.\r\nanna,07,t7-4,1,Hers.\r\n"
    waiting.write_bytes(filled.encode("utf-8-sig"))
    class_.run("rename", "bob", "Bob Ott")
    assert {row["learner"] for row in class_.table("to_read.csv")} == {"anna", "Bob Ott"}
    assert {row["learner"] for row in class_.table("collected.csv")} == {"anna", "Bob Ott"}
    assert {row["learner"] for row in class_.table("grades.csv")} == {"anna", "Bob Ott"}
    assert class_.item("Bob Ott", "t7-4")["points"] == "4"
    assert sorted(path.name for path in (class_.out / "feedback").iterdir()) == ["Bob Ott", "anna"]
    class_.run("forget", "Bob Ott")
    assert {row["learner"] for row in class_.table("grades.csv")} == {"anna"}
    assert [path.name for path in (class_.out / "feedback").iterdir()] == ["anna"]
    assert [(row["learner"], row["earlier"]) for row in class_.table("to_read.csv")] == [("anna", "1 points; Hers.")]
    assert {row["learner"] for row in class_.table("collected.csv")} == {"anna"}
    assert b"Bob Ott" not in (class_.out / "gradebook.sqlite").read_bytes()
    options = ["--out", str(class_.out), "--master", str(class_.course / "solutions")]
    assert main(["forget", "ana", *options]) == 1
    assert main(["rename", "anna", "anna", *options]) == 1
