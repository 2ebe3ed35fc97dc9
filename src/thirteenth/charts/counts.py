"""How many members each alliance had over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from coursekit import tables
from thirteenth import alliances
from thirteenth.charts import style
from thirteenth.charts.chart import Chart
from thirteenth.charts.words import day_in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SOURCE = "members.csv"
# The axis begins early enough for the words that stand to the left of the first steps.
FIRST, LAST = pd.Timestamp("1939-06-01"), pd.Timestamp("2026-12-31")
DECADES = [pd.Timestamp(year, 1, 1) for year in range(1950, 2021, 10)]
END = pd.Timestamp("2024-12-31")
LINES = {"NATO": "-", "WTO": "--"}


def members_over_time() -> Chart:
    """Draw the number of members of both alliances as steps, each step with the states that came or went.

    Returns:
        A chart; its table has one row a step: ``alliance``, ``date``, ``members``, ``change``, ``states``.
    """
    table = pd.concat([_steps(alliance) for alliance in alliances.ALLIANCES], ignore_index=True)
    figure = style.new_figure(7.2, "How many members, and who came or went?", SOURCE)
    axes = style.add_axes(figure, 0.75, 0.8, 0.3, 0.55)
    axes.set_xlim(FIRST, LAST)
    axes.set_ylim(-0.8, table["members"].max() + 1.5)
    axes.set_ylabel("members", **style.FONT)
    axes.set_xticks(DECADES, [str(day.year) for day in DECADES])
    axes.grid(axis="y", color=style.GRID)
    for alliance in alliances.ALLIANCES:
        _draw(axes, table[table["alliance"] == alliance], alliance)
    return Chart(figure, table, _alt(table), SOURCE)


def _steps(alliance: str) -> pd.DataFrame:
    steps = alliances.counts_over_time(alliance)
    members = tables.load("members")
    members = members[members["alliance"] == alliance]
    moved = [
        members.loc[(members["joined"] == day) | (members["left"] == day), "code"].sort_values()
        for day in steps["date"]
    ]
    steps.insert(0, "alliance", alliance)
    return steps.assign(states=[" ".join(codes) for codes in moved])


def _draw(axes: Axes, steps: pd.DataFrame, alliance: str) -> None:
    mark = style.ALLIANCE_MARKS[alliance]
    colour = style.BLUE if alliance == alliances.NATO else style.BROWN
    days = [steps["date"].iloc[0], *steps["date"], END]
    counts = [0, *steps["members"], steps["members"].iloc[-1]]
    axes.step(days, counts, where="post", color=colour, linestyle=LINES[alliance], linewidth=3)
    for _, step in steps.iterrows():
        _label(axes, step, colour)
    name_day = steps["date"].iloc[0] + pd.Timedelta(days=400)
    axes.text(
        name_day,
        steps["members"].iloc[0] - 1.1,
        mark.label,
        **{**style.FONT, "color": colour},
        weight="bold",
        va="center",
    )


def _label(axes: Axes, step: pd.Series, colour: str) -> None:
    grew = step["change"] > 0
    # At the founding and at the end everybody came or went: the count says it all.
    all_moved = step["members"] in {0, step["change"]}
    words = str(step["members"]) if all_moved else f"{step['members']}: {'+' if grew else 'without'} {step['states']}"
    day = step["date"] + pd.Timedelta(days=-150 if grew else 200)
    place = {"ha": "right", "y": step["members"] + 0.15} if grew else {"ha": "left", "y": step["members"] + 0.6}
    axes.text(day, s=words, va="center", **{**style.FONT, "color": colour}, **place)


def _alt(table: pd.DataFrame) -> str:
    parts = []
    for alliance in alliances.ALLIANCES:
        steps = table[table["alliance"] == alliance]
        counts = ", ".join(f"{step['members']} from {day_in_words(step['date'])}" for _, step in steps.iterrows())
        parts.append(f"{style.ALLIANCE_MARKS[alliance].label}: {counts}")
    return "; ".join(parts) + "."
