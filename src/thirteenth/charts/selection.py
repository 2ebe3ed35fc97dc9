"""What choosing the evidence does: what is against each explanation, and the sum of all ratings beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from thirteenth.charts import style
from thirteenth.charts.matrix import highest_sum, least_against, ratings_matrix, spanned, totals
from thirteenth.charts.own import of_ratings
from thirteenth.charts.words import signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from thirteenth.charts.chart import Chart

SOURCE = "evidence.csv and ratings.csv"
HEIGHT_IN, LEFT_IN, GAP_IN = 5.2, 0.75, 0.25
# Two ways of counting, side by side in each panel: against to the left of a hypothesis' place, the sum to the right.
AGAINST, SUM = style.Mark("against it", style.BROWN, "#FFFFFF"), style.Mark("sum", style.FAINT_BLUE, style.INK)
BAR, STEP = 0.36, 0.2
COLUMNS = ["choice", "items", "hypothesis", "least", "against", "most", "score"]


def selections(chosen: Mapping[str, Sequence[str]], ratings: pd.DataFrame | None = None) -> Chart:
    """Draw what choosing does, a panel for each choice of items: what is against each explanation, and the sum.

    Args:
        chosen: a name for each choice, and its items, such as ``{"told": ["E01", "E08"]}``.
        ratings: as ``quiz.my_ratings()`` gives them; the course's example when None.

    Returns:
        A chart; its table has one row a choice and hypothesis: ``choice``, ``items`` (how many), ``hypothesis``,
        ``least``, ``against``, ``most``, ``score`` (the sum of all ratings).

    Raises:
        ValueError: no choice, or an item that does not exist.
    """
    if not chosen:
        raise ValueError("There is no choice to draw. Give a name and a list of items, such as {'told': ['E01']}.")
    table = pd.concat([_sums(name, items, ratings) for name, items in chosen.items()], ignore_index=True)
    figure = style.new_figure(HEIGHT_IN, "What does choosing the evidence do?", SOURCE)
    width = (style.WIDTH_IN - LEFT_IN - 0.2 - GAP_IN * (len(chosen) - 1)) / len(chosen)
    limits = min(table["score"].min(), 0) - 1, max(table["score"].max(), table["most"].max()) + 2
    for place, (_, rows) in enumerate(table.groupby("choice", sort=False)):
        left = LEFT_IN + place * (width + GAP_IN)
        axes = style.add_axes(figure, left, 1.35, style.WIDTH_IN - left - width, 1.25)
        _panel(axes, rows, limits, first=place == 0)
    words = (
        "Brown: what is against it, with a line from the mildest to the strictest reading; bold: the least.\n"
        "Blue: the sum of all ratings; bold: the highest."
    )
    figure.text(0.012, 0.36 / HEIGHT_IN, words, **style.FONT, va="bottom", linespacing=1.4)
    return of_ratings(figure, table, _alt(table), SOURCE, ratings)


def _sums(name: str, items: Sequence[str], ratings: pd.DataFrame | None) -> pd.DataFrame:
    rows = ratings_matrix(ratings, items).table
    sums = totals(rows).reset_index().assign(choice=name, items=rows["item"].nunique())
    return sums[COLUMNS]


def _panel(axes: Axes, rows: pd.DataFrame, limits: tuple[float, float], *, first: bool) -> None:
    count = rows["items"].iloc[0]
    axes.set_title(f"{rows['choice'].iloc[0]}\n({count} items)", loc="left", **style.FONT)
    axes.set(ylim=limits, xlim=(-0.6, len(rows) - 0.4))
    axes.set_xticks(range(len(rows)), rows["hypothesis"])
    axes.grid(axis="y", color=style.GRID)
    axes.axhline(0, color=style.INK, linewidth=1)
    if not first:
        axes.set_yticklabels([])
    sums = rows.set_index("hypothesis")
    few, many = least_against(sums), highest_sum(sums)
    for place, (code, row) in enumerate(sums.iterrows()):
        _bar(axes, place - STEP, row["against"], AGAINST)
        axes.plot(
            [place - STEP] * 2, [row["least"], row["most"]], color=style.INK, linewidth=1.5, marker="_", markersize=8
        )
        _number(axes, place - STEP, row["most"], f"{row['against']:g}", lead=code in few)
        _bar(axes, place + STEP, row["score"], SUM)
        _number(axes, place + STEP, max(row["score"], 0), signed(row["score"]), lead=code in many)


def _bar(axes: Axes, place: float, height: float, mark: style.Mark) -> None:
    axes.bar(place, height, BAR, facecolor=mark.fill, edgecolor=style.INK, linewidth=0.5)


def _number(axes: Axes, place: float, height: float, words: str, *, lead: bool) -> None:
    font: dict[str, Any] = {**style.FONT, "weight": "bold" if lead else "normal"}
    axes.text(place, height + 0.3, words, ha="center", **font)


def _alt(table: pd.DataFrame) -> str:
    parts = []
    for choice, rows in table.groupby("choice", sort=False):
        sums = rows.set_index("hypothesis")
        sums_in_words = ", ".join(f"{code} {spanned(row)} and {signed(row['score'])}" for code, row in sums.iterrows())
        leads = f"least against: {', '.join(least_against(sums))}; highest sum: {', '.join(highest_sum(sums))}"
        parts.append(f"{choice} ({rows['items'].iloc[0]} items): {sums_in_words}; {leads}")
    return f"What is against each, and the sum of all ratings. {'. '.join(parts)}."
