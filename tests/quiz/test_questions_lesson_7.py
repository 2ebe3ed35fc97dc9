"""The facts in the questions of lesson 7, against the tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from coursekit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[2] / "data"
WORKS = {"a": "williams-1959", "b": "lundestad-1986", "c": "leffler-1992", "d": "gaddis-1997", "e": "zubok-2007"}


def test_works_are_those_of_the_sources_and_are_said_to_be_unopened() -> None:
    sources = pd.read_csv(DATA / "sources.csv").set_index("source_id")
    body = bank.find("q-0702").body
    for entry in body["left"]:
        row = sources.loc[WORKS[entry["id"]]]
        assert entry["text"].endswith(f"({int(row['year'])})")
        assert entry["text"].split()[-2] == row["author"].split()[-1]
        assert entry["feedback"].rstrip(".?") in row["title"]
        assert not row["verified"]
    assert "Nobody here has opened" in bank.find("q-0702").explanation


def test_the_conflict_is_older_than_the_refusal(timeline: pd.DataFrame) -> None:
    older = ["berlin-blockade", "frg-founded", "gdr-founded", "north-atlantic-treaty-signed", "korean-war"]
    assert (timeline.loc[older, "date"] < timeline["date"]["tripartite-reply"]).all()
    assert timeline["date"]["warsaw-treaty-signed"] > timeline["date"]["tripartite-reply"]


def test_both_sides_have_events_before_the_refusal(timeline: pd.DataFrame) -> None:
    before = timeline[timeline["date"].between("1946-01-01", "1954-05-06")]["lane"].value_counts()
    assert before["Moscow"] == before["West"] == 19, "the lesson says so"


def test_the_evidence_of_the_first_stance_names_months_of_the_timeline(
    timeline: pd.DataFrame, as_written: Callable[[str], dict[str, Any]]
) -> None:
    for item in as_written("q-0704")["evidence"]:
        event = item["text"].rsplit("(", 1)[1].rstrip(").")
        assert f"{timeline['date'][event]:%B %Y}" in item["text"]


def test_evidence_of_the_second_stance_that_names_a_month_is_right(
    timeline: pd.DataFrame, as_written: Callable[[str], dict[str, Any]]
) -> None:
    for item in as_written("q-0711")["evidence"]:
        event = item["text"].rsplit("(", 1)[1].rstrip(").")
        if event in timeline.index:
            assert f"{timeline['date'][event]:%B %Y}" in item["text"], event


def test_the_thesis_stands_in_the_question_word_for_word() -> None:
    claims = pd.read_csv(DATA / "claims.csv").set_index("claim_id")["claim"]
    assert claims["C82"] in bank.find("q-0705").prompt
