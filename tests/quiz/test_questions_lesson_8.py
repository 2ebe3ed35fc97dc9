"""The facts in the questions of lesson 8, recomputed from the tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from coursekit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[2] / "data"
STEPS = {
    "a": "yeltsin-letter",
    "b": "russia-joins-pfp",
    "c": "founding-act",
    "d": "nato-russia-council",
    "e": "cooperation-suspended",
}


@pytest.fixture(scope="module")
def nato() -> pd.DataFrame:
    return pd.read_csv(DATA / "members.csv", parse_dates=["joined", "left"]).query("alliance == 'NATO'")


def test_counts_of_members(nato: pd.DataFrame) -> None:
    answers = {name: bank.find(name).body["answer"]["value"] for name in ("q-0801", "q-0802", "q-0803")}
    new = nato[nato["joined"] > "2018-01-01"]["code"]
    assert answers == {"q-0801": len(nato), "q-0802": len(new), "q-0803": int(nato["left"].notna().sum())}
    assert answers == {"q-0801": 32, "q-0802": 3, "q-0803": 0}
    assert set(new) == {"MKD", "FIN", "SWE"}
    near = {case["value"] for case in bank.find("q-0802").body["near"]}
    assert (nato["joined"] > "2017-01-01").sum() in near


def test_rounds_and_new_members_are_those_that_the_lesson_tells(nato: pd.DataFrame) -> None:
    assert nato["joined"].nunique() - 1 == 10
    assert (nato[nato["joined"] > "1991-07-01"]["joined"].nunique(), (nato["joined"] > "1991-07-01").sum()) == (7, 16)


def test_steps_are_matched_with_their_year(timeline: pd.DataFrame) -> None:
    body = bank.find("q-0808").body
    years = {entry["id"]: entry["text"] for entry in body["right"]}
    for entry in body["left"]:
        day = timeline["date"][STEPS[entry["id"]]]
        assert years[body["pairs"][entry["id"]]] == str(day.year)
        assert f"{day.day} {day:%B %Y}" in entry["feedback"]


def test_the_evidence_of_the_stance_names_months_of_the_timeline(
    timeline: pd.DataFrame, as_written: Callable[[str], dict[str, Any]]
) -> None:
    for item in as_written("q-0811")["evidence"]:
        event = item["text"].rsplit("(", 1)[1].rstrip(").")
        assert f"{timeline['date'][event]:%B %Y}" in item["text"], event


@pytest.mark.parametrize(("question_id", "claim_id"), [("q-0807", "C88"), ("q-0809", "C84")])
def test_a_label_is_the_one_in_the_claims_table(question_id: str, claim_id: str) -> None:
    status = pd.read_csv(DATA / "claims.csv").set_index("claim_id")["status"][claim_id]
    (right,) = [option["text"] for option in bank.find(question_id).body["options"] if option["correct"]]
    assert right.lower().startswith(status)


def test_portugal_was_a_founder(nato: pd.DataFrame) -> None:
    founders = set(nato[nato["joined"] == nato["joined"].min()]["code"])
    assert {"PRT", "CAN", "FRA", "ISL"} <= founders, "all four options name founders"
