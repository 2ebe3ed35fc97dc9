"""The ways through the course: the lessons of the syllabus, and progress from the learner's log."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coursekit.course import Course, CourseFileError, find_course
from coursekit.quiz import answers, bank
from thirteenth import quiz
from thirteenth.quiz.ways import read_ways

WAYS = read_ways(find_course(Path(__file__)))


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> answers.Log:
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    return answers.learner_log()


def live(chosen: str = "") -> str:
    widget: Any = quiz.paths(chosen).widget
    return str(widget.value)


def way(text: str, name: str) -> str:
    return next(part for part in text.split("<details") if f"<strong>{name.capitalize()}</strong>" in part)


def answer_all(log: answers.Log, number: int) -> int:
    questions = next(lesson for lesson in bank.lessons() if lesson.number == number).questions
    for name in questions:
        log.append({"question": name, "type": "x", "response": {}, "outcome": "done"})
    return len(questions)


def test_the_ways_are_those_of_the_syllabus() -> None:
    assert {name: path.lessons for name, path in WAYS.items()} == {
        "full course": (1, 2, 3, 4, 5, 6, 7, 8, 9),
        "four lessons": (1, 3, 5, 6, 9),
        "single lesson": (3,),
        "without code": (1, 2, 3, 4, 5, 6, 7, 8, 9),
    }
    for path in WAYS.values():
        for name in re.findall(r"q-\d{4}", path.about):
            bank.find(name)


def test_s2_10_the_one_lesson_stands_alone() -> None:
    (number,) = WAYS["single lesson"].lessons
    lesson = next(Path(__file__).resolve().parents[2].joinpath("notebooks").glob(f"{number:02d}-*.ipynb"))
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    words = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert "| **Level** | Beginner; stands alone" in words
    assert not re.search(rf"\blessons? [12](?! of {number})", words), "nothing is taken from a lesson before it"
    assert "Open lesson 2 or 5, run all its cells, and answer one question" in WAYS["single lesson"].about


def test_s2_10_without_code_says_what_to_do_where_a_question_asks_for_a_count() -> None:
    for words in (WAYS["without code"].about, WAYS["without code"].on_page):
        assert "open its hints, then press Show an answer and why" in words


@pytest.mark.parametrize(
    "entry", [{"about": "For all."}, {"about": 3, "lessons": [1]}, {"about": "", "lessons": ["1"]}, 4]
)
def test_a_way_that_lacks_something_is_named(entry: object) -> None:
    with pytest.raises(CourseFileError, match=r"ways\.short = .* Expected about, a text, and lessons, a list"):
        read_ways(Course(sections={"ways": {"short": entry}}))


def test_each_way_counts_its_own_lessons_and_names_the_next(log: answers.Log) -> None:
    assert '<strong>Next:</strong> <a href="01-who-is-speaking.ipynb">01 ' in way(live(), "four lessons")
    answered = answer_all(log, 1) + answer_all(log, 3)
    asked = {lesson.number: len(lesson.questions) for lesson in bank.lessons()}
    four = way(live(), "four lessons")
    assert f"{answered} of {sum(asked[number] for number in (1, 3, 5, 6, 9))} questions answered" in four
    assert '<strong>Next:</strong> <a href="05-what-did-moscow-propose.ipynb">05 ' in four
    assert '<strong>Next:</strong> <a href="02-when-did-it-happen.ipynb">02 ' in way(live(), "full course")
    assert "<strong>Done.</strong>" in way(live(), "single lesson")


def test_nobody_reads_that_nothing_is_answered_and_lesson_0_is_seen(log: answers.Log) -> None:
    assert "0 of 131" not in live()
    assert way(live(), "full course").count("not begun yet.") == 1
    assert "00 Start here" not in live()
    answered = answer_all(log, 0)
    before, _ = live().split("<details", 1)
    assert "00 Start here</a>" in before
    assert f"{answered} of {answered}" in before


def test_the_chosen_way_stands_open() -> None:
    assert " open>" not in live()
    assert [name for name in WAYS if " open>" in way(live("single lesson"), name)] == ["single lesson"]


def test_an_unknown_way_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"no way .five lessons' .* full course, four lessons, single lesson"):
        quiz.paths("five lessons")


def test_what_is_stored_does_not_depend_on_answers(log: answers.Log) -> None:
    before = quiz.paths()
    answer_all(log, 3)
    after = quiz.paths()
    assert (before.text, before.html) == (after.text, after.html)
    assert "four lessons: The source" in before.text
