"""Where works on the Cold War stand between two extremes: a range for each, not a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.patches import Rectangle

from coursekit import tables
from thirteenth.charts import style
from thirteenth.charts.chart import Chart
from thirteenth.charts.words import signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SOURCE = "historians.csv"
ROW_IN, LEFT_IN, WORDS_IN = 0.36, 1.75, 4.25
END = 2.0
ALL_POINTS = 100
CAUTION = "A bar is the range where the editors place a work, by what it is usually said to stress. Not measured."
STOPS = {
    -2: "Soviet\ndecisions\nalone",
    -1: "more\nSoviet",
    0: "both, or what\nlay between",
    1: "more\nWestern",
    2: "Western\ndecisions\nalone",
}
MARKS = {
    "orthodox": style.Mark("orthodox", style.AMBER, style.INK, "//"),
    "post-revisionist": style.Mark("post-revisionist", style.TEAL, "#FFFFFF", "..", "#CFE8E2"),
    "revisionist": style.Mark("revisionist", style.BLUE, "#FFFFFF"),
    "after 1991": style.Mark("after 1991", style.VIOLET, "#FFFFFF", "\\\\", "#E5CFE4"),
}


def historians(western: float | None = None, soviet: float | None = None) -> Chart:
    """Draw where works of historians stand between "Soviet decisions alone" and "Western decisions alone".

    The ranges are the editors' reading of the emphasis that is usually ascribed to a work; they are no measurement.

    Args:
        western: your own points, of 100, for Western decisions; with ``soviet`` they put you on the same line.
        soviet: your own points for Soviet decisions.

    Returns:
        A chart; its table has one row a work, from left to right: ``work``, ``school``, ``low``, ``high`` (from -2,
        Soviet decisions alone, to 2, Western decisions alone), ``emphasis``, ``reach`` (what it is about). With your
        own points there is a row ``you``.

    Raises:
        ValueError: only one of the two numbers was given, one is below 0, or both together are more than 100.
    """
    table = _table()
    if (own := _own(western, soviet)) is not None:
        row = {"work": "you", "school": "", "low": own, "high": own, "emphasis": "your own points", "reach": ""}
        table = pd.concat([table, pd.DataFrame([row])], ignore_index=True)
    height = 2.75 + ROW_IN * len(table)
    figure = style.new_figure(height, "Where do historians put the weight?", SOURCE)
    figure.text(0.012, 0.38 / height, CAUTION, **style.FONT)
    axes = style.add_axes(figure, LEFT_IN, 1.5, WORDS_IN, 0.95)
    _prepare(axes, table)
    for place, (_, work) in enumerate(table.iterrows()):
        _row(axes, place, work)
    _key(axes)
    return Chart(figure, table, _alt(table), SOURCE)


def _table() -> pd.DataFrame:
    works = tables.load("historians").rename(columns={"short_name": "work"})
    works = works.assign(school=works["school"].astype(str), middle=(works["low"] + works["high"]) / 2)
    ordered = works.sort_values(["middle", "work"], ignore_index=True)
    return ordered[["work", "school", "low", "high", "emphasis", "reach"]]


def _own(western: float | None, soviet: float | None) -> float | None:
    """Return the place of somebody's own points: all to the West is 2, all to Moscow -2, the rest is in the middle."""
    if western is None and soviet is None:
        return None
    if western is None or soviet is None or min(western, soviet) < 0 or western + soviet > ALL_POINTS:
        raise ValueError(
            "Give both numbers, none below 0 and together 100 at most, such as historians(western=40, soviet=30): what "
            f"is left counts for neither side. Received: western={western}, soviet={soviet}."
        )
    return END * (western - soviet) / ALL_POINTS


def _prepare(axes: Axes, table: pd.DataFrame) -> None:
    axes.set(xlim=(-END - 0.15, END + 0.15), ylim=(len(table) - 0.4, -0.6))
    axes.set_xticks(list(STOPS), list(STOPS.values()))
    axes.set_yticks(range(len(table)), table["work"])
    axes.grid(axis="x", color=style.GRID)
    axes.axvline(0, color=style.QUIET, linewidth=1)


def _row(axes: Axes, place: int, work: pd.Series) -> None:
    if work["school"]:
        mark = style.fill_of(MARKS[work["school"]])
        axes.barh(place, work["high"] - work["low"], 0.62, left=work["low"], **mark)
    else:
        axes.plot([work["low"]], [place], marker="D", markersize=10, color=style.INK, clip_on=False)
    axes.text(END + 0.25, place, work["emphasis"], va="center", clip_on=False, **style.FONT)


def _key(axes: Axes) -> None:
    handles = [Rectangle((0, 0), 1, 1, label=mark.label, **style.fill_of(mark)) for mark in MARKS.values()]
    place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (-0.35, 1.0)}
    axes.legend(handles=handles, ncols=len(handles), frameon=False, fontsize=style.TEXT_PT, **place)


def _alt(table: pd.DataFrame) -> str:
    parts = [
        f"{work['work']} from {signed(work['low'])} to {signed(work['high'])}"
        if work["school"]
        else f"you at {signed(work['low'])}"
        for _, work in table.iterrows()
    ]
    line = "Ranges from -2 (Soviet decisions alone) to +2 (Western decisions alone), as the editors read them"
    return f"{line}: {'; '.join(parts)}."
