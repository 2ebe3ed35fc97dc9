"""The course's one look: colours that colour-blind readers tell apart, each with a second cue, in 12 points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure

from thirteenth.charts.words import source_line

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from matplotlib.axes import Axes

TEXT_PT = 12
TITLE_PT = 15
WIDTH_IN = 11.0
INK = "#1A1A1A"
QUIET = "#595959"
GRID = "#D9D9D9"
PAPER = "#FFFFFF"
# A font of matplotlib's own, so that the picture is the same on every machine.
FONT: dict[str, Any] = {"family": "DejaVu Sans", "size": TEXT_PT, "color": INK}
# Words that stand on a grid line hide it.
ON_GRID: dict[str, Any] = {**FONT, "bbox": {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}}


@dataclass(frozen=True)
class Mark:
    """How one category is drawn.

    Attributes:
        label: its name in the key.
        fill: the colour of its marks.
        ink: the colour of text on the fill.
        hatch: the second cue, for readers who do not see the colour; empty for a plain fill.
        line: the colour of the hatch and of the edge.
    """

    label: str
    fill: str
    ink: str
    hatch: str = ""
    line: str = "#595959"


# Near the Okabe-Ito palette, made darker or lighter until text on each reaches a contrast of 4.5 to 1.
BLUE, AMBER, PALE, TEAL, VIOLET = "#0B5CAD", "#F2B134", "#E6E6E6", "#0A7B67", "#8E4A8C"
BROWN = "#8A5A00"
FAINT_BLUE, FAINT_AMBER, FAINT_BROWN = "#B9D2EC", "#FBE3B0", "#E3CDA0"
ALLIANCE_MARKS = {
    "NATO": Mark("NATO", BLUE, "#FFFFFF"),
    "WTO": Mark("Warsaw Pact", AMBER, INK, "//"),
    "none": Mark("in neither", PALE, INK),
}
CHECK_MARKS = {
    "data": Mark("a table of data", BLUE, "#FFFFFF"),
    "document": Mark("documents", TEAL, "#FFFFFF", "..", "#CFE8E2"),
    "historians": Mark("historians' work", AMBER, INK, "//"),
    "no": Mark("no test: a judgement", PALE, INK),
}
TOLD_MARK = Mark("told in the article", BLUE, "#FFFFFF")
UNTOLD_MARK = Mark("left out", PAPER, INK)


def new_figure(height_in: float, title: str, source: str) -> Figure:
    """Return an empty figure of the course's width with its title and its source line.

    Args:
        height_in: height in inches.
        title: what the chart says or asks.
        source: the tables that it draws, such as ``members.csv``.
    """
    figure = Figure(figsize=(WIDTH_IN, height_in), facecolor=PAPER)
    inch = 1 / height_in
    figure.text(0.012, 1 - 0.12 * inch, title, **{**FONT, "size": TITLE_PT}, weight="bold", va="top")
    figure.text(0.012, 0.08 * inch, source_line(source), **{**FONT, "color": QUIET}, va="bottom")
    return figure


def undressed() -> AbstractContextManager[None]:
    """Make axes with matplotlib's own look: a chart of the course is the same whatever a notebook has set."""
    own: Any = mpl.rcParamsDefault
    return mpl.rc_context({name: own[name] for name in own if name.startswith("axes.")})


def log_scale(axes: Axes) -> None:
    """Make the horizontal axis logarithmic, which makes the axis anew."""
    with undressed():
        axes.set_xscale("log")


def add_axes(figure: Figure, left_in: float, bottom_in: float, right_in: float, top_in: float) -> Axes:
    """Return axes that leave these margins, in inches, and carry no frame but a faint grid.

    Args:
        figure: the figure.
        left_in: room for the row labels.
        bottom_in: room for the axis, the source line included.
        right_in: room at the right.
        top_in: room for title and key.
    """
    width, height = figure.get_size_inches()
    sides = (left_in / width, bottom_in / height, 1 - (left_in + right_in) / width, 1 - (bottom_in + top_in) / height)
    with undressed():
        axes = figure.add_axes(sides)
    axes.spines[:].set_visible(False)
    axes.tick_params(labelsize=TEXT_PT, labelcolor=INK, length=0)
    axes.set_axisbelow(True)
    return axes


def on_mark(mark: Mark) -> dict[str, Any]:
    """Return the text settings for a label on a mark: its ink, on a plain ground where the mark is hatched."""
    ground = {"facecolor": mark.fill, "edgecolor": "none", "pad": 1.5} if mark.hatch else None
    return {**FONT, "color": mark.ink, "bbox": ground, "ha": "center", "va": "center"}


def fill_of(mark: Mark) -> dict[str, Any]:
    """Return the patch settings of a mark: fill, hatch and an edge that shows on white paper."""
    edge = mark.line if mark.hatch or mark.fill == PAPER else mark.fill
    return {"facecolor": mark.fill, "hatch": mark.hatch, "edgecolor": edge, "linewidth": 0.6}
