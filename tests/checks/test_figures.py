"""The canonical form of a chart holds what it draws, and not how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from coursekit.checks.figures import PARTS, counted, figure_form, is_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.axes import Axes

COUNTS = pd.DataFrame({"yes": [3, 1], "no": [2, 5]}, index=["fact", "cause"])


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def by_pandas() -> Axes:
    axes: Axes = COUNTS.plot.barh(stacked=True, xlabel="claims", title="What is said?")
    return axes


def by_hand() -> Axes:
    _, axes = plt.subplots(figsize=(9, 2))
    turned = COUNTS.iloc[::-1]
    axes.barh(turned.index.tolist(), turned["no"].tolist(), color="black")
    axes.barh(turned.index.tolist(), turned["yes"].tolist(), left=turned["no"].tolist())
    axes.set(xlabel="how many", title="Facts or causes?")
    return axes


def test_the_same_bars_are_one_chart_whoever_drew_them() -> None:
    parts = ("kind", "bars", "values", "title")
    assert figure_form(by_pandas(), parts) == figure_form(by_hand(), parts)
    assert figure_form(by_pandas(), parts) == (
        "figure of 1 panel\nkind: stacked horizontal bars; bars: 2, 2; "
        'values: [{"cause": 1.0, "fact": 3.0}, {"cause": 5.0, "fact": 2.0}]; title: there'
    )


def change_a_value(axes: Axes) -> None:
    axes.containers[0][0].set_width(9)


def take_the_title(axes: Axes) -> None:
    axes.set_title("")


def take_the_label(axes: Axes) -> None:
    axes.set_xlabel("")


def add_a_line(axes: Axes) -> None:
    axes.axvline(1)


def add_words(axes: Axes) -> None:
    axes.annotate("here", (0, 0))


def narrow(axes: Axes) -> None:
    axes.set_xlim(0, 4)


def rename(axes: Axes) -> None:
    axes.set_title("Another title")


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("values", change_a_value),
        ("title", take_the_title),
        ("title text", rename),
        ("labels", take_the_label),
        ("label texts", take_the_label),
        ("lines", add_a_line),
        ("kind", add_a_line),
        ("texts", add_words),
        ("limits", narrow),
    ],
)
def test_a_change_shows_in_its_part(part: str, change: Callable[[Axes], None]) -> None:
    axes = by_pandas()
    before = figure_form(axes, [part])
    change(axes)
    assert figure_form(axes, [part]) != before


def test_pixels_do_not_count() -> None:
    axes = by_pandas()
    before = figure_form(axes, PARTS)
    axes.patches[0].set_color("red")
    axes.title.set_fontsize(30)
    axes.get_figure(root=True).set_size_inches(12, 3)  # type: ignore[union-attr]  # drawn, so it has a figure
    assert figure_form(axes, PARTS) == before


def test_steps_lines_points_and_standing_bars_are_told_apart() -> None:
    _, panels = plt.subplots(2, 2)
    panels[0, 0].step([1, 2], [3, 4])
    panels[0, 1].plot([1, 2], [3, 4])
    panels[1, 0].scatter([1, 2], [3, 4])
    panels[1, 1].bar(["a", "b"], [3, 4])
    form = figure_form(panels[0, 0].figure, ["kind", "points"])
    assert form.splitlines() == [
        "figure of 4 panels",
        "kind: steps; points: 0",
        "kind: lines; points: 0",
        "kind: points; points: 2",
        "kind: bars; points: 0",
    ]


def test_bars_side_by_side_are_not_stacked() -> None:
    assert "kind: bars" in figure_form(COUNTS.plot.bar(), ["kind"])


def test_what_a_chart_holds_is_counted_for_tasks_that_ask_for_at_least() -> None:
    days = pd.to_datetime(["1954-01-25", "1954-02-18", "1954-03-31"])
    _, axes = plt.subplots()
    axes.scatter(days, ["Moscow", "West", "Moscow"])
    axes.hlines("Germany", days[0], days[1], linewidth=6)
    axes.step(days, [0, 1, 2], where="post")
    axes.annotate("note", (days[2], 1))
    axes.set_title("Lanes", loc="left")
    assert counted(axes) == {
        "lanes": 3,
        "spans": 1,
        "points": 3,
        "steps": 1,
        "texts": 1,
        "cells": [],
        "bars": [],
        "highest": [2.0],
        "dates": True,
        "x label": False,
        "y label": False,
        "title": True,
    }
    axes.barh(["West"], [days[1] - days[0]], left=[days[0]])
    axes.axvspan(days[0], days[1])
    axes.plot([days[0], days[1]], ["West", "West"])
    assert counted(axes)["spans"] == 4
    assert counted(axes)["bars"] == [24.0]
    assert counted(plt.subplots()[1].imshow([[1, 2], [3, 4], [5, 6]]).axes)["cells"] == [3, 2]
    assert counted(plt.subplots()[1].pcolormesh([[1, 2], [3, 4], [5, 6]]).axes)["cells"] == [3, 2]
    assert counted(COUNTS.plot.bar())["bars"] == sorted(COUNTS.to_numpy().ravel().tolist())
    with pytest.raises(TypeError, match="Expected the chart"):
        counted(...)


def test_axes_are_their_own_panel_and_a_chart_is_its_figure() -> None:
    _, (one, _) = plt.subplots(1, 2)
    assert figure_form(one, ["lines"]) == "figure of 1 panel\nlines: 0"

    class Held:
        figure = one.figure

    assert figure_form(Held(), ["lines"]).startswith("figure of 2 panels")
    assert not is_figure("figure")
    assert not is_figure(COUNTS)


def whole(axes: Axes) -> Figure:
    assert isinstance(axes.figure, Figure)
    return axes.figure


def bars_over_years(axes: Axes) -> None:
    axes.bar(range(1949, 1992), range(43))


def narrow_bars_over_dates(axes: Axes) -> None:
    whole(axes).set_size_inches(2, 2)
    axes.bar(pd.date_range("1949-04-04", periods=30, freq="90D"), range(30), width=20)


def bars_on_equal_scales(axes: Axes) -> None:
    axes.barh([1, 2, 300], [5, 900, 70])
    axes.set_aspect("equal")


def limits_that_follow_the_scale(axes: Axes) -> None:
    axes.bar([1, 2, 300], [5, 6, 7])
    axes.set_aspect("equal", adjustable="datalim")


def picture_with_its_scale(axes: Axes) -> None:
    whole(axes).colorbar(axes.imshow([[1, 2, 3], [400, 5, 6]]), ax=axes)


def bars_beside_a_second_axis(axes: Axes) -> None:
    COUNTS.plot.bar(ax=axes)
    COUNTS["no"].plot(ax=axes.twinx(), logy=True)


def long_names_that_take_room(axes: Axes) -> None:
    whole(axes).set_layout_engine("constrained")
    whole(axes).set_size_inches(4, 3)
    axes.barh([f"a name that takes much room {number}" for number in range(9)], range(9))
    axes.bar([0.5, 3.3, 7.3], [9, 12, 9])


def a_series_of_months(axes: Axes) -> None:
    pd.Series(range(60), index=pd.period_range("1949-01", periods=60, freq="M")).plot(ax=axes)


@pytest.mark.parametrize(
    "draw",
    [
        *(bars_over_years, narrow_bars_over_dates, bars_on_equal_scales, limits_that_follow_the_scale),
        *(picture_with_its_scale, bars_beside_a_second_axis, long_names_that_take_room, a_series_of_months),
    ],
)
def test_a_form_is_the_same_before_a_chart_is_drawn_and_after(draw: Callable[[Axes], None]) -> None:
    before, counts = [plt.subplots()[1] for _ in range(2)]
    for axes in (before, counts):
        draw(axes)
    forms, held = figure_form(before.figure, PARTS), counted(counts.figure)
    for axes in (before, counts):
        whole(axes).draw_without_rendering()
    assert figure_form(before.figure, PARTS) == forms
    assert counted(counts.figure) == held
