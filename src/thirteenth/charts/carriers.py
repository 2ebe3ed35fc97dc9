"""Who carries each alliance: its members' shares in five measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from thirteenth import alliances, balance
from thirteenth.charts import style
from thirteenth.charts.chart import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SOURCE = "capabilities.csv and members.csv"
BAR, GAP = 0.8, 0.6
# A narrower part has no room for its code.
NAMED_FROM = 5.0
SHADES = {
    "NATO": [style.Mark("", style.BLUE, "#FFFFFF"), style.Mark("", style.FAINT_BLUE, style.INK)],
    "WTO": [style.Mark("", style.AMBER, style.INK), style.Mark("", style.FAINT_AMBER, style.INK)],
}


def carriers(year: int = 1955) -> Chart:
    """Draw each alliance's members as shares of its sum, in five measures, the largest member first.

    Args:
        year: a year of ``capabilities.csv``, from 1955.

    Returns:
        A chart; its table has one row a measure, alliance and member: ``measure``, ``alliance``, ``code``,
        ``per_cent``. A member whose number is missing has no row.

    Raises:
        ValueError: the table has no such year, or it has no sum for an alliance in it.
    """
    members = balance.members_in(year)
    table = pd.concat([_shares(members, year, measure) for measure in balance.MEASURES], ignore_index=True)
    figure = style.new_figure(6.6, f"Who carries each alliance? Members' shares at the end of {year}", SOURCE)
    axes = style.add_axes(figure, 2.35, 0.75, 0.3, 0.6)
    axes.set(xlim=(0, 100), xticks=range(0, 101, 25))
    axes.set_xlabel("per cent of the alliance", **style.FONT)
    rows = list(table.groupby(["measure", "alliance"], sort=False))
    heights = [-(place + GAP * (place // 2)) for place in range(len(rows))]
    for y, ((_, alliance), shares) in zip(heights, rows, strict=True):
        _bar(axes, y, shares, str(alliance))
    axes.set_yticks(heights, [_name(str(measure), str(alliance)) for (measure, alliance), _ in rows])
    return Chart(figure, table, _alt(table, year), SOURCE)


def _shares(members: pd.DataFrame, year: int, measure: str) -> pd.DataFrame:
    parts = []
    for alliance in alliances.ALLIANCES:
        own = members[members["alliance"] == alliance].dropna(subset=[measure])
        if balance.LARGEST[alliance] not in own["code"].to_list():
            raise ValueError(f"capabilities.csv has no {measure} for {balance.LARGEST[alliance]} in {year}: no shares.")
        own = own.assign(measure=measure, per_cent=(100 * own[measure] / own[measure].sum()).round(1))
        parts.append(own.sort_values(["per_cent", "code"], ascending=[False, True]))
    return pd.concat(parts)[["measure", "alliance", "code", "per_cent"]]


def _bar(axes: Axes, y: float, members: pd.DataFrame, alliance: str) -> None:
    left = 0.0
    for place, (code, share) in enumerate(zip(members["code"], members["per_cent"], strict=True)):
        mark = SHADES[alliance][min(place, 1)]
        axes.barh(y, share, BAR, left, facecolor=mark.fill, edgecolor=style.PAPER, linewidth=0.7)
        if share >= NAMED_FROM:
            words = f"{code} {share:.0f}" if share >= 2 * NAMED_FROM else code
            axes.text(left + share / 2, y, words, **{**style.on_mark(mark), "bbox": None})
        left += share


def _name(measure: str, alliance: str) -> str:
    return f"{balance.MEASURES[measure].short}: {style.ALLIANCE_MARKS[alliance].label}"


def _alt(table: pd.DataFrame, year: int) -> str:
    parts = []
    for alliance in alliances.ALLIANCES:
        code = balance.LARGEST[alliance]
        own = table[(table["alliance"] == alliance) & (table["code"] == code)]
        shares = ", ".join(f"{_short(row)} {row['per_cent']:.0f}" for _, row in own.iterrows())
        parts.append(f"{code} in {style.ALLIANCE_MARKS[alliance].label}: {shares}")
    return f"Shares of the largest member at the end of {year}, in per cent. {'; '.join(parts)}."


def _short(row: pd.Series) -> str:
    return balance.MEASURES[row["measure"]].short
