"""What is wrong with a course's files is said once, by file and place, and nothing that stood there is lost."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from coursekit.course import find_course
from coursekit.site.build import build
from coursekit.site.settings import SiteError
from thirteenth.cli import main

# One site is written for all of them.
pytestmark = pytest.mark.xdist_group("site")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A small copy of the course: one lesson, all tables."""
    copy = tmp_path / "course"
    shutil.copytree(ROOT / "data", copy / "data")
    shutil.copy(ROOT / "course.toml", copy / "course.toml")
    for path in ("notebooks/01-who-is-speaking.ipynb", "notebooks/help.ipynb", "exercises/01-who-is-speaking.ipynb"):
        (copy / path).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / path, copy / path)
    return copy


def change(course: Path, old: str, new: str, file: str = "data/site.yaml") -> None:
    text = (course / file).read_text(encoding="utf-8")
    assert old in text
    (course / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def fault_of(course: Path) -> str:
    with pytest.raises(SiteError) as caught:
        build(find_course(course))
    return str(caught.value)


def test_an_entry_that_nobody_knows_is_named_with_its_line(course: Path) -> None:
    change(course, "columns: 4", "columns: four")
    assert "site.yaml, line" in fault_of(course)
    assert "emblem columns: found 'four', expected a whole number" in fault_of(course)


def test_a_missing_file_is_named(course: Path) -> None:
    (course / "data" / "site.yaml").unlink()
    assert "site.yaml" in fault_of(course)


def test_a_picture_without_words_is_refused(course: Path) -> None:
    change(course, "code: 'Kinds of claims", "code: 'Sorts of claims")
    assert re.search(r"notebooks/01-who-is-speaking.ipynb, cell-\d+: its picture has no words", fault_of(course))


def test_a_link_that_leads_nowhere_is_refused(course: Path) -> None:
    # The copy lacks lesson 2, to which lesson 1 leads.
    assert "notebooks/01-who-is-speaking.ipynb: the link '02-when-did-it-happen.ipynb' leads to" in fault_of(course)


def test_a_broken_notebook_is_named(course: Path) -> None:
    (course / "notebooks" / "help.ipynb").write_text("{", encoding="utf-8")
    assert "help.ipynb: found no notebook of format 4" in fault_of(course)


def test_a_question_that_no_file_holds_is_refused(course: Path) -> None:
    path = course / "notebooks" / "01-who-is-speaking.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(notebook).replace('quiz.ask(\\"q-0107\\")', 'quiz.ask(\\"q-0199\\")')
    path.write_text(text, encoding="utf-8")
    assert "it asks q-0199, which no file of questions holds" in fault_of(course)


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    assert main(["site", "--course", str(ROOT), "--out", str(tmp_path / "mine"), "--no-run"]) == 1
    assert "would be lost" in capsys.readouterr().err
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_what_a_table_or_a_question_says_is_shown_and_never_obeyed(course: Path) -> None:
    change(course, "NATO was founded in April 1949.", "<script>alert(1)</script> & <b>bold</b>", "data/claims.csv")
    for path in ("notebooks/01-who-is-speaking.ipynb", "exercises/01-who-is-speaking.ipynb"):
        (course / path).unlink()
    change(course, "[Start here](00-start-here.ipynb)", "Start", "notebooks/help.ipynb")
    change(course, "lead: |", "lead: |\n  <script>alert(2)</script><img src=x onerror=alert(3)> Hello.\n")
    for number in range(10):
        (course / "notebooks" / f"{number:02}-x.ipynb").write_text(
            json.dumps({"cells": [{"cell_type": "markdown", "id": "cell-00", "metadata": {}, "source": "# Hello"}]}),
            encoding="utf-8",
        )
    made = build(find_course(course)).files
    claims = made["data/claims.html"].decode("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold" in claims
    home = made["index.html"].decode("utf-8")
    assert "alert(2)" not in home
    assert "onerror" not in home
