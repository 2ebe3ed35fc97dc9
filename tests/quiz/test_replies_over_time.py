"""What is said beside earlier answers: the first estimate, first and now, an answer shown, the lesson's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.quiz import answers, bank, public, registry, warmth
from coursekit.quiz.view import QuestionWidget

if TYPE_CHECKING:
    from pathlib import Path

QUESTIONS = {name: question for lesson in bank.lessons() for name, question in lesson.questions.items()}


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> answers.Log:
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    return answers.learner_log()


def shown(question_id: str, log: answers.Log) -> QuestionWidget:
    return QuestionWidget(bank.find(question_id), log)


def test_the_first_estimate_counts_and_a_later_one_is_shown_as_such(log: answers.Log) -> None:
    widget = shown("q-0301", log)
    answer = bank.find("q-0301").body["answer"]
    for value in (answer["max"], answer["value"]):
        widget.submit({"value": value})
    away = answer["max"] - answer["value"]
    assert widget.reply["headline"].startswith(f"Your first estimate counts: you said {answer['max']:g}")
    assert f"That is {away:g} away. Later you set {answer['value']:g}" in widget.reply["headline"]
    assert [mark["label"] for mark in widget.reply["line"]["marks"]] == ["first:", "answer:", "later:"]
    assert shown("q-0301", log).reply["headline"] == widget.reply["headline"]


def test_s2_8_a_slider_that_is_asked_again_shows_first_and_now(log: answers.Log) -> None:
    shown("q-0107", log).submit({"value": 80})
    again = shown("q-0512", log)
    again.submit({"value": 55})
    assert again.reply["headline"] == "Saved: 55. You set 80 in lesson 1. You have moved by -25."
    assert [mark["value"] for mark in again.reply["line"]["marks"]] == [80, 55]
    again.submit({"value": 80})
    assert again.reply["headline"] == "Saved: 80, as in lesson 1."
    first = shown("q-0107", log)
    assert "marks" not in first.reply["line"], "what came later does not belong to the first"


def test_s2_7_after_the_hints_an_answer_is_shown_and_kept_as_seen(log: answers.Log) -> None:
    widget = shown("q-0002", log)
    widget.reveal()
    assert widget.answer == {}, "not before the hints are used up"
    assert not widget.offers
    for _ in bank.find("q-0002").hints:
        widget.hint()
    assert widget.offers
    widget.reveal()
    number = bank.find("q-0002").body["answer"]["value"]
    assert widget.answer["lines"][0].startswith(f"{number:g} ")
    assert widget.answer["why"] == bank.find("q-0002").explanation
    assert (log.records[-1]["outcome"], log.latest("q-0002")) == ("seen", None)
    assert shown("q-0002", log).answer == widget.answer, "it stays shown"


@pytest.mark.parametrize("name", ["q-0109", "q-0302", "q-0605", "q-0911"])
def test_s2_10_what_asks_for_a_count_is_answered_without_code(name: str, log: answers.Log) -> None:
    widget = shown(name, log)
    for _ in bank.find(name).hints:
        widget.hint()
    widget.reveal()
    value = bank.find(name).body["answer"]["value"]
    assert widget.answer["lines"][0].startswith(f"{value:g} ")
    assert widget.answer["why"]


def test_s2_7_three_wrong_tries_open_the_answer_too(log: answers.Log) -> None:
    widget = shown("q-0302", log)
    for value in ("1", "2"):
        widget.submit({"value": value})
    assert not widget.offers
    widget.submit({"value": "3"})
    assert widget.offers


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_that_is_shown_is_right_and_was_not_shown_before(name: str) -> None:
    question = QUESTIONS[name]
    lines = registry.question_type(question.type).answer(question.body)
    assert bool(lines) is (question.type not in {"estimate", "confidence", "stance", "text"})
    page = str(public.public(question))
    if question.type in {"single", "multiple"}:
        assert len(lines) == sum(option["correct"] for option in question.body["options"])
        assert not any(option["feedback"] in page for option in question.body["options"])


def test_a_kind_word_comes_now_and_then(log: answers.Log) -> None:
    judged = [question for question in QUESTIONS.values() if question.type in {"single", "numeric", "match", "order"}]
    right = type("Reply", (), {"outcome": "right", "points": 1, "of": 1})
    said = [bool(warmth.warm(question, right, 1, 0)) for question in judged]  # type: ignore[arg-type]  # a stand-in for Reply
    assert 0.15 < sum(said) / len(said) < 0.6
    widget = shown("q-0302", log)
    widget.submit({"value": "13"})
    assert widget.reply["warm"] == ""
    widget.submit({"value": "15"})
    assert widget.reply["warm"] in warmth.LOOKED_AGAIN
    assert shown("q-0302", log).reply["warm"] == "", "once, not each time the lesson is opened"


def test_the_last_answer_of_a_lesson_ends_it(log: answers.Log) -> None:
    questions = list(bank.lessons()[3].questions)
    for name in questions[1:]:
        log.append({"question": name, "type": "x", "response": {}, "outcome": "right"})
    widget = shown("q-0301", log)
    assert widget.done == {}
    assert widget.welcome == {"answered": len(questions) - 1, "total": len(questions), "next": "q-0301"}
    widget.submit({"value": 20})
    assert widget.done["title"] == bank.lessons()[3].title
    assert widget.done["next"]["file"] == "04-how-strong.ipynb"
    assert any("You estimated 20" in line for line in widget.done["numbers"])
    assert widget.done["found"]
    assert widget.welcome["next"] == ""


def test_a_broken_file_of_another_lesson_hurts_no_question(
    log: answers.Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    for path in bank._files():
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(bank, "_folder", lambda: folder)
    shown("q-0512", log)  # on the page when its file breaks
    (folder / "05.yaml").write_text("rubbish: [", encoding="utf-8")
    shown("q-0107", log).submit({"value": 80})
    assert shown("q-0107", log).reply["outcome"] == "done"
