"""GIFT as a parser reads it that we did not write: every key of the bank, every word of feedback."""

from __future__ import annotations

import html
import io
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from tests.teaching.exports.keys import OPEN, key_of

from coursekit.teaching.exports.formats import gift
from coursekit.teaching.exports.tasks import Bank, Choice, Grid, Item, Line, Match, Option

if TYPE_CHECKING:
    from types import ModuleType

    from coursekit.teaching.exports.tasks import Task

HOSTILE = "a = {b} ~ c # d: \\e -> f & <script>alert(1)</script> ::x:: %50% // $CATEGORY: y"


@pytest.fixture(scope="session")
def reader() -> ModuleType:
    with warnings.catch_warnings():
        # Its regular expressions hold backslashes that newer Pythons warn of.
        warnings.simplefilter("ignore")
        from pygiftparser import parser  # noqa: PLC0415 - its import warns
    return parser  # type: ignore[no-any-return]  # it ships no types


def read(reader: ModuleType, content: bytes) -> dict[str, Any]:
    """Return the questions by the first word of their names, those of a grid by id and row."""
    # This reader knows no numbers below zero, which Moodle does: two wrong answers are left out for it.
    lines = [line for line in content.decode("utf-8").splitlines(keepends=True) if not line.startswith("=%0%-")]
    found = reader.parseFile(io.StringIO("".join(lines)))
    named = {" ".join(one.title.split()[: 2 if one.title.split()[1][:1] == "H" else 1]): one for one in found}
    assert len(named) == len(found)
    return named


def text(gift: str) -> str:
    """Return what a reader sees of a text in GIFT."""
    for sign in "~=#{}:":
        gift = gift.replace(f"\\{sign}", sign)
    return html.unescape(gift)


def key_in(questions: dict[str, Any], item: Item) -> Any:  # noqa: ANN401 - as key_of
    if isinstance(item.task, Grid):
        rows = {row.id: questions[f"{item.id} {row.id}"].answers.answers for row in item.task.rows}
        return {name: {text(one.answer) for one in given if one.fraction == 100} for name, given in rows.items()}
    found = questions[item.id].answers
    kind = type(found).__name__
    if kind == "Essay":
        return OPEN
    if kind == "NumericAnswerSet":
        first, *others = found.answers
        assert first.fraction == 100
        # An estimate is right wherever it lies: it is not marked.
        estimate = any(one.fraction == 100 for one in others)
        return ("estimate", first.value, first.tolerance) if estimate else (first.value, first.tolerance)
    if kind == "MatchingSet":
        return {text(one.question.strip()): text(one.answer.strip()) for one in found.answers}
    assert kind == ("MultipleChoicesSet" if item.task.many else "SelectSet")  # type: ignore[union-attr]  # a choice
    return {text(one.answer): one.fraction > 0 for one in found.answers}


def test_every_key_survives(reader: ModuleType, course_bank: Bank, written: dict[str, bytes]) -> None:
    questions = read(reader, written["gift"])
    assert all(one.valid for one in questions.values())
    for item in course_bank.items:
        assert key_in(questions, item) == key_of(item), item.id


def test_prompts_feedback_and_hints_survive(reader: ModuleType, course_bank: Bank, written: dict[str, bytes]) -> None:
    questions = read(reader, written["gift"])
    for item in course_bank.items:
        shown = [one for name, one in questions.items() if name.split()[0] == item.id]
        for one in shown:
            assert " ".join(item.prompt.split()) in text(one.text)
            assert all(f"</summary>{hint}</details>" in text(one.text) for hint in item.hints)
            assert text(one.generalFeedback).endswith(f"<p>{' '.join(item.explanation.split())}</p>")
        if isinstance(item.task, Choice):
            said = {text(one.answer): text(one.feedback) for one in shown[0].answers.answers}
            assert said == {option.text: option.feedback for option in item.task.options}


def test_categories_are_the_lessons(course_bank: Bank, written: dict[str, bytes]) -> None:
    lines = [line for line in written["gift"].decode("utf-8").splitlines() if line.startswith("$CATEGORY")]
    assert len(lines) == len(course_bank.lessons)
    assert lines[3].startswith("$CATEGORY: $course$/top/The course/03 ")


def test_signs_of_gift_stay_signs_of_the_text(reader: ModuleType) -> None:
    task = Choice((Option("a", HOSTILE, HOSTILE, right=True), Option("b", "plain", "no")), many=False)
    questions = read(reader, _written(task, HOSTILE))
    assert len(questions) == 1
    (found,) = questions.values()
    assert HOSTILE in text(found.text)
    assert [(text(one.answer), text(one.feedback)) for one in found.answers.answers] == [
        (HOSTILE, HOSTILE),
        ("plain", "no"),
    ]
    assert "<script" not in found.text


def _written(task: Task, prompt: str) -> bytes:
    item = Item("q-0101", 1, "reading", prompt, (), "So it is.", (), task)
    return gift.write(Bank("A / B", {1: "One"}, (item,)))


def test_a_line_of_a_match_may_hold_an_arrow() -> None:
    left, right = (Line("a", "x -> y"), Line("b", "z")), (Line("p", "1"), Line("q", "2"))
    content = _written(Match(left, right, {"a": "p", "b": "q"}), "?")
    assert b"=x -&gt; y -> 1" in content
