"""How strong two alliances were: the capabilities of those who were members on the last day of a year.

An empty cell of ``capabilities.csv`` is not a zero. It stays out of a sum, and each sum names the members that it
lacks; where an alliance's largest member is among them the sum itself is missing. The sources of the numbers
(Correlates of War, Maddison Project) and their weak points stand in the codebook, data/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from coursekit import tables
from thirteenth import alliances

USSR = "SUN"
LARGEST = {alliances.NATO: "USA", alliances.WTO: USSR}
OVERSEAS = ("USA", "CAN")
# The rivals that the article names and those that it passes over; West Germany was a member from 1955.
RIVALS = {"Britain and France": ("GBR", "FRA"), "all European members of NATO": ()}


@dataclass(frozen=True)
class Measure:
    """One column of ``capabilities.csv``.

    Attributes:
        label: what is counted.
        unit: in which unit.
        short: how an axis or a row names it.
    """

    label: str
    unit: str
    short: str


MEASURES = {
    "population_millions": Measure("people", "million", "people"),
    "personnel_thousands": Measure("soldiers", "thousand", "soldiers"),
    "spending_billion_usd": Measure("military spending", "billion dollars of the year", "spending"),
    "steel_mt": Measure("steel", "million tonnes", "steel"),
    "energy_mtce": Measure("energy used", "million tonnes of coal equivalent", "energy"),
}
OUTPUT = {"gdp_billion_2011usd": Measure("economic output", "billion dollars of 2011", "output")}
ALL = {**MEASURES, **OUTPUT}


def years() -> list[int]:
    """Return the years of ``capabilities.csv``, in order."""
    return sorted(int(year) for year in tables.load("capabilities")["year"].unique())


def members_in(year: int) -> pd.DataFrame:
    """Return the capabilities of all who were members on 31 December of a year.

    Args:
        year: one of ``years()``.

    Returns:
        One row a member, by alliance and code: ``alliance``, ``code``, ``country`` and the measures, NaN where empty.

    Raises:
        ValueError: the table has no such year.
    """
    if year not in years():
        known = ", ".join(map(str, years()))
        raise ValueError(f"capabilities.csv has no year {year}. It has: {known}.")
    states = alliances.composition(f"{year}-12-31")
    inside = states.loc[states["alliance"] != alliances.NEITHER, ["alliance", "code", "country"]]
    numbers = tables.load("capabilities").query("year == @year")
    merged = inside.merge(numbers[["code", *ALL]], on="code", how="left", validate="one_to_one")
    return merged.sort_values(["alliance", "code"]).reset_index(drop=True)


def totals(*measures: str) -> pd.DataFrame:
    """Return the sum of each measure for each alliance in each year.

    Args:
        measures: columns of ``MEASURES`` or ``OUTPUT``.

    Returns:
        One row a measure, year and alliance that had members: ``measure``, ``year``, ``alliance``, ``total`` (NaN where
        the largest member's number is missing), ``missing`` (the codes that the sum lacks).

    Raises:
        ValueError: there is no such measure.
    """
    for measure in measures:
        if measure not in ALL:
            raise ValueError(f"There is no measure {measure!r} in capabilities.csv. It has: {', '.join(ALL)}.")
    groups = [
        (year, str(alliance), members) for year in years() for alliance, members in members_in(year).groupby("alliance")
    ]
    rows = [
        {"measure": measure, "year": year, "alliance": alliance, **_total(members, measure, LARGEST[alliance])}
        for measure in measures
        for year, alliance, members in groups
    ]
    return pd.DataFrame(rows)


def soviet_ratios(year: int) -> pd.DataFrame:
    """Return how many times as large the USSR was as two groups of Western states.

    Args:
        year: one of ``years()``, from 1955.

    Returns:
        One row a measure and group: ``measure``, ``against`` (a key of ``RIVALS``), ``ratio``, ``missing`` (the codes
        whose number is empty).

    Raises:
        ValueError: the table has no such year.
    """
    members = members_in(year)
    nato = members[members["alliance"] == alliances.NATO]
    ussr = members.set_index("code").loc[USSR]
    rows = []
    for measure in ALL:
        for name, codes in RIVALS.items():
            group = nato[nato["code"].isin(codes) if codes else ~nato["code"].isin(OVERSEAS)]
            missing = " ".join(group[group[measure].isna()]["code"])
            ratio = ussr[measure] / group[measure].sum()
            rows.append({"measure": measure, "against": name, "ratio": ratio, "missing": missing})
    return pd.DataFrame(rows)


def _total(members: pd.DataFrame, measure: str, largest: str) -> dict[str, object]:
    empty = members[members[measure].isna()]["code"].tolist()
    total = float("nan") if largest in empty else members[measure].sum()
    return {"total": total, "missing": " ".join(empty)}
