"""Events as they happened, in four lanes, and as the article tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from coursekit import tables
from coursekit.words.numbers import how_many
from thirteenth import alliances
from thirteenth.charts import style
from thirteenth.charts.chart import Chart
from thirteenth.charts.packing import Labelled, Place, Side, pack
from thirteenth.charts.words import day_in_words

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Show = Literal["all", "told", "untold"]
SOURCE = "timeline.csv"
LANES = ("Moscow", "West", "Germany", "Eastern Europe")
ROW_IN = 0.25
LANE_GAP_ROWS = 0.6
LEFT_IN, RIGHT_IN, TOP_IN, BOTTOM_IN = 0.4, 0.25, 0.9, 0.75
SCALE_IN = style.WIDTH_IN - LEFT_IN - RIGHT_IN
# The width of a letter at 12 points, from the font's own measures; wide enough that labels never touch.
LETTER_IN = 0.099
MARK_IN = 0.14
SHORTEST_BAR_IN = 0.1
EDGE: dict[str, Any] = {"edgecolor": style.BLUE, "linewidth": 1.4}
POINT: dict[str, Any] = {"marker": "o", "markersize": 8, "markeredgecolor": style.BLUE, "markeredgewidth": 1.6}


@dataclass(frozen=True)
class _Period:
    """The days that the chart shows."""

    first: pd.Timestamp
    last: pd.Timestamp

    @property
    def days_per_inch(self) -> float:
        """Return how many days one inch stands for."""
        days: int = (self.last - self.first).days
        return days / SCALE_IN

    def inches(self, day: pd.Timestamp) -> float:
        """Return how far from the left edge a day stands."""
        days: int = (day - self.first).days
        return days / self.days_per_inch

    def days(self, inches: float) -> pd.Timedelta:
        """Return the time that a length stands for."""
        return pd.Timedelta(days=inches * self.days_per_inch)


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
    period = _period(start, end)
    events = _chosen(period, show)
    lanes = {lane: events[events["lane"] == lane] for lane in LANES if (events["lane"] == lane).any()}
    places = {lane: _places(part, lane, period) for lane, part in lanes.items()}
    heights = {lane: max(place.row for place in places[lane]) + 1 + LANE_GAP_ROWS for lane in lanes}
    title = f"What happened, {period.first.year} to {period.last.year}: {_WORDS[show]}"
    figure = style.new_figure(sum(heights.values()) * ROW_IN + TOP_IN + BOTTOM_IN, title, SOURCE)
    axes = _axes(figure, period, sum(heights.values()))
    top = 0.0
    for lane, part in lanes.items():
        axes.axhline(top, color=style.GRID, linewidth=1)
        axes.text(period.first, top + 0.8, lane, **style.ON_GRID, weight="bold", va="center")
        for (_, event), place in zip(part.iterrows(), places[lane], strict=True):
            _draw(axes, event, top + 0.8 + place.row, period, place.side)
        top += heights[lane]
    _key(axes, events)
    return Chart(figure, _table(events), _alt(events, lanes), SOURCE)


_WORDS = {
    "all": "told in the article and left out",
    "told": "only what the article tells",
    "untold": "only what the article leaves out",
}


def _period(start: alliances.Day, end: alliances.Day) -> _Period:
    first, last = alliances.day_of(start), alliances.day_of(end)
    if last <= first:
        raise ValueError(f"The period ends ({last.date()}) before it begins ({first.date()}). Change the two dates.")
    return _Period(first, last)


def _chosen(period: _Period, show: Show) -> pd.DataFrame:
    """Return the events of a period; ``until`` is the last day that an event covers or may have been on."""
    if show not in _WORDS:
        raise ValueError(f"show takes 'all', 'told' or 'untold', not {show!r}.")
    events = tables.load("timeline").sort_values(["date", "event_id"])
    events["until"] = [_until(event) for _, event in events.iterrows()]
    inside = (events["date"] <= period.last) & (events["until"] >= period.first)
    if show != "all":
        inside &= events["in_article"] == (show == "told")
    if not inside.any():
        days = f"from {period.first.date()} to {period.last.date()}"
        raise ValueError(f"timeline.csv has no such event {days}. Choose a longer period.")
    return events[inside]


def _until(event: pd.Series) -> pd.Timestamp:
    if pd.notna(event["end_date"]):
        return event["end_date"]
    spread = {"month": pd.offsets.MonthEnd(0), "year": pd.offsets.YearEnd(0)}
    precision = str(event["date_precision"])
    return event["date"] + spread[precision] if precision in spread else event["date"]


def _is_vague(event: pd.Series) -> bool:
    """Return whether the bar of an event means "some day in this time", not "all this time"."""
    return pd.isna(event["end_date"]) and str(event["date_precision"]) != "day"


def _axes(figure: Figure, period: _Period, rows: float) -> Axes:
    axes = style.add_axes(figure, LEFT_IN, BOTTOM_IN, RIGHT_IN, TOP_IN)
    axes.set_xlim(period.first, period.last)
    axes.set_ylim(rows, 0)
    axes.set_yticks([])
    axes.grid(axis="x", color=style.GRID)
    return axes


def _shown(event: pd.Series, period: _Period) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return where the mark of an event begins and ends: the part of it that lies in the period."""
    begin, end = max(event["date"], period.first), min(event["until"], period.last)
    # A bar is never too short for its fill to be seen.
    shortest = period.days(SHORTEST_BAR_IN) if event["until"] > event["date"] else pd.Timedelta(0)
    return min(begin, period.last - shortest), max(end, begin + shortest)


