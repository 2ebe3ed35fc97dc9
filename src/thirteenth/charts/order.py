"""The order in which the article tells events, beside the order in which they happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from coursekit import tables
from coursekit.words.numbers import how_many
from thirteenth import alliances
from thirteenth.charts import style
from thirteenth.charts.chart import Chart
from thirteenth.charts.words import day_in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW_IN = 0.34
SOURCE = "timeline.csv"
MOVED: dict[str, Any] = {"color": style.VIOLET, "linewidth": 3, "marker": "o", "markersize": 6}
IN_PLACE: dict[str, Any] = {"color": "#8C8C8C", "linewidth": 1.4, "marker": "o", "markersize": 6}
TOLD_X, HAPPENED_X = 4.9, 7.1


def told_order(start: alliances.Day = "1949-01-01", end: alliances.Day = "1955-12-31") -> Chart:
    """Draw a line from each event's place in the article to its place in time; lines that cross show what was moved.

    Events of one paragraph stand in order of time, so no line crosses for want of knowing their order within it. Events
    of which only the year is known are left out, since their place is not known.

    Args:
        start: the period's first day.
        end: its last day.

    Returns:
        A chart; its table has one row an event, in the order told: ``told`` (1 is first), ``happened`` (1 is first),
        ``paragraph``, ``date`` (in words), ``title``.

    Raises:
        ValueError: no day, or the article tells no dated event of the period.
    """
    table = _ranks(alliances.day_of(start), alliances.day_of(end))
    figure = style.new_figure(
        1.35 + ROW_IN * (len(table) + 1.1), "In which order told, in which order happened?", SOURCE
    )
    axes = style.add_axes(figure, 0, 0.5, 0, 0.85)
    axes.set_xlim(0, style.WIDTH_IN)
    axes.set_ylim(len(table) + 0.6, -0.5)
    axes.axis("off")
    for x, side, words in ((TOLD_X, "right", "told in paragraph"), (HAPPENED_X, "left", "happened on")):
        axes.text(x, 0, words, **style.FONT, weight="bold", ha=side, va="center")
    for _, row in table.iterrows():
        _draw(axes, row, moved=bool(row["told"] != row["happened"]))
    axes.plot([], [], label="told at its place in time", **IN_PLACE)
    axes.plot([], [], label="told earlier or later (bold)", **MOVED)
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2, frameon=False, fontsize=style.TEXT_PT)
    return Chart(figure, table, _alt(table), SOURCE)


def _ranks(start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    events = tables.load("timeline")
    # An event of which only the year is known has no place between others of that year.
    placed = events["in_article"] & (events["date_precision"] != "year")
    inside = placed & (events["date"] >= start) & (events["date"] <= end)
    told = events[inside & events["article_paragraph"].notna()].sort_values(["article_paragraph", "date", "event_id"])
    if told.empty:
        raise ValueError(f"The article tells no event from {start.date()} to {end.date()}. Choose a longer period.")
    # Events of one day keep the order in which they are told.
    happened = told["date"].rank(method="first").astype(int)
    return pd.DataFrame(
        {
            "told": range(1, len(told) + 1),
            "happened": happened.to_list(),
            "paragraph": told["article_paragraph"].astype(int).to_list(),
            "date": [day_in_words(event["date"], str(event["date_precision"])) for _, event in told.iterrows()],
            "title": told["title"].astype(str).to_list(),
        }
    )


def _draw(axes: Axes, row: pd.Series, *, moved: bool) -> None:
    line_style = MOVED if moved else IN_PLACE
    axes.plot([TOLD_X + 0.15, HAPPENED_X - 0.15], [row["told"], row["happened"]], **line_style)
    weight = "bold" if moved else "normal"
    axes.text(
        TOLD_X,
        row["told"],
        f"{row['title']}  ({row['paragraph']})",
        **style.FONT,
        weight=weight,
        ha="right",
        va="center",
    )
    axes.text(HAPPENED_X, row["happened"], row["date"], **style.FONT, weight=weight, ha="left", va="center")


def _alt(table: pd.DataFrame) -> str:
    moved = table[table["told"] != table["happened"]]
    named = "; ".join(
        f"{row['title']} is told at place {row['told']} and happened at place {row['happened']}"
        for _, row in moved.iterrows()
    )
    same = len(table) - len(moved)
    told = f"Of {how_many(len(table), 'event')} the article tells {same} at their place in time."
    return f"{told} {named or 'No line crosses'}."
