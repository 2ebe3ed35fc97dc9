"""A question in a notebook, without a browser: what Python does when the page speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_client.session import Session

from coursekit.quiz import answers, bank
from coursekit.quiz.question import Question
from coursekit.quiz.shown import WIDGET_VIEW
from coursekit.quiz.view import QuestionWidget
from thirteenth import quiz

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> answers.Log:
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    return answers.learner_log()


def shown(question_id: str, log: answers.Log) -> QuestionWidget:
    return QuestionWidget(bank.find(question_id), log)


def test_an_answer_is_marked_kept_and_replied_to(log: answers.Log) -> None:
    widget = shown("q-0303", log)
    wrong = next(option for option in bank.find("q-0303").body["options"] if not option["correct"])
    widget.submit({"choice": wrong["id"]})
    assert widget.reply["outcome"] == "wrong"
    assert widget.reply["notes"][0]["text"] == wrong["feedback"]
    entry = log.latest("q-0303")
    assert entry
    assert entry["response"] == {"choice": wrong["id"]}
    assert entry["misconceptions"] == [wrong["misconception"]]
    assert entry["wording"] == bank.find("q-0303").wording


def test_the_page_speaks_through_messages(log: answers.Log) -> None:
    widget = shown("q-0302", log)
    widget._handle_custom_msg({"kind": "hint"}, [])
    widget._handle_custom_msg({"kind": "submit", "response": {"value": "15"}}, [])
    assert widget.reply["outcome"] == "right"
    assert widget.hints == [bank.find("q-0302").hints[0]]
    entry = log.latest("q-0302")
    assert entry
    assert entry["hints"] == 1


def test_a_number_may_carry_its_unit(log: answers.Log) -> None:
    widget = shown("q-0002", log)
    for given, outcome in (
        ("93 claims", "right"),
        ("92 claims", "wrong"),
        ("claims", "incomplete"),
        ("93 rows", "incomplete"),
    ):
        widget.submit({"value": given})
        assert widget.reply["outcome"] == outcome


def test_hints_come_one_by_one_and_end(log: answers.Log) -> None:
    widget = shown("q-0302", log)
    for _ in range(5):
        widget.hint()
    assert widget.hints == list(bank.find("q-0302").hints)


def test_an_incomplete_answer_is_not_kept(log: answers.Log) -> None:
    widget = shown("q-0310", log)
    widget.submit({"position": "a", "reason": "too short"})
    assert widget.reply["outcome"] == "incomplete"
    assert log.records == []


def test_the_last_answer_comes_back(log: answers.Log) -> None:
    shown("q-0302", log).submit({"value": "13"})
    again = shown("q-0302", log)
    assert again.response == {"value": "13"}
    assert again.reply["outcome"] == "wrong"
    assert re.fullmatch(r"Restored from your answers of \d{1,2} [A-Z][a-z]+ 20\d\d, \d\d:\d\d\.", again.note)


@pytest.mark.parametrize(("hints", "opened"), [(1, 1), (0, 0), (-1, 0), (99, 99), ("2", 0), (None, 0)])
def test_opened_hints_come_back(log: answers.Log, hints: object, opened: int) -> None:
    log.append({"question": "q-0302", "type": "numeric", "response": {"value": 13}, "outcome": "wrong", "hints": hints})
    assert shown("q-0302", log).hints == list(bank.find("q-0302").hints)[:opened]


def test_half_a_character_stays_in_the_file_and_stops_no_message_to_the_page(log: answers.Log) -> None:
    question = next(one for lesson in bank.lessons() for one in lesson.questions.values() if one.type == "text")
    broken = "half \ud83d of it, whole \U0001f600 " + "word " * 200
    session = Session(key=b"signed")
    shown(question.id, log).submit({"text": broken})
    # As a page of the web edition wrote it, and as this kernel does: JSON's own escape.
    assert b"half \\ud83d of it" in log.path.read_bytes()
    next_day = answers.Log(log.path)
    next_day.refresh()
    for widget in (shown(question.id, log), shown(question.id, next_day)):
        session.serialize(session.msg("comm_msg", content={"data": widget.get_state()}))
        assert "half \ufffd of it, whole \U0001f600" in widget.response["text"]


def test_the_same_reply_again_is_a_new_reply(log: answers.Log) -> None:
    widget = shown("q-0302", log)
    turns = []
    widget.observe(lambda change: turns.append(change["new"]["turn"]), "reply")
    for _ in range(2):
        widget.submit({"value": "13"})
    assert turns == [1, 2]


def test_nobody_is_left_without_the_explanation(log: answers.Log) -> None:
    widget = shown("q-0302", log)
    explained = []
    for _ in range(3):
        widget.submit({"value": "13"})
        explained.append(bool(widget.reply["explanation"]))
    assert explained == [False, False, True]
    assert shown("q-0302", log).reply["explanation"]


def test_evidence_is_rated_against_named_hypotheses(log: answers.Log) -> None:
    asked = Question("q-0501", "rate-evidence", "Rate.", (), "So.", (), {"evidence": "E04", "allowed": {"H1": ["N"]}})
    assert QuestionWidget(asked, log).question["hypotheses"] == [{"id": "H1", "text": "H1 Sincere security offer"}]


def test_an_answer_to_older_words_says_so(log: answers.Log) -> None:
    log.append(
        {"question": "q-0302", "type": "numeric", "response": {"value": 15}, "outcome": "right", "wording": "old"}
    )
    assert "reworded" in shown("q-0302", log).note


def test_an_answer_that_no_longer_fits_is_no_error(log: answers.Log) -> None:
    log.append({"question": "q-0303", "type": "single", "response": {"choice": "zz"}, "outcome": "right"})
    widget = shown("q-0303", log)
    assert (widget.reply, widget.response) == ({}, {})
    assert "does not fit this question any more" in widget.note


def test_when_nothing_can_be_kept_the_learner_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    widget = shown("q-0302", answers.Log(tmp_path / "file" / "a.jsonl"))
    widget.submit({"value": "15"})
    assert widget.reply["outcome"] == "right"
    assert "You can go on" in widget.note


def test_what_the_log_cannot_read_is_told_once(log: answers.Log) -> None:
    log.path.write_bytes(b"rubbish\n" * 9)
    log.refresh()
    told = shown("q-0302", log).note
    assert told.startswith("Line 1 of learner.jsonl is no whole answer")
    assert told.endswith("6 more problems: quiz.progress() lists them.")
    assert shown("q-0303", log).note == ""
    assert "Line 9 of learner.jsonl" in quiz.progress().widget.value


@pytest.mark.parametrize("question_id", [name for lesson in bank.lessons() for name in lesson.questions])
def test_what_is_stored_does_not_depend_on_the_log(question_id: str, log: answers.Log) -> None:
    def stored() -> dict[str, Any]:
        bundle = quiz.ask(question_id)._repr_mimebundle_()
        assert bundle.pop(WIDGET_VIEW)["model_id"]
        return bundle

    before = stored()
    log.append({"question": question_id, "type": "x", "response": {"value": 1}, "outcome": "done"})
    assert stored() == before
    assert bank.find(question_id).prompt in before["text/plain"]


def test_progress_counts_answered_questions(log: answers.Log) -> None:
    before = quiz.progress()
    for value in ("13", "15"):
        shown("q-0302", log).submit({"value": value})
    after = quiz.progress()
    total = len(bank.lessons()[3].questions)
    assert f"0 of {total}" in before.widget.value
    assert f"1 of {total}" in after.widget.value
    assert (before.text, before.html) == (after.text, after.html)


def test_several_questions_stand_in_one_output_and_keep_their_own_answers(log: answers.Log) -> None:
    shown_together: Any = quiz.ask("q-0506", "q-0507")
    first, second = shown_together.widget.children
    assert (first.question["id"], second.question["id"]) == ("q-0506", "q-0507")
    second.submit({"ratings": {"H1": "C", "H2": "N", "H3": "N", "H4": "C"}})
    assert [record["question"] for record in log.records] == ["q-0507"]
    bundle = shown_together._repr_mimebundle_()
    assert "Question q-0506 (rate-evidence)" in bundle["text/plain"]
    assert bundle["text/html"].count("<section") == 2
    again: Any = quiz.ask("q-0506", "q-0507")
    assert again.widget.children[1].response == second.response
    assert {**again._repr_mimebundle_(), WIDGET_VIEW: ""} == {**bundle, WIDGET_VIEW: ""}


def test_progress_links_to_the_lessons_and_tells_a_shown_answer_from_a_given_one(log: answers.Log) -> None:
    widget = shown("q-0302", log)
    for _ in bank.find("q-0302").hints:
        widget.hint()
    widget.reveal()
    progress: Any = quiz.progress().widget
    assert '<a href="03-who-was-in.ipynb">03 ' in progress.value
    assert f"0 of {len(bank.lessons()[3].questions)}, 1 shown" in progress.value
    assert 'title="q-0302: shown"' in progress.value
    widget.submit({"value": "15"})
    progress = quiz.progress().widget
    assert 'title="q-0302: answered"' in progress.value
