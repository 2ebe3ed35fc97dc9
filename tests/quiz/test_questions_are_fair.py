"""Manners of every question in the bank: no habits, replies that teach, sides that weigh the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from coursekit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from coursekit.quiz.question import Question

DATA = Path(__file__).resolve().parents[2] / "data"
QUESTIONS = [question for lesson in bank.lessons() for question in lesson.questions.values()]
SINGLES = [question for question in QUESTIONS if question.type == "single"]
UNEVEN = {"q-0001", "q-0308"}  # labels with their definitions; lines of code
OTHER_LABELS = r"\b(established|supported inference|overstated|unverified|not verified)\b"
NUMBER_WORDS = {
    0: "none|zero|nought",
    5: "five",
    8: "eight",
    14: "fourteen",
    15: "fifteen|fifteenth",
    35: "thirty-five",
}


def of_type(*kinds: str) -> pytest.MarkDecorator:
    chosen = [question for question in QUESTIONS if question.type in kinds or not kinds]
    return pytest.mark.parametrize("question", chosen, ids=lambda question: question.id)


def options(question: Question) -> list[str]:
    return [option["text"] for option in question.body["options"]]


def right(question: Question) -> list[str]:
    return [option["text"] for option in question.body["options"] if option["correct"]]


def plain(text: str) -> bool:
    return text.isascii() and text == " ".join(text.split())


@of_type()
def test_every_question_has_hints_and_plain_text(
    question: Question, as_written: Callable[[str], dict[str, Any]]
) -> None:
    assert 1 <= len(question.hints) <= 3
    written = as_written(question.id)
    assert all(map(plain, [written["prompt"], written["explanation"], *written["hints"]]))
    assert str(written).isascii(), "a keyboard in any country can find it by searching"


@of_type()
def test_no_other_words_than_the_six_are_used_for_labels(question: Question) -> None:
    assert re.findall(OTHER_LABELS, str([question.prompt, question.explanation, question.body])) == []


@of_type("single", "multiple")
def test_options_are_different_and_each_has_a_reply(question: Question) -> None:
    replies = [option["feedback"] for option in question.body["options"]]
    for values in (
        [option["id"] for option in question.body["options"]],
        [*map(str.casefold, options(question))],
        replies,
    ):
        assert len(set(values)) == len(values)
    assert all(len(o["feedback"].split()) >= 10 for o in question.body["options"] if not o["correct"])


@of_type("single")
def test_a_single_choice_has_one_right_option_of_common_length(question: Question) -> None:
    assert len(right(question)) == 1
    lengths = [len(text) for text in options(question)]
    assert question.id in UNEVEN or max(lengths) <= 1.35 * min(lengths)


def test_the_right_option_has_no_habits() -> None:
    places = [options(question).index(right(question)[0]) for question in SINGLES]
    assert set(places) >= {0, 1, 2, 3}
    assert max(places.count(place) for place in places) <= len(places) / 3
    assert all(len(set(places[start : start + 3])) > 1 for start in range(len(places) - 2)), (
        "three times the same place"
    )
    longest = [question for question in SINGLES if max(options(question), key=len) == right(question)[0]]
    assert len(longest) <= len(SINGLES) / 3


@of_type("multiple")
def test_to_tick_all_or_nothing_is_never_right(question: Question) -> None:
    assert 0 < len(right(question)) < len(options(question))


@of_type("numeric")
def test_a_predictable_wrong_number_is_wrong(question: Question) -> None:
    answer, near = question.body["answer"], [case["value"] for case in question.body["near"]]
    assert len(set(near)) == len(near) > 0
    assert all(abs(value - answer["value"]) > answer["tolerance"] for value in near)


@of_type("numeric", "estimate")
def test_no_hint_tells_the_number(question: Question) -> None:
    value = question.body["answer"]["value"]
    told = rf"(?<![\d.]){value}(?!\d)|\b({NUMBER_WORDS.get(value, value)})\b"
    assert [hint for hint in question.hints if re.search(told, hint, flags=re.IGNORECASE)] == []


@of_type("estimate")
def test_a_slider_does_not_start_at_the_answer(question: Question) -> None:
    answer = question.body["answer"]
    assert abs((answer["min"] + answer["max"]) / 2 - answer["value"]) > 2 * answer["tolerance"]


@of_type("order")
def test_the_first_order_on_the_page_is_not_the_solution(question: Question) -> None:
    shown = [item["id"] for item in question.body["items"]]
    assert sum(name == wanted for name, wanted in zip(shown, question.body["order"], strict=True)) <= len(shown) / 3
    assert all(item["feedback"] for item in question.body["items"])


@of_type("match")
def test_partners_do_not_stand_side_by_side(question: Question) -> None:
    left, partners = ([item["id"] for item in question.body[side]] for side in ("left", "right"))
    beside = [name for name, partner in zip(left, partners, strict=True) if question.body["pairs"][name] == partner]
    assert len(beside) <= 1
    assert sorted(question.body["pairs"].values()) == sorted(partners), "each partner is needed once"
    assert all(item["feedback"] for item in question.body["left"])


@of_type("stance")
def test_both_sides_get_the_same_from_a_stance(question: Question) -> None:
    positions = question.body["positions"]
    assert 3 <= len(positions) <= 4
    assert len(question.body["evidence"]) >= 8
    for part in ("text", "counter"):
        lengths = [len(position[part].split()) for position in positions]
        assert max(lengths) <= 1.35 * min(lengths), part


@of_type("stance")
def test_evidence_can_be_looked_up(question: Question, as_written: Callable[[str], dict[str, Any]]) -> None:
    known = {path.name for path in DATA.glob("*.csv")}
    for name, key in (("timeline", "event_id"), ("sources", "source_id"), ("treaties", "treaty_id")):
        known |= set(pd.read_csv(DATA / f"{name}.csv")[key])
    for item in as_written(question.id)["evidence"]:
        (places,) = re.findall(r"\(([^)]+)\)\.$", item["text"])
        assert set(places.split(", ")) <= known, item["text"]
    for item in question.body["evidence"]:
        assert not re.findall(r"[a-z0-9]+(?:-[a-z0-9]+){1,}\)", item["text"]), "a learner reads words, not ids"


@of_type("text")
def test_a_rubric_takes_no_side_and_a_model_keeps_to_the_length(question: Question) -> None:
    words = question.body["words"]
    assert words["min"] <= len(question.body.get("model", "word " * words["min"]).split()) <= words["max"]
    assert not any(re.search(r"\b(West|Soviet|NATO|Moscow)", entry["criterion"]) for entry in question.body["rubric"])


@of_type()
def test_misconceptions_are_explained_in_readme_and_shown_by_wrong_answers_only(question: Question) -> None:
    readme = (DATA / "questions" / "README.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| ([A-Z]+) \|", readme, flags=re.MULTILINE))
    entries = [*question.body.get("options", []), *question.body.get("near", [])]
    assert {entry["misconception"] for entry in entries if "misconception" in entry} <= explained
    assert not any(entry.get("correct") and "misconception" in entry for entry in entries)
