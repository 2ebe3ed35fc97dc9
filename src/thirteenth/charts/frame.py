"""One picture of the slider as SVG.

The slider needs a picture for every composition since 1949. As SVG all of them take a few milliseconds, where
matplotlib takes a tenth of a second each, and their text stays sharp on a projector. Layout and colours are those of
``composition``.
"""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from thirteenth import alliances
from thirteenth.charts import style
from thirteenth.charts.composition import SEATS_A_COLUMN

if TYPE_CHECKING:
    import pandas as pd

WIDTH, HEIGHT = 1056, 560
TILE, TILE_STEP, MAP_LEFT, MAP_TOP = 53, 57, 8, 62
SEAT_WIDTH, SEAT_HEIGHT, SEAT_STEP, SEATS_FOOT = 100, 27, 30, 552
STACK_LEFT = {"NATO": 676, "WTO": 902}
FONT = 'font-family="\'DejaVu Sans\',Verdana,sans-serif" font-size="16"'


def frame(states: pd.DataFrame) -> str:
    """Return the picture of a composition as an address that holds an SVG.

    Args:
        states: as ``alliances.composition`` gives them.
    """
    parts = [_key(), *(_tile(state) for state in states.itertuples())]
    for alliance in alliances.ALLIANCES:
        parts += _stack(states[states["alliance"] == alliance].sort_values("seat"), alliance)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'{FONT}>{_hatches()}<rect width="100%" height="100%" fill="{style.PAPER}"/>{"".join(parts)}</svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode("utf-8")).decode("ascii")


def places(states: pd.DataFrame) -> list[dict[str, str | float]]:
    """Return where each tile stands, from the left and the top in per cent of the picture, and what it ``says``.

    Args:
        states: as ``alliances.composition`` gives them.
    """
    return [
        {
            "left": round(100 * (MAP_LEFT + (state["column"] - 1) * TILE_STEP) / WIDTH, 2),
            "top": round(100 * (MAP_TOP + (state["row"] - 1) * TILE_STEP) / HEIGHT, 2),
            "says": f"{state['code']}: {state['country']}, {_membership(state)}",
        }
        for _, state in states.iterrows()
    ]


def _membership(state: pd.Series) -> str:
    label = style.ALLIANCE_MARKS[state["alliance"]].label
    return label if state["alliance"] == "none" else f"{label}, seat {state['seat']}"


def _tile(state: object) -> str:
    word, code = state.alliance, state.code  # type: ignore[attr-defined]  # a row of itertuples has no type of its own
    x = MAP_LEFT + (state.column - 1) * TILE_STEP  # type: ignore[attr-defined]  # a row of itertuples has no type of its own
    y = MAP_TOP + (state.row - 1) * TILE_STEP  # type: ignore[attr-defined]  # a row of itertuples has no type of its own
    return _box(word, (x, y, TILE, TILE), f'<tspan font-weight="bold">{escape(code)}</tspan>')


def _stack(members: pd.DataFrame, alliance: str) -> list[str]:
    left = STACK_LEFT[alliance]
    label = f"{style.ALLIANCE_MARKS[alliance].label}: {len(members)}"
    parts = [f'<text x="{left}" y="46" font-size="17" font-weight="bold" fill="{style.INK}">{label}</text>']
    for seat, code in zip(members["seat"], members["code"], strict=True):
        x, y = _seat(left, int(seat))
        parts.append(_box(alliance, (x, y, SEAT_WIDTH, SEAT_HEIGHT), f"{seat}  {escape(code)}"))
    free = len(members) + 1
    if alliance == alliances.NATO and free <= 2 * SEATS_A_COLUMN:
        x, y = _seat(left, free)
        parts.append(
            f'<rect x="{x}" y="{y}" width="{SEAT_WIDTH}" height="{SEAT_HEIGHT}" fill="none" stroke="{style.QUIET}" '
            f'stroke-dasharray="6 4"/>{_text(x + SEAT_WIDTH / 2, y + SEAT_HEIGHT / 2, f"{free}  ?", style.INK)}'
        )
    return parts


def _seat(left: int, seat: int) -> tuple[int, int]:
    column, row = divmod(seat - 1, SEATS_A_COLUMN)
    return left + column * (SEAT_WIDTH + 6), SEATS_FOOT - SEAT_HEIGHT - row * SEAT_STEP


def _box(word: str, place: tuple[int, int, int, int], words: str) -> str:
    """Return a block of an alliance's look with words in its middle."""
    mark = style.ALLIANCE_MARKS[word]
    x, y, width, height = place
    size = f'x="{x}" y="{y}" width="{width}" height="{height}"'
    box = f'<rect {size} fill="{mark.fill}"/>'
    if mark.hatch:
        box += f'<rect {size} fill="url(#hatch)"/>'
    if mark.hatch and words:
        # The words stand on a plain ground, so that the hatch does not cross them.
        half = 24 if width == TILE else 38
        ground = f'x="{x + width / 2 - half:.0f}" y="{y + height / 2 - 10:.0f}" width="{2 * half}" height="20"'
        box += f'<rect {ground} fill="{mark.fill}"/>'
    return box + (_text(x + width / 2, y + height / 2, words, mark.ink) if words else "")


def _text(x: float, y: float, words: str, ink: str) -> str:
    place = f'x="{x:.0f}" y="{y:.0f}" text-anchor="middle" dominant-baseline="central"'
    return f'<text {place} fill="{ink}" xml:space="preserve">{words}</text>'


def _hatches() -> str:
    line = style.ALLIANCE_MARKS["WTO"].line
    return (
        '<defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line x1="0" y1="0" x2="0" y2="9" stroke="{line}" stroke-width="2"/></pattern></defs>'
    )


def _key() -> str:
    parts, x = [], MAP_LEFT
    for word, mark in style.ALLIANCE_MARKS.items():
        parts.append(_box(word, (x, 24, 30, 20), ""))
        parts.append(f'<text x="{x + 38}" y="40" fill="{style.INK}">{mark.label}</text>')
        x += 75 + 11 * len(mark.label)
    return "".join(parts)
