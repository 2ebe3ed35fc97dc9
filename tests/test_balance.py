"""Capabilities by alliance, against the CSV files read with pandas alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from thirteenth import balance

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def power(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data" / "capabilities.csv")


def codes_in(root: Path, alliance: str, year: int) -> list[str]:
    members = pd.read_csv(root / "data" / "members.csv")
    day = f"{year}-12-31"
    inside = (members["joined"] <= day) & ~(members["left"] <= day) & (members["alliance"] == alliance)
    return sorted(members[inside]["code"])


@pytest.mark.parametrize("year", [1949, 1955, 1970, 1990])
def test_members_are_those_of_the_last_day_with_their_numbers(root: Path, power: pd.DataFrame, year: int) -> None:
    table = balance.members_in(year)
    for alliance in ("NATO", "WTO"):
        own = table[table["alliance"] == alliance]
        assert own["code"].to_list() == codes_in(root, alliance, year)
        numbers = power[power["year"] == year].set_index("code").loc[own["code"], list(balance.MEASURES)]
        pd.testing.assert_frame_equal(own.set_index("code")[list(balance.MEASURES)], numbers, check_dtype=False)


@pytest.mark.parametrize("measure", balance.MEASURES)
def test_a_total_is_the_sum_of_the_members_and_names_what_it_lacks(
    root: Path, power: pd.DataFrame, measure: str
) -> None:
    totals = balance.totals(measure)
    assert set(totals["year"]) == set(power["year"])
    for row in totals.itertuples():
        cells = power[(power["year"] == row.year) & power["code"].isin(codes_in(root, row.alliance, row.year))]
        empty = cells[cells[measure].isna()]["code"]
        assert row.missing == " ".join(sorted(empty))
        if {"USA", "SUN"} & set(empty):
            assert math.isnan(row.total)
        else:
            assert row.total == pytest.approx(cells[measure].sum())


def test_a_sum_without_its_largest_member_is_no_sum() -> None:
    spending = balance.totals("spending_billion_usd").set_index(["year", "alliance"])
    assert spending.loc[(1990, "WTO"), "missing"] == "SUN"
    assert math.isnan(spending.loc[(1990, "WTO"), "total"])
    assert spending.loc[(1955, "WTO"), "missing"] == "DDR"
    assert spending.loc[(1955, "WTO"), "total"] > 0


def test_nobody_was_in_the_pact_in_1949() -> None:
    assert balance.totals("steel_mt").query("year == 1949")["alliance"].to_list() == ["NATO"]


def test_the_rivals_of_1955() -> None:
    ratios = balance.soviet_ratios(1955).round({"ratio": 2}).set_index(["measure", "against"])["ratio"]
    assert ratios[("population_millions", "Britain and France")] == 2.07
    assert ratios[("population_millions", "all European members of NATO")] == 0.74
    assert ratios[("personnel_thousands", "all European members of NATO")] == 1.99
    lacking = balance.soviet_ratios(1955).set_index(["measure", "against"])["missing"]
    assert lacking[("personnel_thousands", "all European members of NATO")] == "DEU"


def test_wrong_calls_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"has no year 1954\. It has: 1949, 1955"):
        balance.members_in(1954)
    with pytest.raises(ValueError, match=r"no measure 'tanks'.*population_millions"):
        balance.totals("tanks")
