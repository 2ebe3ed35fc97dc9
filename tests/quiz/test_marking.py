"""Marking: what is right, what is partly right, and that no opinion is ever marked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.quiz import marking, public
from coursekit.quiz.question import Question
from coursekit.quiz.reading import read_number


def question(kind: str, **body: Any) -> Question:  # noqa: ANN401 - a body holds anything
    return Question("q-0101", kind, "Which?", ("look",), "Because.", (), body)


OPTIONS = [
    {"id": "a", "text": "A", "correct": True, "feedback": "yes, A"},
    {"id": "b", "text": "B", "correct": False, "misconception": "DETAIL", "feedback": "no, B"},
    {"id": "c", "text": "C", "correct": True, "feedback": "yes, C"},
    {"id": "d", "text": "D", "correct": False, "feedback": "no, D"},
]
SINGLE = question("single", options=OPTIONS[:2])
MULTIPLE = question("multiple", options=OPTIONS)
NUMERIC = question(
    "numeric",
    answer={"value": 2231, "tolerance": 1, "unit": "days"},
    near=[{"value": 6, "misconception": "PRECISION", "feedback": "That is years."}],
)
ITEMS = [{"id": name, "text": name.upper(), "feedback": f"place of {name}"} for name in "abcd"]
ORDER = question("order", items=ITEMS, order=["d", "b", "a", "c"])
RIGHT_SIDE = [{"id": "p", "text": "P"}, {"id": "q", "text": "Q"}]
MATCH = question("match", left=ITEMS[:2], right=RIGHT_SIDE, pairs={"a": "p", "b": "q"})
ESTIMATE = question("estimate", answer={"value": 37, "tolerance": 10, "unit": "days", "min": 0, "max": 365, "step": 1})
CONFIDENCE = question("confidence", scale={"min": 0, "max": 100, "step": 5, "low": "no", "high": "yes"})
POSITIONS = [{"id": name, "text": f"Position {name}", "counter": f"Against {name}"} for name in "abc"]
EVIDENCE = [{"id": f"e{number}", "text": f"E {number}"} for number in range(1, 5)]
STANCE = question("stance", positions=POSITIONS, evidence=EVIDENCE, min_words=5)
TEXT = question("text", words={"min": 3, "max": 6}, rubric=[{"points": 2, "criterion": "clear"}], model="So.")
RATE = question("rate-evidence", evidence="E04", allowed={"H1": ["N", "I"], "H2": ["CC", "C"]})


@pytest.mark.parametrize(
    ("asked", "response", "outcome", "points", "of"),
    [
        (SINGLE, {"choice": "a"}, "right", 1, 1),
        (SINGLE, {"choice": "b"}, "wrong", 0, 1),
        (SINGLE, {"choice": ""}, "incomplete", 0, 0),
        (SINGLE, {"choice": "z"}, "incomplete", 0, 0),
        (MULTIPLE, {"choices": ["a", "c"]}, "right", 4, 4),
        (MULTIPLE, {"choices": ["c", "a", "c"]}, "right", 4, 4),
        (MULTIPLE, {"choices": ["a"]}, "partly", 3, 4),
        (MULTIPLE, {"choices": ["a", "b", "c", "d"]}, "partly", 2, 4),
        (MULTIPLE, {"choices": ["b", "d"]}, "wrong", 0, 4),
        (MULTIPLE, {"choices": []}, "incomplete", 0, 0),
        (NUMERIC, {"value": "2231"}, "right", 1, 1),
        (NUMERIC, {"value": "2,231 "}, "right", 1, 1),
        (NUMERIC, {"value": 2230}, "right", 1, 1),
        (NUMERIC, {"value": 2229}, "wrong", 0, 1),
        (NUMERIC, {"value": "many"}, "incomplete", 0, 0),
        (NUMERIC, {"value": "nan"}, "incomplete", 0, 0),
        (NUMERIC, {}, "incomplete", 0, 0),
        (ORDER, {"order": ["d", "b", "a", "c"]}, "right", 4, 4),
        (ORDER, {"order": ["d", "b", "c", "a"]}, "partly", 2, 4),
        (ORDER, {"order": ["b", "d", "c", "a"]}, "wrong", 0, 4),
        (ORDER, {"order": ["d", "b", "a"]}, "incomplete", 0, 0),
        (MATCH, {"pairs": {"a": "p", "b": "q"}}, "right", 2, 2),
        (MATCH, {"pairs": {"a": "p", "b": "p"}}, "partly", 1, 2),
        (MATCH, {"pairs": {"a": "q", "b": "p"}}, "wrong", 0, 2),
        (MATCH, {"pairs": {"a": "q", "b": ""}}, "incomplete", 0, 0),
        (ESTIMATE, {"value": 300}, "done", 1, 1),
        (CONFIDENCE, {"value": 0}, "done", 1, 1),
        (TEXT, {"text": "one two three"}, "done", 1, 1),
        (TEXT, {"text": "one two"}, "incomplete", 0, 0),
        (RATE, {"ratings": {"H1": "N", "H2": "C"}}, "right", 2, 2),
        (RATE, {"ratings": {"H1": "CC", "H2": "C"}}, "partly", 1, 2),
        (RATE, {"ratings": {"H1": "CC"}}, "incomplete", 0, 0),
    ],
)
def test_each_type_is_marked(asked: Question, response: dict[str, Any], outcome: str, points: int, of: int) -> None:
    reply = marking.mark(asked, response)
    assert (reply.outcome, reply.points, reply.of) == (outcome, points, of)
    assert reply.headline


def test_an_option_has_its_own_feedback_and_misconception() -> None:
    reply = marking.mark(SINGLE, {"choice": "b"})
    assert [(note.id, note.mark, note.text) for note in reply.notes] == [("b", "no", "no, B")]
    assert reply.misconceptions == ["DETAIL"]
    assert reply.explanation == ""
    assert marking.mark(SINGLE, {"choice": "a"}).explanation == "Because."


def test_feedback_is_given_only_for_what_was_ticked() -> None:
    assert {note.id for note in marking.mark(MULTIPLE, {"choices": ["a", "b"]}).notes} == {"a", "b"}


@pytest.mark.parametrize(
    ("order", "headline"),
    [
        ("bacd", "0 of 4 stand in their place; 3 stand in the right order among themselves."),
        ("dcab", "2 of 4 stand in their place; 2 stand in the right order among themselves."),
        ("cabd", "0 of 4 stand in their place; this is the right order backwards."),
        ("dbac", "Right."),
    ],
)
def test_an_order_says_how_much_of_it_is_right(order: str, headline: str) -> None:
    assert marking.mark(ORDER, {"order": list(order)}).headline == headline


def test_an_estimate_comes_with_its_number_line() -> None:
    line = marking.mark(ESTIMATE, {"value": 300}).line
    marks = [{"label": "you:", "value": 300}, {"label": "answer:", "value": 37}]
    assert line == {"min": 0, "max": 365, "unit": "days", "marks": marks}


def test_a_near_number_has_its_feedback() -> None:
    reply = marking.mark(NUMERIC, {"value": "6"})
    assert [note.text for note in reply.notes] == ["That is years."]
    assert reply.misconceptions == ["PRECISION"]


def test_a_text_is_answered_with_its_rubric() -> None:
    assert [note.text for note in marking.mark(TEXT, {"text": "one two three"}).notes] == ["clear (2 points)", "So."]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("12.0", 12),
        ("-3", -3),
        ("\N{MINUS SIGN}3", -3),
        ("35,7", 35.7),
        ("2 231", 2231),
        ("1,234,567.5", 1234567.5),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read_number(text) == value


words = st.lists(st.sampled_from(["the", "treaty", "came", "late"]), max_size=12).map(" ".join)


@given(
    sides=st.permutations("abc"),
    evidence=st.sets(st.sampled_from(["e1", "e2", "e3", "e4"])),
    reason=words,
    against=words,
    sure=st.integers(0, 100),
)
def test_swapping_the_sides_gives_the_same_marks(
    sides: list[str], evidence: set[str], reason: str, against: str, sure: int
) -> None:
    replies = [
        marking.mark(
            STANCE,
            {"position": s, "confidence": sure, "evidence": sorted(evidence), "reason": reason, "against": against},
        )
        for s in sides
    ]
    assert len({(reply.outcome, reply.points, reply.of, reply.headline) for reply in replies}) == 1
    for side, reply in zip(sides, replies, strict=True):
        assert reply.outcome in {"done", "incomplete"}
        said = [note.text for note in reply.notes if note.id == "counter"]
        assert said == ([f"The strongest argument against it: Against {side}"] if reply.outcome == "done" else [])


@given(value=st.integers(0, 365))
def test_an_estimate_is_never_right_or_wrong(value: int) -> None:
    reply = marking.mark(ESTIMATE, {"value": value})
    assert reply.outcome == "done"
    assert reply.headline.startswith(f"You said {value}; the answer is 37 days.")


EVERY = [SINGLE, MULTIPLE, NUMERIC, ORDER, MATCH, ESTIMATE, CONFIDENCE, STANCE, TEXT, RATE]


@pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.type)
@pytest.mark.parametrize(
    "response", [{}, {"choice": []}, {"choices": 7}, {"order": "x"}, {"pairs": [1]}, {"ratings": "x"}]
)
def test_a_broken_response_is_no_answer_and_no_error(asked: Question, response: dict[str, Any]) -> None:
    assert marking.mark(asked, response).outcome == "incomplete"


@pytest.mark.parametrize("asked", EVERY, ids=lambda asked: asked.type)
def test_the_page_never_gets_the_key(asked: Question) -> None:
    shown = str([public.public(asked), public.as_text(asked), public.as_html(asked)])
    for secret in (
        "correct",
        "feedback",
        "misconception",
        "yes, A",
        "Against",
        "counter",
        "Because.",
        "allowed",
        "2231",
        "tolerance",
    ):
        assert secret not in shown
    if asked.type in {"order", "match"}:
        assert "pairs" not in shown
        assert "'order':" not in shown
