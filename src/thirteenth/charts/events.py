"""Events as they happened, in four lanes, and as the article tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from thirteenth import alliances, tables
from thirteenth.charts import style
from thirteenth.charts.chart import Chart
from thirteenth.charts.words import counted, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Show = Literal["all", "told", "untold"]
LANES = ("Moscow", "West", "Germany", "Eastern Europe")
ROW_IN = 0.25
LANE_GAP_ROWS = 0.6
LEFT_IN, RIGHT_IN, TOP_IN, BOTTOM_IN = 0.35, 0.25, 1.15, 0.75
# The width of a letter at 12 points, from the font's own measures; wide enough that labels never touch.
LETTER_IN = 0.099
MARK_IN = 0.14


@dataclass(frozen=True)
class _Place:
    """Where an event is drawn: its row within the lane, and the side of its mark on which its label stands."""

    row: int
    label_right: bool


def event_lanes(start: alliances.Day, end: alliances.Day, show: Show = "all") -> Chart:
    """Draw the events of a period in the lanes Moscow, West, Germany and Eastern Europe.

    A day is a point; an event that lasted, or whose day is not known, is a bar over all days that it may have been.
    What the article tells is filled, what it leaves out is hollow.

    Args:
        start: the period's first day.
        end: its last day.
        show: ``"all"`` events, only those ``"told"`` in the article, or only the ``"untold"``.

    Returns:
        A chart; its table has one row an event: ``date`` (in words), ``title``, ``lane``, ``told``.

    Raises:
        ValueError: an unknown ``show``, no day, an end before the start, or a period without events.
    """
    events = _chosen(start, end, show)
    first, last = alliances.day_of(start), alliances.day_of(end)
    lanes = {lane: events[events["lane"] == lane] for lane in LANES if (events["lane"] == lane).any()}
    days_per_inch = (last - first).days / (style.WIDTH_IN - LEFT_IN - RIGHT_IN)
    places = {lane: _places(part, first, last, days_per_inch) for lane, part in lanes.items()}
    heights = {lane: 1 + max(place.row for place in places[lane]) + 1 for lane in lanes}
    rows = sum(heights.values()) + LANE_GAP_ROWS * len(lanes)
    title = f"What happened, {first.year} to {last.year}: {_WORDS[show]}"
    figure = style.new_figure(rows * ROW_IN + TOP_IN + BOTTOM_IN, title, "timeline.csv")
    axes = style.add_axes(figure, LEFT_IN, BOTTOM_IN, RIGHT_IN, TOP_IN)
    axes.set_xlim(first, last)
    axes.set_ylim(rows, 0)
    axes.set_yticks([])
    top = 0.0
    for lane, part in lanes.items():
        axes.axhline(top, color=style.GRID, linewidth=1)
        axes.text(0.0, top + 0.75, lane, **style.FONT, weight="bold", va="center", transform=axes.get_yaxis_transform())
        for (_, event), place in zip(part.iterrows(), places[lane], strict=True):
            _draw(axes, event, top + 1.6 + place.row, days_per_inch, label_right=place.label_right)
        top += heights[lane] + LANE_GAP_ROWS
    axes.grid(axis="x", color=style.GRID)
    _key(axes)
    return Chart(figure, _table(events), _alt(events, lanes))


_WORDS = {
    "all": "told in the article and left out",
    "told": "only what the article tells",
    "untold": "only what the article leaves out",
}


def _chosen(start: alliances.Day, end: alliances.Day, show: Show) -> pd.DataFrame:
    if show not in _WORDS:
        raise ValueError(f"show takes 'all', 'told' or 'untold', not {show!r}.")
    first, last = alliances.day_of(start), alliances.day_of(end)
    if last <= first:
        raise ValueError(f"The period ends ({last.date()}) before it begins ({first.date()}). Change the two dates.")
    events = tables.load("timeline").sort_values(["date", "event_id"])
    events["until"] = [_until(event) for _, event in events.iterrows()]
    inside = (events["date"] <= last) & (events["until"] >= first)
    if show != "all":
        inside &= events["in_article"] == (show == "told")
    if not inside.any():
        raise ValueError(
            f"timeline.csv has no such event from {first.date()} to {last.date()}. Choose a longer period."
        )
    return events[inside]


def _until(event: pd.Series) -> pd.Timestamp:
    """Return the last day that an event covers, or on which it may have been when its day is not known."""
    if pd.notna(event["end_date"]):
        return event["end_date"]
    spread = {"month": pd.offsets.MonthEnd(0), "year": pd.offsets.YearEnd(0)}
    precision = str(event["date_precision"])
    return event["date"] + spread[precision] if precision in spread else event["date"]


def _places(part: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, days_per_inch: float) -> list[_Place]:
    """Give each event of a lane the first row in which its mark and label touch nothing."""
    taken: list[list[tuple[float, float]]] = []
    places = []
    for _, event in part.iterrows():
        left, right = (
            (day - first).days / days_per_inch for day in (max(event["date"], first), min(event["until"], last))
        )
        width = MARK_IN + LETTER_IN * len(str(event["title"]))
        label_right = right + width <= (last - first).days / days_per_inch + RIGHT_IN
        span = (left - MARK_IN, right + width) if label_right else (left - width, right + MARK_IN)
        row = next((row for row, spans in enumerate(taken) if not _touches(span, spans)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append(span)
        places.append(_Place(row, label_right))
    return places


def _touches(span: tuple[float, float], others: list[tuple[float, float]]) -> bool:
    return any(span[0] < right and left < span[1] for left, right in others)


def _draw(axes: Axes, event: pd.Series, y: float, days_per_inch: float, *, label_right: bool) -> None:
    mark = style.TOLD_MARK if event["in_article"] else style.UNTOLD_MARK
    begin, end = event["date"], event["until"]
    if end > begin:
        # A bar for what lasted, hatched where only the month or the year is known, never too thin to see its fill.
        length = max(end - begin, pd.Timedelta(days=0.1 * days_per_inch))
        vague = event["date_precision"] != "day"
        edge = style.FAINT_BLUE if vague and event["in_article"] else style.BLUE
        bar: dict[str, Any] = {
            "facecolor": mark.fill,
            "edgecolor": edge,
            "hatch": "///" if vague else "",
            "linewidth": 1.4,
        }
        axes.barh(y, length, left=begin, height=0.5, **bar)
    else:
        point: dict[str, Any] = {"markerfacecolor": mark.fill, "markeredgecolor": style.BLUE, "markeredgewidth": 1.6}
        axes.plot([begin], [y], marker="o", markersize=8, **point)
    gap = pd.Timedelta(days=MARK_IN * days_per_inch)
    x, side = (end + gap, "left") if label_right else (begin - gap, "right")
    axes.text(x, y, str(event["title"]), **style.FONT, ha=side, va="center", clip_on=False)


def _key(axes: Axes) -> None:
    point: dict[str, Any] = {
        "marker": "o",
        "linestyle": "none",
        "markersize": 8,
        "markeredgecolor": style.BLUE,
        "markeredgewidth": 1.6,
    }
    for mark in (style.TOLD_MARK, style.UNTOLD_MARK):
        axes.plot([], [], markerfacecolor=mark.fill, label=mark.label, **point)
    axes.barh([0], [0], facecolor=style.PAPER, edgecolor=style.BLUE, linewidth=1.4, label="lasted for some time")
    axes.barh([0], [0], facecolor=style.PAPER, edgecolor=style.BLUE, hatch="///", label="some day in this time")
    axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=4, frameon=False, fontsize=style.TEXT_PT)


def _table(events: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": [_when(event) for _, event in events.iterrows()],
            "title": events["title"].astype(str).to_list(),
            "lane": events["lane"].astype(str).to_list(),
            "told": ["yes" if told else "no" for told in events["in_article"]],
        }
    )


def _when(event: pd.Series) -> str:
    begin = in_words(event["date"], str(event["date_precision"]))
    return f"{begin} to {in_words(event['end_date'])}" if pd.notna(event["end_date"]) else begin


def _alt(events: pd.DataFrame, lanes: dict[str, pd.DataFrame]) -> str:
    told = int(events["in_article"].sum())
    parts = ", ".join(f"{lane} {len(part)}" for lane, part in lanes.items())
    return (
        f"{counted(len(events), 'event')}, of which the article tells {told} and leaves out {len(events) - told}; "
        f"by lane: {parts}."
    )
