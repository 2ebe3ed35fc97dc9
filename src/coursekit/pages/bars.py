"""Bars of parts that add up, as ``bars.html`` draws them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One part of a bar, or of the legend.

    Attributes:
        look: the class of the style that gives it its colour and hatch.
        words: what it stands for.
        count: how many; a part of none is not drawn.
        quiet: draw it without its number, as what is left of the bar.
    """

    look: str
    words: str
    count: int = 0
    quiet: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        name: what stands beside it.
        parts: its parts, from left to right.
    """

    name: str
    parts: tuple[Part, ...]
