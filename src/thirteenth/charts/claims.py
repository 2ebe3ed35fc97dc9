"""What the article claims, of what kind, and how it could be tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from coursekit import tables
from coursekit.words.numbers import how_many
from thirteenth.charts import style
from thirteenth.charts.chart import Chart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_IN = 0.5
SOURCE = "claims.csv"


def claims_by_kind() -> Chart:
    """Draw how many claims of each kind the article makes, stacked by how they could be tested.

    Returns:
        A chart of horizontal bars; its table has one row a bar segment: ``kind``, ``checkable``, ``claims``.
    """
    claims = tables.load("claims")
    table = claims.groupby(["kind", "checkable"], observed=True).size().rename("claims").reset_index()
    table = table.astype({"kind": str, "checkable": str})
    totals = claims["kind"].value_counts().sort_values(kind="stable")
    figure = style.new_figure(1.9 + ROW_IN * len(totals), "What kinds of claims, and what could test them?", SOURCE)
    axes = style.add_axes(figure, 1.6, 0.8, 0.5, 1.0)
    begins = dict.fromkeys(totals.index, 0)
    for word, mark in style.CHECK_MARKS.items():
        part = table[table["checkable"] == word].set_index("kind")["claims"]
        _draw_segments(axes, part, begins, mark)
    for position, (_kind, total) in enumerate(totals.items()):
        axes.text(total + 0.4, position, str(total), **style.FONT, weight="bold", va="center")
    _finish(axes, [str(kind) for kind in totals.index], int(totals.max()))
    # How many could be tested in all, a question asks: the sentence leaves that to it.
    largest = totals.index[-1]
    alt = (
        f"The article's {len(claims)} claims by kind, each bar divided by what could test them; "
        f"the most frequent kind is {largest} with {totals.iloc[-1]}, "
        f"the rarest {totals.index[0]} with {totals.iloc[0]}."
    )
    return Chart(figure, table, alt, SOURCE)


def _draw_segments(axes: Axes, part: pd.Series, begins: dict[str, int], mark: style.Mark) -> None:
    """Append one category's segments to the bars and move the bars' ends."""
    rows = {kind: position for position, kind in enumerate(begins)}
    for number, (kind, count) in enumerate(part.items()):
        label = mark.label if number == 0 else None
        axes.barh(rows[kind], count, left=begins[kind], height=0.72, label=label, **style.fill_of(mark))
        if count > 1:
            axes.text(begins[kind] + count / 2, rows[kind], str(count), **style.on_mark(mark))
        begins[kind] += int(count)


def _finish(axes: Axes, kinds: list[str], longest: int) -> None:
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set_xlim(0, longest + 3)
    axes.set_xlabel("number of claims", **style.FONT)
    axes.grid(axis="x", color=style.GRID)
    axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=4, frameon=False, fontsize=style.TEXT_PT)


def claims_per_paragraph() -> Chart:
    """Draw how many claims each paragraph of the article makes; paragraph 0 is the headline.

    Returns:
        A chart of bars; its table has one row a paragraph: ``paragraph``, ``claims``.
    """
    claims = tables.load("claims")
    counts = claims["paragraph"].value_counts().sort_index()
    table = pd.DataFrame({"paragraph": counts.index.astype(int), "claims": counts.to_numpy().astype(int)})
    figure = style.new_figure(4.2, "Where in the article do the claims stand?", SOURCE)
    axes = style.add_axes(figure, 0.7, 0.95, 0.3, 0.6)
    axes.bar(table["paragraph"], table["claims"], width=0.8, **style.fill_of(style.TOLD_MARK))
    for paragraph, count in table.itertuples(index=False):
        axes.text(paragraph, count + 0.12, str(count), **style.FONT, ha="center")
    axes.set_xticks(table["paragraph"], ["title", *(str(number) for number in table["paragraph"][1:])])
    axes.set_yticks([])
    axes.set_xlabel("paragraph of the article", **style.FONT)
    axes.set_ylabel("claims", **style.FONT)
    axes.set_ylim(0, table["claims"].max() + 1)
    fullest = table.loc[table["claims"].idxmax()]
    alt = (
        f"{how_many(int(table['claims'].sum()), 'claim')} in {len(table)} places, the headline included; "
        f"paragraph {fullest['paragraph']} has the most, {fullest['claims']}."
    )
    return Chart(figure, table, alt, SOURCE)
