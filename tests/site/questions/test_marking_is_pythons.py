"""Python's marking is the truth: whatever a question of the bank is answered with, the page says what Python says."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.site.questions.responses import SIGNS, numbers, responses

from coursekit.quiz import answers, bank, marking
from coursekit.quiz.reading import count_words, read_number
from coursekit.quiz.registry import question_types
from coursekit.quiz.view import QuestionWidget
from coursekit.site.questions.writing import lesson_data, question_data

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.questions.conftest import Ask

    from coursekit.quiz.question import Lesson

LESSONS = bank.lessons()
SHOWN = ("response", "saved", "reply", "hints", "offers", "answer", "done", "welcome", "note")
BANK = {name: question for lesson in LESSONS for name, question in lesson.questions.items()}


def as_json(value: object) -> Any:  # noqa: ANN401 - any plain values
    """Return a value as it reads after a journey as JSON."""
    return json.loads(json.dumps(value))


def test_the_bank_has_every_type() -> None:
    assert {question.type for question in BANK.values()} == set(question_types())


@pytest.mark.parametrize("kind", sorted(question_types()))
def test_every_question_is_marked_as_python_marks_it(kind: str, in_javascript: Ask) -> None:
    asked = [
        (question, response)
        for question in BANK.values()
        if question.type == kind
        for response in as_json(responses(question))
    ]
    data = {name: question_data(question) for name, question in BANK.items() if question.type == kind}
    said = in_javascript([{"way": "mark", "question": data[asks.id], "response": given} for asks, given in asked])
    outcomes = set()
    for (question, response), reply in zip(asked, said, strict=True):
        expected = as_json(marking.mark(question, response).as_dict())
        assert reply == expected, f"{question.id} answered with {response!r}"
        outcomes.add(reply["outcome"])
    # What finds only one outcome compares nothing.
    assert len(outcomes) >= 2


def test_what_is_no_response_is_read_by_neither(in_javascript: Ask) -> None:
    strange: list[Any] = [None, [], "a", 3, True]
    cases = [(question, response) for question in BANK.values() for response in strange]
    data = {name: question_data(question) for name, question in BANK.items()}
    said = in_javascript([{"way": "mark", "question": data[asks.id], "response": given} for asks, given in cases])
    for (question, response), reply in zip(cases, said, strict=True):
        assert reply == as_json(marking.mark(question, response).as_dict())
        assert reply["headline"].startswith("This answer cannot be read.")


def test_numbers_and_words_are_read_alike(in_javascript: Ask) -> None:
    rng = random.Random(1)  # noqa: S311 - drawn the same each time
    given = as_json([*numbers(rng, [15, 0.5, 1e6]), *(jumble(seed) for seed in range(300))])
    read = in_javascript([{"way": "read", "given": value} for value in given])
    for value, found in zip(given, read, strict=True):
        assert found == {"number": read_number(value), "words": count_words(value)}, repr(value)


def jumble(seed: int) -> str:
    """Return text of digits, signs and spaces of many scripts in an order that nobody would write."""
    rng = random.Random(seed)  # noqa: S311 - drawn the same each time
    return "".join(rng.choice(SIGNS) for _ in range(rng.randrange(1, 9)))


@settings(max_examples=5)
@given(values=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=200, max_size=400))
def test_numbers_are_written_alike(in_javascript: Ask, values: list[float]) -> None:
    ties = [number + half for number in (0, 1, 99999, 100000, 123456, 999999) for half in (0.5, 0.25, -0.5, 0.05)]
    small = [value / 10**power for value in (1, 5, 12.345, 999999.5) for power in range(12)]
    cases = [*values, *ties, *small, *(-value for value in ties), 0.0, -0.0, 1e16, 123456.5, 1234565.0, 1234575.0]
    said = in_javascript([{"way": "number", "value": value} for value in cases])
    assert said == [[f"{value:g}", f"{value:+g}"] for value in cases]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: f"{lesson.number:02d}")
def test_a_learners_way_through_a_lesson_is_the_same(
    lesson: Lesson, in_javascript: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coursekit.quiz.view.time_in_words", lambda _: "now")
    monkeypatch.setattr("coursekit.quiz.answers.os.fsync", lambda _: None)
    ways = [deeds(lesson, seed) for seed in range(2)]
    data = as_json(lesson_data(lesson))
    said = in_javascript([{"way": "live", "lesson": data, "deeds": way} for way in ways])
    for number, (way, page) in enumerate(zip(ways, said, strict=True)):
        log = answers.Log(tmp_path / str(number) / "learner.jsonl")
        assert without_times(page["seen"]) == in_python(lesson, way, log)
        log = answers.Log(log.path)
        log.refresh()
        assert page["records"] == [{name: record[name] for name in record if name != "time"} for record in log.records]


def without_times(seen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what a page showed, with "now" for the moments in its notes."""
    return [{**state, "note": re.sub(r"\d{1,2} [A-Z]\w+ 20\d\d, \d\d:\d\d", "now", state["note"])} for state in seen]


def deeds(lesson: Lesson, seed: int) -> list[dict[str, Any]]:
    """Return what a learner does in a lesson: answers of all kinds, hints, answers shown, the page opened again."""
    rng = random.Random(seed)  # noqa: S311 - drawn the same each time
    done: list[dict[str, Any]] = []
    for question in lesson.questions.values():
        given = as_json(responses(question))
        likely = [given[:40], given[:400], given]
        for _ in range(rng.randrange(2, 9)):
            response = rng.choice(rng.choice(likely))
            kinds = [{"kind": "submit", "response": response}, {"kind": "hint"}, {"kind": "reveal"}, {"kind": "open"}]
            done.append({"id": question.id, "message": rng.choices(kinds, [6, 2, 1, 1])[0]})
    return done


def in_python(lesson: Lesson, way: list[dict[str, Any]], log: answers.Log) -> list[dict[str, Any]]:
    """Return what a notebook shows after each deed."""
    shown: dict[str, QuestionWidget] = {}
    seen = []
    for deed in way:
        name, message = deed["id"], deed["message"]
        if message["kind"] == "open":
            shown.clear()
        log = answers.Log(log.path)
        log.refresh()
        if name not in shown:
            shown[name] = QuestionWidget(lesson.questions[name], log)
        shown[name]._handle_custom_msg(message, [])
        state = {trait: getattr(shown[name], trait) for trait in SHOWN}
        if state["done"]:
            # Pages have the notebooks' names.
            state["done"] = json.loads(json.dumps(state["done"]).replace(".ipynb", ".html"))
        seen.append(as_json(state))
    return seen
