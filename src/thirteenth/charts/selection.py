"""What choosing the evidence does: the sums of each explanation for several choices of items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from thirteenth.charts import style
from thirteenth.charts.chart import Chart
from thirteenth.charts.matrix import ratings_matrix, totals
from thirteenth.charts.words import signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

SOURCE = "evidence.csv and ratings.csv"
HEIGHT_IN, LEFT_IN, GAP_IN = 4.8, 0.75, 0.25
LEAD, OTHER = style.Mark("highest sum", style.BLUE, "#FFFFFF"), style.Mark("others", style.FAINT_BLUE, style.INK)


def selections(chosen: Mapping[str, Sequence[str]], ratings: pd.DataFrame | None = None) -> Chart:
    """Draw the sums of each explanation, a panel for each choice of items, with the range of what readers may give.

    Args:
        chosen: a name for each choice, and its items, such as ``{"told": ["E01", "E08"]}``.
        ratings: as ``quiz.my_ratings()`` gives them; the course's example when None.

    Returns:
        A chart; its table has one row a choice and hypothesis: ``choice``, ``items`` (how many), ``hypothesis``,
        ``low``, ``score``, ``high``.

    Raises:
        ValueError: no choice, or an item that does not exist.
    """
    if not chosen:
        raise ValueError("There is no choice to draw. Give a name and a list of items, such as {'told': ['E01']}.")
    table = pd.concat([_sums(name, items, ratings) for name, items in chosen.items()], ignore_index=True)
    figure = style.new_figure(HEIGHT_IN, "What does choosing the evidence do?", SOURCE)
    width = (style.WIDTH_IN - LEFT_IN - 0.2 - GAP_IN * (len(chosen) - 1)) / len(chosen)
    limits = min(table["low"].min(), 0) - 1, table["high"].max() + 2.5
    for place, (_, rows) in enumerate(table.groupby("choice", sort=False)):
        left = LEFT_IN + place * (width + GAP_IN)
        axes = style.add_axes(figure, left, 1.05, style.WIDTH_IN - left - width, 1.25)
        _panel(axes, rows, limits, first=place == 0)
    figure.text(
        0.012, 0.38 / HEIGHT_IN, "Line: from the lowest to the highest sum that careful readers may give.", **style.FONT
    )
    return Chart(figure, table, _alt(table), SOURCE)


def _sums(name: str, items: Sequence[str], ratings: pd.DataFrame | None) -> pd.DataFrame:
    rows = ratings_matrix(ratings, items).table
    sums = totals(rows)[["score"]].join(rows.groupby("hypothesis")[["low", "high"]].sum()).reset_index()
    sums.insert(0, "choice", name)
    sums.insert(1, "items", rows["item"].nunique())
    return sums[["choice", "items", "hypothesis", "low", "score", "high"]]


def _panel(axes: Axes, rows: pd.DataFrame, limits: tuple[float, float], *, first: bool) -> None:
    count = rows["items"].iloc[0]
    axes.set_title(f"{rows['choice'].iloc[0]}\n({count} items)", loc="left", **style.FONT)
    axes.set(ylim=limits, xlim=(-0.6, len(rows) - 0.4))
    axes.set_xticks(range(len(rows)), rows["hypothesis"])
    axes.grid(axis="y", color=style.GRID)
    axes.axhline(0, color=style.INK, linewidth=1)
    if first:
        axes.set_ylabel("sum of ratings", **style.FONT)
    else:
        axes.set_yticklabels([])
    for place, row in enumerate(rows.itertuples()):
        _bar(axes, place, row, lead=row.score == rows["score"].max())


def _bar(axes: Axes, place: int, row: Any, *, lead: bool) -> None:  # noqa: ANN401 - a row of itertuples has no type
    mark = LEAD if lead else OTHER
    axes.bar(place, row.score, 0.7, facecolor=mark.fill, edgecolor=mark.fill)
    axes.plot([place, place], [row.low, row.high], color=style.INK, linewidth=1.5, marker="_", markersize=9)
    weight = "bold" if lead else "normal"
    axes.text(place, row.high + 0.4, signed(row.score), ha="center", weight=weight, **style.FONT)


def _alt(table: pd.DataFrame) -> str:
    parts = []
    for choice, rows in table.groupby("choice", sort=False):
        sums = ", ".join(
            f"{row.hypothesis} {row.score:+g}" if row.score else f"{row.hypothesis} 0" for row in rows.itertuples()
        )
        lead = rows.loc[rows["score"] == rows["score"].max(), "hypothesis"]
        parts.append(f"{choice} ({rows['items'].iloc[0]} items): {sums}; highest {' and '.join(lead)}")
    return f"Sums of the ratings. {'. '.join(parts)}."