def _places(part: pd.DataFrame, lane: str, period: _Period) -> list[Place]:
    marks = []
    for _, event in part.iterrows():
        begin, end = _shown(event, period)
        width = MARK_IN + LETTER_IN * len(str(event["title"]))
        marks.append(Labelled(period.inches(begin), period.inches(end), width))
    return pack(marks, SCALE_IN + RIGHT_IN, LETTER_IN * (len(lane) + 2))


def _draw(axes: Axes, event: pd.Series, y: float, period: _Period, side: Side) -> None:
    begin, end = _shown(event, period)
    gap = period.days(MARK_IN)
    x, ha = {"right": (end + gap, "left"), "left": (begin - gap, "right"), "on": (begin + gap, "left")}[side]
    axes.text(x, y, str(event["title"]), **style.ON_GRID, ha=ha, va="center", zorder=4)
    fill = (style.TOLD_MARK if event["in_article"] else style.UNTOLD_MARK).fill
    if end == begin:
        axes.plot([begin], [y], markerfacecolor=fill, clip_on=False, **POINT)
        return
    # On a filled bar the hatch needs a light line.
    light = {"edgecolor": style.FAINT_BLUE} if _is_vague(event) and event["in_article"] else {}
    hatch = "///" if _is_vague(event) else ""
    axes.barh(y, end - begin, left=begin, height=0.5, facecolor=fill, hatch=hatch, zorder=3, **{**EDGE, **light})


def _key(axes: Axes, events: pd.DataFrame) -> None:
    """Name the looks that this drawing has, and no others."""
    handles: list[Artist] = []
    for mark, is_marked in ((style.TOLD_MARK, events["in_article"]), (style.UNTOLD_MARK, ~events["in_article"])):
        if is_marked.any():
            handles.append(Line2D([], [], linestyle="none", markerfacecolor=mark.fill, label=mark.label, **POINT))
    bar: dict[str, Any] = {"xy": (0, 0), "width": 1, "height": 1, "facecolor": style.PAPER, **EDGE}
    if events["end_date"].notna().any():
        handles.append(Rectangle(label="lasted for some time", **bar))
    if any(_is_vague(event) for _, event in events.iterrows()):
        handles.append(Rectangle(label="on some day in this time", hatch="///", **bar))
    place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (-0.01, 1.0)}
    axes.legend(handles=handles, ncols=4, frameon=False, fontsize=style.TEXT_PT, **place)


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
    begin = day_in_words(event["date"], str(event["date_precision"]))
    return f"{begin} to {day_in_words(event['end_date'])}" if pd.notna(event["end_date"]) else begin


def _alt(events: pd.DataFrame, lanes: dict[str, pd.DataFrame]) -> str:
    told = int(events["in_article"].sum())
    parts = ", ".join(f"{lane} {len(part)}" for lane, part in lanes.items())
    return (
        f"{how_many(len(events), 'event')}, of which the article tells {told} and leaves out {len(events) - told}; "
        f"by lane: {parts}."
    )
