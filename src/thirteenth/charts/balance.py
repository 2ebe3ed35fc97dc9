"""Two alliances over the years: five measures, each with its ratio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thirteenth import alliances, balance
from thirteenth.charts import style
from thirteenth.charts.chart import Chart

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SOURCE = "capabilities.csv and members.csv"
HEIGHT_IN, COLUMNS = 7.9, 3
PANEL_IN, LEFT_IN, STEP_IN, TOPS_IN = (2.85, 2.2), 0.62, 3.52, (1.1, 4.6)
LINES = {"NATO": ("-", "o"), "WTO": ("--", "s")}
COLOURS = {"NATO": style.BLUE, "WTO": style.BROWN}


def two_alliances() -> Chart:
    """Draw five measures of both alliances from 1949 to 1990, a panel each.

    The words in a panel are ratios: NATO's number for each 1 of the pact's. A hollow mark is a sum that lacks a member;
    a sum that lacks the largest member is not drawn.

    Returns:
        A chart; its table has one row a measure and year: ``measure``, ``year``, ``nato``, ``pact``, ``ratio``,
        ``missing``.
    """
    totals = balance.totals(*balance.MEASURES)
    table = _side_by_side(totals)
    figure = style.new_figure(HEIGHT_IN, "Who had more? NATO for each 1 of the Warsaw Pact", SOURCE)
    for place, measure in enumerate(balance.MEASURES):
        axes = _axes(figure, place)
        for alliance in alliances.ALLIANCES:
            own = totals[(totals["measure"] == measure) & (totals["alliance"] == alliance)]
            _line(axes, own.dropna(subset=["total"]), alliance)
        _panel(axes, table[table["measure"] == measure], measure)
    _key(_axes(figure, len(balance.MEASURES)))
    return Chart(figure, table, _alt(table), SOURCE)


def _side_by_side(totals: pd.DataFrame) -> pd.DataFrame:
    sides = []
    for name, alliance in (("nato", "NATO"), ("pact", "WTO")):
        own = totals[totals["alliance"] == alliance].set_index(["measure", "year"])
        sides.append(own[["total", "missing"]].rename(columns={"total": name, "missing": f"{name}_missing"}))
    wide = sides[0].join(sides[1]).round(1).fillna({"pact_missing": ""})
    wide["ratio"] = (wide["nato"] / wide["pact"]).round(2)
    wide["missing"] = (wide["nato_missing"] + " " + wide["pact_missing"]).str.strip()
    return wide.reset_index()[["measure", "year", "nato", "pact", "ratio", "missing"]]


def _axes(figure: Figure, place: int) -> Axes:
    row, column = divmod(place, COLUMNS)
    left, top = LEFT_IN + column * STEP_IN, TOPS_IN[row]
    rest = style.WIDTH_IN - left - PANEL_IN[0]
    return style.add_axes(figure, left, HEIGHT_IN - top - PANEL_IN[1], rest, top)


def _panel(axes: Axes, rows: pd.DataFrame, measure: str) -> None:
    what = balance.MEASURES[measure]
    axes.set_title(f"{what.label.capitalize()}\n({what.unit})", loc="left", weight="normal", **style.FONT)
    axes.grid(axis="y", color=style.GRID)
    highest = rows[["nato", "pact"]].max().max()
    axes.set(ylim=(0, highest * 1.3), xlim=(1946, 1994), xticks=[1950, 1960, 1970, 1980, 1990])
    axes.locator_params(axis="y", nbins=4)
    both = rows.dropna(subset=["ratio"])
    # Beside their marks, so that the line to the next one does not run through them.
    for place, aside in ((0, -1.5), (len(both) // 2, 1.5), (-1, -1.5)):
        row = both.iloc[place]
        at = (row["year"] + aside, max(row["nato"], row["pact"]) + highest * 0.09)
        axes.text(*at, f"{row['ratio']:.1f}", ha="center", weight="bold", **style.ON_GRID)


def _line(axes: Axes, rows: pd.DataFrame, alliance: str) -> None:
    dashes, marker = LINES[alliance]
    colour = COLOURS[alliance]
    axes.plot(rows["year"], rows["total"], linestyle=dashes, marker=marker, color=colour, linewidth=2.5)
    lacking = rows[rows["missing"] != ""]
    hollow: dict[str, Any] = {"linestyle": "none", "marker": marker, "color": colour, "markerfacecolor": style.PAPER}
    axes.plot(lacking["year"], lacking["total"], **hollow)


def _key(axes: Axes) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    for y, alliance in ((0.9, "NATO"), (0.72, "WTO")):
        dashes, marker = LINES[alliance]
        axes.plot([0.02, 0.22], [y, y], linestyle=dashes, marker=marker, color=COLOURS[alliance], linewidth=2.5)
        name = style.ALLIANCE_MARKS[alliance].label
        axes.text(0.28, y, name, va="center", weight="bold", **{**style.FONT, "color": COLOURS[alliance]})
    words = "Bold: NATO's number for\neach 1 of the pact's.\nHollow: a member's number\nis missing."
    axes.text(0.02, 0.57, words, va="top", linespacing=1.5, **style.FONT)


def _alt(table: pd.DataFrame) -> str:
    parts = []
    for measure, rows in table.groupby("measure", sort=False):
        both = rows.dropna(subset=["ratio"])
        first, last = both.iloc[0], both.iloc[-1]
        what = balance.MEASURES[str(measure)].label
        parts.append(f"{what} {first['ratio']:.1f} in {first['year']} and {last['ratio']:.1f} in {last['year']}")
    return f"NATO's number for each 1 of the Warsaw Pact's: {'; '.join(parts)}."
