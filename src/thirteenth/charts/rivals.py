"""The USSR against those who might have balanced it without America, in six measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

from thirteenth import balance
from thirteenth.charts import style
from thirteenth.charts.chart import Chart

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SOURCE = "capabilities.csv and members.csv"
MARKS = {"Britain and France": ("o", style.VIOLET, 0.14), "all European members of NATO": ("D", style.TEAL, -0.14)}
TICKS = [0.25, 0.5, 1, 2, 4]


def soviet_ratios(year: int = 1955) -> Chart:
    """Draw how many times as large the USSR was as Britain and France, and as all European members of NATO.

    Equal distances are equal factors: half stands as far from 1 as twice.

    Args:
        year: a year of ``capabilities.csv``, from 1955.

    Returns:
        A chart; its table has one row a measure and group: ``measure``, ``against``, ``ratio``, ``missing``.

    Raises:
        ValueError: the table has no such year.
    """
    table = balance.soviet_ratios(year).round({"ratio": 2})
    figure = style.new_figure(5.7, f"Without America: the USSR beside its rivals at the end of {year}", SOURCE)
    axes = style.add_axes(figure, 1.75, 1.15, 0.3, 1.15)
    axes.set_xlabel("the USSR had, for each 1 of theirs", **style.FONT)
    measures = list(table["measure"].unique())
    for row in table.itertuples():
        _dot(axes, -measures.index(row.measure), float(row.ratio), str(row.against))
    style.log_scale(axes)
    axes.set(xlim=(0.22, 6), ylim=(-len(measures) + 0.4, 0.6))
    axes.xaxis.set_major_locator(FixedLocator(TICKS))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xticklabels(["a quarter", "half", "equal", "twice", "four times"])
    axes.set_yticks([-place for place in range(len(measures))], [balance.ALL[name].label for name in measures])
    axes.grid(axis="y", color=style.GRID)
    axes.axvline(1, color=style.INK, linewidth=1.5)
    _key(axes)
    return Chart(figure, table, _alt(table, year), SOURCE)


def _dot(axes: Axes, row: int, ratio: float, against: str) -> None:
    marker, colour, lift = MARKS[against]
    axes.plot([ratio], [row + lift], marker=marker, color=colour, markersize=11, linestyle="none")
    label = {**style.ON_GRID, "color": colour, "va": "center", "weight": "bold"}
    axes.text(ratio * 1.07, row + lift, f"{ratio:.2f}", **label)


def _key(axes: Axes) -> None:
    for x, (name, (marker, colour, _)) in zip((0.0, 0.36), MARKS.items(), strict=True):
        place: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
        axes.plot([x + 0.012], [1.12], marker=marker, color=colour, markersize=11, linestyle="none", **place)
        axes.text(x + 0.035, 1.12, f"against {name}", va="center", **{**style.FONT, "color": colour}, **place)


def _alt(table: pd.DataFrame, year: int) -> str:
    parts = []
    for against, rows in table.groupby("against", sort=False):
        numbers = ", ".join(f"{balance.ALL[row.measure].label} {row.ratio:.2f}" for row in rows.itertuples())
        parts.append(f"against {against}: {numbers}")
    return f"The USSR for each 1 of theirs at the end of {year}, {'; '.join(parts)}."
