"""The facts in the questions of lesson 6, recomputed from the tables."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from coursekit.quiz import bank

DATA = Path(__file__).resolve().parents[2] / "data"
PLANS = {
    "a": "stalin-note",
    "b": "eden-plan",
    "c": "soviet-peace-treaty-draft",
    "d": "edc-treaty-signed",
    "e": "paris-agreements",
}


def days(timeline: pd.DataFrame, first: str, last: str) -> int:
    return int((timeline["date"][last] - timeline["date"][first]).days)


def test_days_of_the_german_question(timeline: pd.DataFrame) -> None:
    body = bank.find("q-0605").body
    assert body["answer"]["value"] == days(timeline, "edc-defeated", "west-germany-joins-nato") == 249
    near = [
        days(timeline, "soviet-note-nato", "edc-defeated"),
        days(timeline, "soviet-note-nato", "west-germany-joins-nato"),
        days(timeline, "edc-defeated", "west-germany-welcomed"),
    ]
    assert [case["value"] for case in body["near"]] == near


def test_items_that_the_article_reports() -> None:
    told = pd.read_csv(DATA / "evidence.csv")["in_article"]
    body = bank.find("q-0607").body
    assert body["answer"]["value"] == (told == "yes").sum() == 4
    assert [case["value"] for case in body["near"]] == [(told != "no").sum(), (told == "no").sum(), len(told)]


def test_plans_have_the_month_that_the_question_gives_them(timeline: pd.DataFrame) -> None:
    for entry in bank.find("q-0604").body["left"]:
        day = timeline["date"][PLANS[entry["id"]]]
        assert str(day.year) in entry["text"]
        named = re.findall(r"(January|February|March|October) (\d{4})", entry["text"])
        assert all((month, year) == (f"{day:%B}", str(day.year)) for month, year in named)


def test_both_sides_had_plans_before_the_berlin_conference_ended(timeline: pd.DataFrame) -> None:
    question = timeline[timeline["theme"] == "german-question"]
    plans = question[question["date"].between("1950-01-01", "1954-02-18")]
    assert plans["date"].idxmin() == "western-letters-1950"
    eastern = plans[plans["lane"] == "Moscow"]["date"]
    assert eastern.idxmin() == "prague-declaration-1950"
    assert plans["date"]["western-letters-1950"] < eastern.min() < pd.Timestamp("1954-01-01")
    status = pd.read_csv(DATA / "claims.csv").set_index("claim_id")["status"]["C45"]
    assert f"status of the claim is {status}." in bank.find("q-0603").explanation


def test_what_the_article_leaves_out_is_left_out(timeline: pd.DataFrame) -> None:
    claims = " ".join(pd.read_csv(DATA / "claims.csv")["claim"])
    assert "Defence Community" not in claims
    right = [option for option in bank.find("q-0602").body["options"] if option["correct"]]
    assert len(right) == 4
    untold = ["west-germany-joins-nato", "paris-agreements", "moscow-conference", "edc-treaty-signed", "edc-defeated"]
    assert not timeline.loc[untold, "in_article"].any()
    assert days(timeline, "west-germany-joins-nato", "warsaw-treaty-signed") == 8
    assert timeline["date"]["moscow-conference"].year == 1954


def test_the_experiment_has_the_result_that_the_question_tells() -> None:
    ratings = pd.read_csv(DATA / "ratings.csv")
    told = pd.read_csv(DATA / "evidence.csv").query("in_article == 'yes'")["evidence_id"]
    few = ratings[ratings["evidence_id"].isin(told)].groupby("hypothesis_id")["mid_score"]
    every = ratings.groupby("hypothesis_id")["mid_score"]
    assert (few.sum().idxmax(), every.sum().idxmax()) == ("H1", "H2")
    held = [{code: -scores.clip(upper=0).sum() for code, scores in group} for group in (few, every)]
    assert [code for code, value in held[0].items() if value == 0] == ["H1", "H2", "H4"]
    assert [code for code, value in held[1].items() if value == min(held[1].values())] == ["H2", "H4"]
    assert (held[0]["H1"], held[1]["H1"]) == (0, 2.5), "the explanation says so"
    against = (-ratings["min_score"]).clip(lower=0).groupby(ratings["hypothesis_id"]).sum()
    for_sure = (-ratings["max_score"]).clip(lower=0).groupby(ratings["hypothesis_id"]).sum()
    assert for_sure["H2"] <= against["H1"], "the ranges overlap"
    assert for_sure["H1"] <= against["H2"], "the ranges overlap"
