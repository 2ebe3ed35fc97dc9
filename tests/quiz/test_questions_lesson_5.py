"""The facts in the questions of lesson 5, and the papers behind them, against the tables."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from coursekit.quiz import bank

DATA = Path(__file__).resolve().parents[2] / "data"
PAPER_OF = {
    "a": "gromyko-draft",
    "b": "molotov-memorandum",
    "c": "soviet-note",
    "d": "merchant-memorandum",
    "e": "council-session",
    "f": "tripartite-reply",
}
EVENT_OF = {
    "berlin-treaty-draft": "molotov-collective-security-draft",
    "gromyko-draft": "gromyko-draft",
    "molotov-memorandum": "molotov-memorandum",
    "soviet-note": "soviet-note-nato",
    "merchant-memorandum": "us-first-reaction",
    "council-session": "nac-debate-soviet-note",
    "tripartite-reply": "tripartite-reply",
}


@pytest.fixture(scope="module")
def papers() -> pd.DataFrame:
    return pd.read_csv(DATA / "documents.csv", parse_dates=["date"]).set_index("document_id")


def test_a_paper_has_the_day_of_its_event(papers: pd.DataFrame, timeline: pd.DataFrame) -> None:
    for paper, event in EVENT_OF.items():
        assert papers["date"][paper] == timeline["date"][event], paper
        # The article tells that the first reactions were hostile; the memorandum behind one of them it does not know.
        told = timeline["in_article"][event] and paper != "merchant-memorandum"
        assert papers["in_article"][paper] == told, paper
    edited = papers["date"]["edited-draft"]
    assert edited == timeline["end_date"]["revised-drafts"]
    assert set(papers.index) == {*EVENT_OF, "edited-draft"}


def test_papers_are_matched_with_their_day_and_readers(papers: pd.DataFrame) -> None:
    body = bank.find("q-0501").body
    texts = {entry["id"]: entry["text"] for entry in body["right"]}
    for name, paper in PAPER_OF.items():
        day = papers["date"][paper]
        said = texts[body["pairs"][name]]
        assert said.startswith(f"{day.day} {day:%B %Y}"), paper
        assert ("internal" in said or "advice" in said) == (papers["audience"][paper] == "internal"), paper
        assert ("allies" in said) == (papers["audience"][paper] == "allies"), paper
    private = sum(papers["audience"][paper] != "public" for paper in PAPER_OF.values())
    assert private == 4, "four of the six were not meant for the other side"


def test_days_between_note_and_reply(papers: pd.DataFrame) -> None:
    days = (papers["date"]["tripartite-reply"] - papers["date"]["soviet-note"]).days
    (reply,) = [entry for entry in bank.find("q-0501").body["left"] if entry["id"] == "f"]
    assert f"{days} days after the note" in reply["feedback"]
    assert papers["date"]["gromyko-draft"] < papers["date"]["tripartite-reply"]


def test_what_the_questions_say_of_a_paper_stands_on_its_card(papers: pd.DataFrame) -> None:
    says = papers["says"]
    assert "would join NATO on certain conditions" in says["gromyko-draft"]
    assert "struck out" in says["edited-draft"]
    for wanted in ("non-interference", "American bases", "smaller forces"):
        assert wanted in says["molotov-memorandum"]
    assert "ready to examine" in says["soviet-note"]
    assert "may observe but not join" in says["berlin-treaty-draft"]
    assert "echo beyond communist circles" in says["merchant-memorandum"]


@pytest.mark.parametrize(
    ("question_id", "claim_id", "words"),
    [("q-0502", "C60", "status of the claim is"), ("q-0517", "C75", "status as a whole is")],
)
def test_a_label_is_the_one_in_the_claims_table(question_id: str, claim_id: str, words: str) -> None:
    status = pd.read_csv(DATA / "claims.csv").set_index("claim_id")["status"][claim_id]
    assert claim_id in bank.find(question_id).claims
    assert f"{words} {status}." in bank.find(question_id).explanation


def test_the_slider_of_lesson_1_comes_back_here() -> None:
    assert bank.find("q-0107").body["revisit"] == "q-0512"
    first, second = bank.find("q-0107").body["scale"], bank.find("q-0512").body["scale"]
    assert first == second


def test_rating_questions_tell_the_item_that_they_ask_about() -> None:
    items = pd.read_csv(DATA / "evidence.csv").set_index("evidence_id")["in_article"]
    questions = [q for lesson in bank.lessons() for q in lesson.questions.values() if q.type == "rate-evidence"]
    asked = {question.body["evidence"] for question in questions}
    assert asked >= set(items.index[items == "yes"]), "what the article reports is rated"
    for question in questions:
        assert re.match(rf"Rate item {question.body['evidence']}:", question.prompt)
