"""Event lanes: where each event stands, what its mark means, and what the key says, against timeline.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from matplotlib import dates
from matplotlib.colors import to_hex

from thirteenth import charts
from thirteenth.charts import style

if TYPE_CHECKING:
    from pathlib import Path

    from thirteenth.charts import Chart

# matplotlib's types say less than what it gives.
Axes = Any


@pytest.fixture
def timeline(root: Path) -> pd.DataFrame:
    return pd.read_csv(root / "data" / "timeline.csv")


def only(chart: Chart) -> Axes:
    (axes,) = chart.figure.axes
    return axes


def as_day(number: float) -> str:
    return str(dates.num2date(number).date())


def key(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_an_event_is_a_point_a_time_or_a_bar_of_doubt() -> None:
    axes = only(charts.event_lanes("1945-01-01", "1955-12-31", show="told"))
    lasted, doubt, point = (
        at(axes, title) for title in ("Greek Civil War", "Claimed Soviet interest in the Western Union", "Stalin dies")
    )
    assert (as_day(lasted.get_x()), as_day(lasted.get_x() + lasted.get_width())) == ("1946-03-01", "1949-10-16")
    assert not lasted.get_hatch(), "it lasted: no day of it is in doubt"
    assert (as_day(doubt.get_x()), as_day(doubt.get_x() + doubt.get_width())) == ("1949-01-01", "1949-12-31")
    assert doubt.get_hatch()
    assert str(pd.Timestamp(point.get_xdata()[0]).date()) == "1953-03-05"


def at(axes: Axes, title: str) -> Any:  # noqa: ANN401 - a bar or a point of matplotlib, which has no types
    """Return the mark beside which a title stands."""
    (text,) = (text for text in axes.texts if text.get_text() == title)
    x, y = text.get_position()
    in_row = [mark for mark in marks(axes) if abs(height(mark) - y) < 0.01]
    return min(in_row, key=lambda mark: min(abs(edge - dates.date2num(x)) for edge in edges(mark)))


def marks(axes: Axes) -> list[Any]:
    return [*axes.patches, *(line for line in axes.lines if line.get_marker() == "o")]


def height(mark: Any) -> float:  # noqa: ANN401 - a bar or a point of matplotlib, which has no types
    return float(mark.get_ydata()[0] if hasattr(mark, "get_ydata") else mark.get_y() + mark.get_height() / 2)


def edges(mark: Any) -> list[float]:  # noqa: ANN401 - a bar or a point of matplotlib, which has no types
    if hasattr(mark, "get_xdata"):
        return [float(dates.date2num(mark.get_xdata()[0]))]
    return [mark.get_x(), mark.get_x() + mark.get_width()]


def test_every_event_stands_on_its_day_filled_when_told(timeline: pd.DataFrame) -> None:
    chart = charts.event_lanes("1945-01-01", "1955-12-31")
    axes = only(chart)
    inside = timeline[(timeline["date"] >= "1945-01-01") & (timeline["date"] <= "1955-12-31")]
    assert len(inside) == len(chart.table) == len(marks(axes))
    for _, event in inside.iterrows():
        mark = at(axes, event["title"])
        assert abs(edges(mark)[0] - dates.date2num(pd.Timestamp(event["date"]))) < 1
        fill = mark.get_markerfacecolor() if hasattr(mark, "get_xdata") else to_hex(mark.get_facecolor())
        assert fill.upper() == (style.BLUE if event["in_article"] else style.PAPER), event["title"]


def test_a_bar_ends_where_the_period_ends() -> None:
    axes = only(charts.event_lanes("1951-02-01", "1953-01-31"))
    bar = at(axes, "Korean War")
    assert (as_day(bar.get_x()), as_day(bar.get_x() + bar.get_width())) == ("1951-02-01", "1953-01-31")


def test_the_key_names_only_what_is_drawn() -> None:
    lasted, doubt = "lasted for some time", "on some day in this time"
    cases = {"all": ["told in the article", "left out", lasted, doubt], "told": ["told in the article", lasted, doubt]}
    for show, wanted in cases.items():
        axes = only(charts.event_lanes("1945-01-01", "1955-12-31", show=show))  # type: ignore[arg-type]  # a str
        assert key(axes) == wanted
    axes = only(charts.event_lanes("1945-01-01", "1955-12-31", show="untold"))
    assert key(axes) == ["left out", lasted]


def test_lanes_stand_in_their_order_and_hold_their_events(timeline: pd.DataFrame) -> None:
    chart = charts.event_lanes("1945-01-01", "1955-12-31")
    axes = only(chart)
    heights = {text.get_text(): text.get_position()[1] for text in axes.texts}
    lanes = ["Moscow", "West", "Germany", "Eastern Europe"]
    tops = [heights[lane] for lane in lanes]
    assert tops == sorted(tops)
    for _, event in timeline[timeline["title"].isin(chart.table["title"])].iterrows():
        assert lanes[sum(heights[event["title"]] >= top for top in tops) - 1] == event["lane"]
