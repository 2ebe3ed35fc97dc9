"""How many days lie between two events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from coursekit import tables
from coursekit.words.numbers import how_many
from thirteenth.charts import style
from thirteenth.charts.chart import Chart
from thirteenth.charts.words import day_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW_IN = 0.85
SOURCE = "timeline.csv"
TICKS = {1: "1 day", 7: "1 week", 30: "1 month", 365: "1 year", 3653: "10 years", 14610: "40 years"}


def days_between(pairs: Sequence[tuple[str, str]]) -> Chart:
    """Draw the days between pairs of events on one strip, on which each tick is a longer time than the last.

    Args:
        pairs: event ids of timeline.csv, such as ``("soviet-note-nato", "tripartite-reply")``.

    Returns:
        A chart; its table has one row a pair: ``from``, ``from_date``, ``to``, ``to_date``, ``days``.

    Raises:
        ValueError: no pairs, an unknown event, or an event whose day is not known.
    """
    if not pairs:
        raise ValueError("days_between needs at least one pair of event ids, such as ('a', 'b').")
    table = pd.DataFrame([_gap(*pair) for pair in pairs])
    figure = style.new_figure(1.7 + ROW_IN * len(table), "How many days between them?", SOURCE)
    axes = style.add_axes(figure, 0.4, 1.05, 2.0, 0.6)
    style.log_scale(axes)
    axes.set_xlim(1, max(400, table["days"].abs().max() * 1.2))
    axes.set_ylim(len(table) - 0.4, -0.7)
    ticks = {day: word for day, word in TICKS.items() if day <= axes.get_xlim()[1]}
    axes.set_xticks(list(ticks), list(ticks.values()), minor=False)
    axes.set_xticks([], minor=True)
    axes.set_yticks([])
    axes.set_xlabel("time between the two events; each mark is a longer step than the one before", **style.FONT)
    axes.grid(axis="x", color=style.GRID)
    for position, row in table.iterrows():
        length = max(1, abs(row["days"]))
        axes.plot([1, length], [position, position], color=style.BLUE, linewidth=5, solid_capstyle="butt")
        axes.plot([length], [position], marker="D", markersize=9, color=style.BLUE, clip_on=False)
        words = f"  {_days_in_words(int(row['days']))}"
        axes.text(length * 1.04, position, words, **style.FONT, weight="bold", va="center")
        axes.text(1, position - 0.3, f"{row['from']} → {row['to']}", **style.ON_GRID, va="center")
    return Chart(figure, table, _alt(table), SOURCE)


def _gap(first: str, second: str) -> dict[str, object]:
    begin, end = _event(first), _event(second)
    return {
        "from": begin["title"],
        "from_date": begin["date"],
        "to": end["title"],
        "to_date": end["date"],
        "days": (end["date"] - begin["date"]).days,
    }


def _event(event_id: str) -> pd.Series:
    timeline = tables.load("timeline").set_index("event_id")
    if event_id not in timeline.index:
        raise ValueError(f"timeline.csv has no event {event_id!r}. Its column event_id lists them.")
    event = timeline.loc[event_id]
    if event["date_precision"] != "day":
        raise ValueError(
            f"The day of {event_id!r} is not known, only its {event['date_precision']}, so no days can be counted."
        )
    return event


def _days_in_words(days: int) -> str:
    if days == 0:
        return "the same day"
    return how_many(days, "day") if days > 0 else f"{how_many(-days, 'day')} earlier"


def _alt(table: pd.DataFrame) -> str:
    parts = [
        f"{row['from']} ({day_in_words(row['from_date'])}) to {row['to']} ({day_in_words(row['to_date'])}): "
        f"{_days_in_words(int(row['days']))}"
        for _, row in table.iterrows()
    ]
    return "; ".join(parts) + "."
