"""The facts in the questions of lesson 4, recomputed from the tables."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from coursekit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).resolve().parents[2] / "data"
PEOPLE, SOLDIERS, SPENDING = "population_millions", "personnel_thousands", "spending_billion_usd"
STEEL, ENERGY, OUTPUT = "steel_mt", "energy_mtce", "gdp_billion_2011usd"
SIX = (PEOPLE, SOLDIERS, SPENDING, STEEL, ENERGY, OUTPUT)
TWO = ["GBR", "FRA"]


@cache
def in_1955() -> pd.DataFrame:
    """Return the members of both alliances at the end of 1955 with their capabilities, by code."""
    members = pd.read_csv(DATA / "members.csv")
    inside = (members["joined"] <= "1955-12-31") & ~(members["left"] <= "1955-12-31")
    power = pd.read_csv(DATA / "capabilities.csv").query("year == 1955")
    return members[inside][["alliance", "code"]].merge(power, on="code").set_index("code")


def europe(*, without: str = "") -> list[str]:
    table = in_1955()
    return [code for code in table.index[table["alliance"] == "NATO"] if code not in {"USA", "CAN", without}]


def ussr(measure: str, codes: list[str]) -> float:
    return float(in_1955().loc["SUN", measure] / in_1955().loc[codes, measure].sum())


def added_by_west_germany(measure: str) -> float:
    table = in_1955()
    return float(100 * table.loc[europe(), measure].sum() / table.loc[europe(without="DEU"), measure].sum() - 100)


def nato_people_for_100() -> float:
    sums = in_1955().groupby("alliance")[PEOPLE].sum()
    return float(100 * sums["NATO"] / sums["WTO"])


ANSWERS: dict[str, tuple[float, int, Callable[[], float]]] = {
    "q-0401": (153, 0, nato_people_for_100),
    "q-0402": (2.1, 1, lambda: ussr(PEOPLE, TWO)),
    "q-0408": (25, 0, lambda: added_by_west_germany(PEOPLE)),
}
NEAR: dict[float, Callable[[], float]] = {
    0.48: lambda: round(1 / ussr(PEOPLE, TWO), 2),
    3.8: lambda: round(ussr(PEOPLE, ["GBR"]), 1),
    4.5: lambda: round(ussr(PEOPLE, ["FRA"]), 1),
    3.6: lambda: round(ussr(SOLDIERS, TWO), 1),
}


@pytest.mark.parametrize("question_id", ANSWERS)
def test_a_number_is_recomputed_from_the_tables(question_id: str) -> None:
    expected, digits, recomputed = ANSWERS[question_id]
    assert bank.find(question_id).body["answer"]["value"] == round(recomputed(), digits) == expected


def test_every_number_of_this_lesson_is_recomputed() -> None:
    questions = next(lesson for lesson in bank.lessons() if lesson.number == 4).questions.values()
    assert {question.id for question in questions if "answer" in question.body} == ANSWERS.keys()


def test_a_predictable_wrong_number_is_what_its_reply_says() -> None:
    assert {case["value"] for case in bank.find("q-0402").body["near"]} == NEAR.keys()
    assert [(value, recomputed()) for value, recomputed in NEAR.items() if recomputed() != value] == []


def test_four_measures_turn_and_two_do_not() -> None:
    ahead = {measure for measure in SIX if ussr(measure, europe()) > 1}
    assert ahead == {SOLDIERS, SPENDING}
    assert {measure for measure in SIX if ussr(measure, TWO) < 1} == {OUTPUT}, "the one exception of option a"


@pytest.mark.parametrize("without", ["", "DEU"])
def test_three_measures_turn_with_west_germany_and_without(without: str) -> None:
    turned = {measure for measure in SIX if ussr(measure, TWO) > 1 > ussr(measure, europe(without=without))}
    assert turned == {PEOPLE, STEEL, ENERGY}
    stays = {measure for measure in SIX if ussr(measure, europe(without=without)) > 1}
    assert stays == {SOLDIERS, SPENDING}
    (key,) = (option["text"] for option in bank.find("q-0403").body["options"] if option["correct"])
    assert key == "It turns in people, steel and energy, but not in soldiers, spending and output."


def test_numbers_in_the_replies_are_those_of_the_tables() -> None:
    table = in_1955()
    north_america = table.loc[["USA", "CAN"], PEOPLE].sum() / table[table["alliance"] == "NATO"][PEOPLE].sum()
    assert round(5 * north_america) == 2, "two fifths in North America"
    said = bank.find("q-0402").explanation
    assert f"{table.loc['SUN', PEOPLE]:.0f} million against {table.loc[TWO, PEOPLE].sum():.0f} million" in said
    assert f"{ussr(SOLDIERS, TWO):.1f} times" in said
    assert f"{added_by_west_germany(STEEL):.0f} per cent in steel" in bank.find("q-0408").explanation
    assert len(europe(without="DEU")) == 12, "the hint counts them"


def test_the_evidence_of_the_stance_states_the_numbers_of_the_tables() -> None:
    texts = {item["id"]: item["text"] for item in bank.find("q-0409").body["evidence"]}
    table = in_1955()
    assert f"{table.loc['SUN', SOLDIERS] / 1000:.1f} million soldiers" in texts["e1"]
    assert f"together {table.loc[europe(), SOLDIERS].sum() / 1000:.1f} million" in texts["e1"]
    assert ussr(PEOPLE, europe()) < 1
    assert ussr(STEEL, europe()) < 1
    assert ussr(OUTPUT, europe()) < 0.5, "more than twice its output"
    assert f"by {added_by_west_germany(STEEL):.0f} per cent" in texts["e8"]
    soviet = pd.read_csv(DATA / "capabilities.csv").query("code == 'SUN'").set_index("year")[SOLDIERS] / 1000
    assert re.findall(r"(\d\.\d) million in (\d{4})", texts["e5"]) == [
        (f"{soviet[1955]:.1f}", "1955"),
        (f"{soviet[1960]:.1f}", "1960"),
    ]
    reply = bank.find("q-0410").body["options"][0]["feedback"]
    assert f"rose from {soviet[1949]:.1f} to {soviet[1955]:.1f} million" in reply


def test_the_empty_cells_are_the_ones_that_the_question_names() -> None:
    table = in_1955()
    assert table.index[table[SOLDIERS].isna()].tolist() == ["DEU"]
    assert table.index[table[SPENDING].isna()].tolist() == ["DDR"]
    assert table.loc["ISL", SOLDIERS] == 0


@pytest.mark.parametrize(("question_id", "claim_id"), [("q-0403", "C68")])
def test_a_label_is_the_one_in_the_claims_table(question_id: str, claim_id: str) -> None:
    status = pd.read_csv(DATA / "claims.csv").set_index("claim_id")["status"]
    assert f"status of the claim is {status[claim_id]}" in bank.find(question_id).explanation.replace("\n", " ")
