"""The matrix, the ways and the verdict say in a page what they say in a notebook, whatever the learner has answered."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from tests.site.questions.responses import responses

from coursekit.course import CourseFileError, find_course
from coursekit.quiz import answers, bank, marking
from coursekit.quiz.overview import counted
from coursekit.quiz.view import record, seen_record
from coursekit.site.questions import parts as engine_parts
from coursekit.site.questions.writing import course_data, question_data
from thirteenth.quiz import matrix, verdict, ways
from thirteenth.quiz.ratings import rating_questions
from thirteenth.quiz.report import Picture, Report
from thirteenth.site.parts import parts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.questions.conftest import Ask

PARTS = {part.name: part for part in parts()}
BYLINE = "Łucja <b>'Ада'</b>, 1 March 2026"


@pytest.fixture(params=range(6))
def log(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> answers.Log:
    """The log of a learner who has answered some questions, some of them often; the first has answered nothing."""
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    monkeypatch.setattr("coursekit.quiz.answers.os.fsync", lambda _: None)
    rng = random.Random(request.param)  # noqa: S311 - drawn the same each time
    made = answers.learner_log()
    for lesson in bank.lessons():
        for question in lesson.questions.values():
            given = responses(question)[:60]
            for _ in range(rng.randrange(3) if request.param else 0):
                response = rng.choice(given)
                reply = marking.mark(question, response)
                if reply.outcome != "incomplete":
                    made.append(record(question, response, reply, hints=0))
                elif rng.random() < 0.2:
                    made.append(seen_record(question, hints=0))
    return made


def test_the_verdict_is_the_same_letter_for_letter(log: answers.Log, in_javascript: Ask) -> None:
    data = PARTS["verdict"].data
    sections, missing = verdict._parts(log)
    for png, says in (("", ""), ("QUJD", ""), ("QUJD", " <i>NATO</i> & 'us' ")):
        picture = {"png": png, "says": says}
        request = {"way": "report", "data": data, "records": log.records, "byline": BYLINE, "picture": picture}
        (made,) = in_javascript([request])
        report = Report(data["title"], BYLINE, sections, Picture(png, data["alt"], says, of_course=False))
        assert made["missing"] == missing
        assert made["page"] == report.as_html()
        assert json.loads(made["notebook"]) == json.loads(report.as_notebook())


def test_the_ways_count_the_same(log: answers.Log, in_javascript: Ask) -> None:
    lessons = bank.lessons()
    about = course_data(lessons, "")
    request = {"way": "paths", "data": PARTS["paths"].data, "about": about, "records": log.records}
    (said,) = in_javascript([request])
    counts = counted(lessons, log)
    assert said["states"] == [[list(state) for state in count.states.items()] for count in counts]
    by_number = {lesson.number: count for lesson, count in zip(lessons, counts, strict=True)}
    for (name, path), (words, following) in zip(ways.read_ways(find_course()).items(), said["says"], strict=True):
        shown = ways._way(name, path, by_number, is_open=False)
        assert f"</strong>{words.partition('.')[0]}." in shown
        assert words.endswith(path.on_page or path.about)
        assert ("<strong>Next:</strong> <a href=" in shown) == bool(following)
        assert following in shown


def test_the_matrix_replies_the_same(log: answers.Log, in_javascript: Ask) -> None:
    asked = {question.body["evidence"]: question for question in rating_questions()}
    part = PARTS["matrix"]
    rng = random.Random(7)  # noqa: S311 - drawn the same each time
    rows = [
        {"item": item, "ratings": rng.choice(responses(question)[:200])["ratings"]}
        for item, question in asked.items()
        for _ in range(3)
    ]
    request: dict[str, Any] = {"way": "matrix", **part.data, "records": log.records, "rows": rows}
    request["questions"] = {item: question_data(question) for item, question in asked.items()}
    (said,) = in_javascript([request])
    widget = matrix.MatrixWidget(asked, _evidence(), log)
    seen = [[widget.given, widget.replies]]
    for row in rows:
        widget.rate(row["item"], row["ratings"])
        seen.append([widget.given, widget.replies])
    assert said["seen"] == seen
    assert said["responses"] == [[kept["question"], kept["response"], kept["outcome"]] for kept in log.records]


def _evidence() -> Any:  # noqa: ANN401 - pandas has no types
    from coursekit import tables  # noqa: PLC0415 - for this test alone

    return tables.load("evidence").set_index("evidence_id")


def test_the_course_names_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [part.name for part in engine_parts.course_parts()] == ["matrix", "paths", "verdict"]
    monkeypatch.setattr(
        "coursekit.site.questions.parts.find_course",
        lambda: type("Some", (), {"sections": {"site": {"parts": "thirteenth.nowhere"}}}),
    )
    with pytest.raises(CourseFileError, match=r"\[site\] parts: found 'thirteenth.nowhere'"):
        engine_parts.course_parts()
