"""Who belonged to which alliance, from when until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from coursekit import tables
from coursekit.words.numbers import how_many
from thirteenth import alliances
from thirteenth.charts import style
from thirteenth.charts.chart import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.dates import YearLocator

ROW_IN = 0.27
GAP = pd.Timedelta(days=200)
SOURCE = "members.csv"
# The axis begins early enough for the year that stands to the left of the first bars.
FIRST, LAST = pd.Timestamp("1944-06-01"), pd.Timestamp("2024-12-31")


def membership_spells() -> Chart:
    """Draw each membership spell as a bar from the day of joining to the day of leaving, or to the end of 2024.

    Returns:
        A chart; its table has one row a spell: ``alliance``, ``country``, ``code``, ``joined``, ``left``.
    """
    table = _spells()
    rows = len(table) + 3
    figure = style.new_figure(1.35 + ROW_IN * rows, "Who belonged, from when until when?", SOURCE)
    axes = style.add_axes(figure, 2.55, 0.8, 0.4, 0.5)
    axes.set_xlim(FIRST, LAST)
    axes.set_ylim(rows - 0.4, -0.6)
    labels: dict[int, str] = {}
    row = 0
    for alliance, part in table.groupby("alliance", sort=False):
        mark = style.ALLIANCE_MARKS[str(alliance)]
        heading: dict[str, Any] = {
            "weight": "bold",
            "ha": "right",
            "va": "center",
            "transform": axes.get_yaxis_transform(),
        }
        axes.text(-0.005, row, mark.label, **style.FONT, **heading)
        for _, spell in part.iterrows():
            row += 1
            labels[row] = f"{spell['country']} {spell['code']}"
            _draw(axes, row, spell, mark)
        row += 2
    axes.set_yticks(list(labels), list(labels.values()))
    axes.xaxis.set_major_locator(_every_ten_years())
    axes.grid(axis="x", color=style.GRID)
    return Chart(figure, table, _alt(table), SOURCE)


def _spells() -> pd.DataFrame:
    members = tables.load("members").sort_values(["alliance", "joined", "country"])
    spells = members[["alliance", "country", "code", "joined", "left"]].reset_index(drop=True)
    # "Germany (West Germany until 1990)" is explained in the table's note; a label has room for the name alone.
    spells["country"] = spells["country"].str.replace(r" \(.*\)", "", regex=True)
    return spells.astype({"alliance": str})


def _draw(axes: Axes, row: int, spell: pd.Series, mark: style.Mark) -> None:
    open_ended = pd.isna(spell["left"])
    end = LAST if open_ended else spell["left"]
    axes.barh(row, end - spell["joined"], left=spell["joined"], height=0.7, **style.fill_of(mark))
    words = str(spell["joined"].year) if open_ended else f"{spell['joined'].year} to {spell['left'].year}"
    if open_ended:
        axes.text(spell["joined"] - GAP, row, words, **style.ON_GRID, ha="right", va="center")
    else:
        axes.text(end + GAP, row, words, **style.ON_GRID, ha="left", va="center")


def _every_ten_years() -> YearLocator:
    from matplotlib import dates  # noqa: PLC0415 - slow to import, and only this drawing needs it

    return dates.YearLocator(10)


def _alt(table: pd.DataFrame) -> str:
    parts = []
    for alliance in alliances.ALLIANCES:
        part = table[table["alliance"] == alliance]
        ended = part["left"].notna().sum()
        name = style.ALLIANCE_MARKS[alliance].label
        spells = how_many(len(part), "membership spell")
        parts.append(f"{name}: {spells} from {part['joined'].min().year}, of which {ended} ended")
    return "; ".join(parts) + "."
