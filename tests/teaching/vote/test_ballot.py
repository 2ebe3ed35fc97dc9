"""Which questions can be voted on, what a form must hold, and what a page may know before the answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coursekit.quiz import bank
from coursekit.quiz.marking import mark
from coursekit.quiz.question import Question
from coursekit.quiz.reply import INCOMPLETE
from coursekit.teaching.vote.asked import asked, spoken
from coursekit.teaching.vote.ballot import NotAnAnswerError, describe, instead, read_answer

QUESTIONS = [question for lesson in bank.lessons() for question in lesson.questions.values()]
VOTABLE = [question for question in QUESTIONS if not instead(question)]
NUMERIC = [question for question in VOTABLE if question.type == "numeric"]


def some_form(question: Question) -> dict[str, list[str]]:
    """Return the form of somebody who takes the first choice, the middle of a scale, or the order that is shown."""
    body = question.body
    if question.type == "order":
        return {f"place-{item['id']}": [str(place)] for place, item in enumerate(body["items"], start=1)}
    if question.type == "numeric":
        return {"value": ["1 234,5"]}
    if question.type in {"estimate", "confidence"}:
        scale = body.get("scale") or body["answer"]
        return {"value": [str(scale["min"])]}
    return {"choice": [(body.get("options") or body["positions"])[0]["id"]]}


def test_seven_types_can_be_voted_on_and_the_others_get_a_word() -> None:
    assert {question.type for question in VOTABLE} == {
        *("single", "multiple", "numeric", "order", "estimate", "confidence", "stance")
    }
    others = [question for question in QUESTIONS if question not in VOTABLE]
    assert {question.type for question in others} == {"match", "rate-evidence", "text"}
    assert all(len(instead(question)) > 40 for question in others)
    eleventh = Question("q-0199", "eleventh", "?", (), "", (), {})
    assert "on paper" in instead(eleventh)


@pytest.mark.parametrize("question", VOTABLE, ids=lambda question: question.id)
def test_a_form_becomes_a_response_that_the_bank_marks(question: Question) -> None:
    response = read_answer(question, some_form(question))
    assert describe(question, response)
    if question.type != "stance":
        assert mark(question, response).outcome != INCOMPLETE
    with pytest.raises(NotAnAnswerError):
        read_answer(question, {})


@pytest.mark.parametrize(
    "question", [one for one in VOTABLE if one.type == "numeric"], ids=lambda question: question.id
)
def test_a_phone_may_send_a_number_with_its_unit(question: Question) -> None:
    assert read_answer(question, {"value": [f"1 234,5 {question.body['answer']['unit']}"]}) == {"value": 1234.5}


@pytest.mark.parametrize("question", VOTABLE, ids=lambda question: question.id)
def test_no_page_knows_key_or_feedback_before_the_answer(question: Question) -> None:
    said = json.dumps(asked(question))
    body = question.body
    entries = [*body.get("options", []), *body.get("positions", []), *body.get("near", []), *body.get("items", [])]
    hidden = [entry[name] for entry in entries for name in ("feedback", "counter", "misconception") if entry.get(name)]
    assert not [text for text in [*hidden, question.explanation] if json.dumps(text)[1:-1] in said]
    assert "correct" not in said
    assert "tolerance" not in said
    if "order" in body:
        assert [choice["id"] for choice in asked(question)["choices"]] != body["order"]


@pytest.mark.parametrize("question", VOTABLE, ids=lambda question: question.id)
def test_a_prompt_asks_for_nothing_that_a_phone_does_not_have(question: Question) -> None:
    sentences = spoken(question.prompt)
    assert sentences
    text = " ".join(sentences)
    assert not [word for word in ("slider", "tick the evidence", "give your reason", "into the reason") if word in text]


@pytest.mark.parametrize(
    ("name", "form", "words"),
    [
        ("q-0303", {"choice": ["z"]}, "Choose one option"),
        ("q-0303", {"choice": ["<script>"]}, "Choose one option"),
        ("q-0305", {"choice": ["y", "z"]}, "Tick at least one"),
        ("q-0302", {"value": ["many"]}, "Write a number"),
        ("q-0302", {"value": ["9" * 24]}, "too large"),
        ("q-0301", {"value": ["41"]}, "from 0 to 40"),
        ("q-0301", {"value": ["nan"]}, "from 0 to 40"),
        ("q-0310", {"choice": [""]}, "one position"),
        ("q-0201", {"place-a": ["1"], "place-b": ["1"]}, "its own place"),
        ("q-0201", {"place-a": ["²"]}, "its own place"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_is_missing(name: str, form: dict[str, list[str]], words: str) -> None:
    with pytest.raises(NotAnAnswerError, match=words):
        read_answer(bank.find(name), form)


def test_a_text_field_too_many_is_left_out() -> None:
    form: dict[str, Any] = {"choice": ["a"], "reason": ["my name is Ada"]}
    assert read_answer(bank.find("q-0310"), form) == {"position": "a"}
