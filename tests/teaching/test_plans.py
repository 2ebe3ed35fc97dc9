"""A plan is checked before anything is made of it: nothing empty, nothing that names what is not there."""

from __future__ import annotations

import hashlib
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from coursekit.course import find_course
from coursekit.teaching.lesson import find_lesson, lesson_files
from coursekit.teaching.making import lesson_pages
from coursekit.teaching.plans import PlanError, plan_numbers, plan_path, read_plan
from coursekit.teaching.references import MINUTES, check

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = ["01", "02", "03", "04", "05", "06", "07", "08", "09"]
# What the deck brings along: reveal.js 4.6.1 with its plugin for notes, as npm has them.
REVEAL = {
    "LICENSE": "b7cb6bd5ddfd103bf1795467346d95f2a20eb027db0c3fc96255e8a3434dbdb5",
    "notes.js": "5c49866ac430789657b5b33363d2bf3edb2ef804f91c81ebd19ebc351fb0451a",
    "reveal.css": "fa4713396db8274bc0f1def50767464b6d98e61f4f83d17f4de6417210b25901",
    "reveal.js": "73d4b64d59eded6de6a49500e7b709eb8d92c0d1d88d911319ce551c31341e9f",
}
# An estimate whose answer waits: its words, its answer, and a slide that comes before the answer.
WAITING = [
    ("03", "How many members did NATO have on 31 March 1954", "14 members", "Which seats are new?"),
    ("04", "for every 100 people living", "153 people per 100", "Who had more, 1950 to 1990?"),
]
FAULTS = [
    ("minutes: 11", "minutes: 12", "moves: found minutes that add up to 46, expected 45"),
    ("uses: [{question: q-0303}]", "uses: [{question: q-0399}]", "found q-0399, expected a question of data/questions"),
    ("{slide: steps}]", "{slide: stairs}]", "found stairs, expected a slide of this plan"),
    ('charts.composition("1954-03-31")', 'charts.composition("1954-04-01")', "which 0 cells hold"),
    ("homework: >-\n  Part 5", "homework: ' '\nlater: >-\n  Part 5", "homework: found ' ', expected some text"),
    ("marks: [1, 1, 0, 1]", "marks: [1, 1, 2, 1]", "expected at most [1, 1, 1, 1], one each"),
    ("marks: [1, 1, 0, 1]", "marks: [1, 1, 1, 1]", "expected fewer points from sample to sample"),
    ("- dunkirk-1947", "- dunkirk-1974", "found dunkirk-1974, expected a value of treaty_id in treaties.csv"),
    ("file: treaties.csv\n      key", "file: treaty.csv\n      key", "found treaty.csv, expected a table in data/"),
    ("lesson: 3", "lesson: 4", "found 4, expected 3"),
    ("kind: vote", "kind: poll", "found 'poll', expected one of"),
    ("  - id: seats-1954\n", "  - id: seats-1949\n", "found seats-1949 a second time"),
    ("    cell: charts.members_over_time()\n", "", "found a title alone, expected a cell, a table or a text"),
    ("sensitive: >-", "sensitive: >-\nsensitive: >-", "found it a second time, expected it once"),
    ("afterwards:", "\tafterwards:", "expected YAML"),
    ("answer: q-0301", "answer: q-0303", "found q-0303, expected a question that a slide before it asks"),
    (
        "question: q-0301\n    say",
        "question: q-0310\n    say",
        "found q-0301, expected a question that a slide",
    ),
]


@pytest.mark.parametrize("number", NUMBERS)
def test_each_lesson_has_a_plan_in_which_all_that_it_names_is_there(number: str, root: Path) -> None:
    course = find_course(root)
    plan = read_plan(plan_path(course, number))
    check(plan, find_lesson(course, number), course)
    assert sum(move["minutes"] for move in plan.content["moves"]) == MINUTES


def test_every_lesson_but_the_opening_one_has_a_plan(root: Path) -> None:
    course = find_course(root)
    assert plan_numbers(course) == NUMBERS == [number for number in lesson_files(course) if number != "00"]


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_a_faulty_plan_is_refused_by_file_and_line(old: str, new: str, said: str, root: Path, tmp_path: Path) -> None:
    course = find_course(root)
    text = plan_path(course, "03").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "03.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        check(read_plan(broken), find_lesson(course, "03"), course)
    assert said in str(caught.value)
    assert re.search(r"03\.yaml, line \d+", str(caught.value)), str(caught.value)


@pytest.mark.parametrize(("number", "question", "answer", "after"), WAITING)
def test_an_answer_that_waits_comes_behind_what_pupils_shall_see_first(
    number: str, question: str, answer: str, after: str, root: Path
) -> None:
    _, _, pages = lesson_pages(find_course(root), number)
    # What only the teacher sees stands in the notes.
    deck = re.sub(r'<aside class="notes">.*?</aside>', "", pages["slides.html"], flags=re.DOTALL)
    assert deck.index(question) < deck.index(after) < deck.index(answer)
    assert deck.count(answer) == 1


def test_each_move_names_where_its_question_stands(root: Path) -> None:
    _, _, pages = lesson_pages(find_course(root), "05")
    plan = pages["guide.html"].partition('id="behind"')[0]
    # On the worksheet alone; on a slide and on the worksheet.
    assert re.search(r'<div>\s*worksheet part 4, <code class="id">q-0506</code>', plan)
    assert re.search(r'slide \d+, worksheet part 7, <code class="id">q-0514</code>', plan)
    assert "part 9, “<span>Six papers and their readers</span>”" in plan


def test_a_plan_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "03.yaml").write_bytes(b"lesson: 3\nquestion: \xff\n")
    with pytest.raises(PlanError, match=r"line 2: found the byte 0xFF, expected UTF-8"):
        read_plan(tmp_path / "03.yaml")


@pytest.mark.parametrize("number", ["03", "07"])
def test_the_same_lesson_gives_the_same_pages_and_they_ask_nobody_for_anything(number: str, root: Path) -> None:
    course = find_course(root)
    _, _, pages = lesson_pages(course, number)
    assert pages == lesson_pages(course, number)[2]
    for name, page in pages.items():
        assert not re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', page), name
        assert "require.min.js" not in page, name


def test_what_a_plan_says_reaches_the_pages_escaped(root: Path, course_copy: Path) -> None:
    for name in ("course.toml", "docs"):
        source = root / name
        if source.is_file():
            (course_copy / name).write_bytes(source.read_bytes())
    path = course_copy / "data" / "teaching" / "03.yaml"
    text = path.read_text(encoding="utf-8")
    hostile = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    path.write_text(text.replace("bring: >-\n", f"bring: >-\n  {hostile}\n"), encoding="utf-8")
    _, _, pages = lesson_pages(find_course(course_copy), "03")
    assert "&lt;script&gt;alert(1)" in pages["guide.html"]
    for name, page in pages.items():
        assert "<img src=x" not in page, name


def test_no_generated_page_is_committed(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "teaching"],  # noqa: S607 - git is whatever git is on the path
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert all(name.endswith((".png", "README.md")) for name in listed.stdout.split())


def test_reveal_is_the_release_from_npm_with_its_licence(root: Path) -> None:
    folder = root / "src" / "coursekit" / "teaching" / "reveal"
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert found == REVEAL
    assert "Permission is hereby granted" in (folder / "LICENSE").read_text(encoding="utf-8")
