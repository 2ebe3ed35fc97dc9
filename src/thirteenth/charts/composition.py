"""Who was in on one day: a map of tiles, and the seats of both alliances beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from thirteenth import alliances
from thirteenth.charts import style
from thirteenth.charts.chart import Chart
from thirteenth.charts.words import day_in_words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEIGHT_IN = 6.2
SEATS_A_COLUMN = 16
MAP_IN = 6.9
TILE, BLOCK = 0.94, 0.9
SEAT_WIDTH = 1.05
SOURCE = "members.csv and countries.csv"
STACK_LEFT = {"NATO": 0.0, "WTO": 2.35}


def composition(day: alliances.Day) -> Chart:
    """Draw the states that existed on a day as tiles, and each alliance's members as a stack of numbered seats.

    The next free seat of NATO is drawn as an empty block.

    Args:
        day: the day.

    Returns:
        A chart; its table has one row a state: ``code``, ``country``, ``alliance``, ``seat``.

    Raises:
        ValueError: no day.
    """
    states = alliances.composition(day)
    when = day_in_words(alliances.day_of(day))
    table = states[["code", "country", "alliance", "seat"]]
    return Chart(draw(states, f"Who was in on {when}?"), table, f"{when}: {sentence(states)}", SOURCE)


def draw(states: pd.DataFrame, title: str) -> Figure:
    """Return the figure of a composition.

    Args:
        states: as ``alliances.composition`` gives them.
        title: the chart's title.
    """
    figure = style.new_figure(HEIGHT_IN, title, SOURCE)
    tiles = style.add_axes(figure, 0.1, 0.4, style.WIDTH_IN - MAP_IN, 1.0)
    seats = style.add_axes(figure, MAP_IN + 0.15, 0.45, 0.05, 0.55)
    for axes in (tiles, seats):
        axes.axis("off")
    for _, state in states.iterrows():
        _tile(tiles, state)
    tiles.set_xlim(0.95, 12.0)
    tiles.set_ylim(9.0, 0.95)
    tiles.set_aspect("equal")
    seats.set_xlim(0, 4.0)
    seats.set_ylim(-0.1, SEATS_A_COLUMN + 1.6)
    for alliance in alliances.ALLIANCES:
        _stack(seats, states[states["alliance"] == alliance], alliance)
    _key(figure)
    return figure


def sentence(states: pd.DataFrame) -> str:
    """Return a composition in words: how many members, how many states outside.

    Args:
        states: as ``alliances.composition`` gives them.
    """
    counts = states["alliance"].value_counts()
    members = ", ".join(f"{style.ALLIANCE_MARKS[word].label} {counts.get(word, 0)}" for word in alliances.ALLIANCES)
    return f"{members}; in neither, {counts.get(alliances.NEITHER, 0)} of the {len(states)} states on the map."


def _tile(axes: Axes, state: pd.Series) -> None:
    mark = style.ALLIANCE_MARKS[str(state["alliance"])]
    axes.add_patch(Rectangle((state["column"], state["row"]), TILE, TILE, **style.fill_of(mark)))
    axes.text(state["column"] + TILE / 2, state["row"] + TILE / 2, state["code"], **style.on_mark(mark), weight="bold")


def _stack(axes: Axes, members: pd.DataFrame, alliance: str) -> None:
    mark = style.ALLIANCE_MARKS[alliance]
    left = STACK_LEFT[alliance]
    axes.text(left, SEATS_A_COLUMN + 0.35, f"{mark.label}: {len(members)}", **style.FONT, weight="bold", va="bottom")
    for _, member in members.iterrows():
        x, y = _seat(left, int(member["seat"]))
        axes.add_patch(Rectangle((x, y), SEAT_WIDTH, BLOCK, **style.fill_of(mark)))
        axes.text(x + SEAT_WIDTH / 2, y + BLOCK / 2, f"{member['seat']}  {member['code']}", **style.on_mark(mark))
    free = len(members) + 1
    if alliance == alliances.NATO and 1 < free <= 2 * SEATS_A_COLUMN:
        x, y = _seat(left, free)
        axes.add_patch(Rectangle((x, y), SEAT_WIDTH, BLOCK, fill=False, edgecolor=style.QUIET, linestyle="--"))
        axes.text(x + SEAT_WIDTH / 2, y + BLOCK / 2, f"{free}  ?", **style.FONT, ha="center", va="center")


def _seat(left: float, seat: int) -> tuple[float, float]:
    column, row = divmod(seat - 1, SEATS_A_COLUMN)
    return left + 1.06 * SEAT_WIDTH * column, float(row)


def _key(figure: Figure) -> None:
    handles = [
        Rectangle((0, 0), 1, 1, label=mark.label, **style.fill_of(mark)) for mark in style.ALLIANCE_MARKS.values()
    ]
    place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (0.0, 1 - 0.45 / HEIGHT_IN), "borderaxespad": 0.4}
    figure.legend(handles=handles, ncols=3, frameon=False, fontsize=style.TEXT_PT, **place)
