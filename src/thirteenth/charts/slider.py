"""The composition of both alliances at the end of each year, under a slider that moves at once.

Every picture is drawn once, in the kernel; the page only switches between them. So the slider works in JupyterLab,
in an exported page and without a kernel, and a move costs no drawing.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from importlib import resources

import pandas as pd

from coursekit import tables
from thirteenth import alliances
from thirteenth.charts.chart import FIGURE_STYLE, table_as_text, unfoldable
from thirteenth.charts.composition import SOURCE, sentence
from thirteenth.charts.frame import HEIGHT, TILE, WIDTH, frame, places
from thirteenth.charts.words import source_line

FIRST_YEAR, LAST_YEAR = 1949, 2024
START_YEAR = 1955
IN_A_SENTENCE = {alliances.NATO: "NATO", alliances.WTO: "the Warsaw Pact"}
SHOWN_COLUMNS = ["year", *alliances.ALLIANCES, "news"]


@dataclass(frozen=True)
class Slider:
    """A slider over years.

    Attributes:
        table: one row a year: ``year``, ``NATO``, ``WTO`` (members), ``news`` (who came or went since the year before,
            in words), ``frame`` (which picture shows it).
        frames: the pictures, as addresses that hold an SVG.
        alts: for each picture what it shows.
        start: the year that is shown first.
        tiles: for each picture its tiles, as ``frame.places`` gives them.
    """

    table: pd.DataFrame
    frames: list[str]
    alts: list[str]
    start: int
    tiles: list[list[dict[str, str | float]]]

    @property
    def alt(self) -> str:
        """What is seen over all years, in one sentence."""
        first, last = self.table["year"].iloc[0], self.table["year"].iloc[-1]
        return f"Both alliances on 31 December of each year from {first} to {last}, in {len(self._changes())} pictures."

    def as_text(self) -> str:
        """Return the sentence and the years in which the picture changes as text."""
        return f"{self.alt}\n{table_as_text(self._changes()[SHOWN_COLUMNS])}"

    def as_html(self) -> str:
        """Return the slider, its pictures and its few lines of script as one HTML figure.

        JupyterLab removes scripts and the attribute ``hidden`` from the outputs of a notebook that it does not trust.
        So the HTML holds one picture and a line that says how to get the slider; the script puts the rest in place.
        """
        position = self.table["year"].tolist().index(self.start)
        number = self.table["frame"].iloc[position]
        return (
            f'<figure class="thirteenth-chart thirteenth-slider" style="{FIGURE_STYLE}">'
            "<p>Run this cell to move through the years.</p>"
            '<output aria-live="polite" style="display:block;font-size:1.1em;min-height:4.5em">'
            f"<b>{html.escape(self._counts()[position])}</b><br>"
            f"<span>{html.escape(self.table['news'].iloc[position])}</span></output>"
            f'<img alt="{html.escape(self.alts[number])}" src="{self.frames[number]}" '
            'style="max-width:100%;height:auto">'
            f"<figcaption>{source_line(SOURCE)}</figcaption>"
            f"{unfoldable(self.table[SHOWN_COLUMNS], SOURCE)}<script>{self._script()}</script></figure>"
        )

    def _changes(self) -> pd.DataFrame:
        return self.table[self.table["frame"].diff() != 0]

    def _counts(self) -> list[str]:
        """Return for each year the counts in words."""
        return [
            f"31 December {year}: {self.alts[number]}"
            for year, number in zip(self.table["year"], self.table["frame"], strict=True)
        ]

    def _script(self) -> str:
        script, cells = (
            resources.files(package).joinpath(name).read_text(encoding="utf-8")
            for package, name in (("thirteenth.charts", "slider.js"), ("coursekit.session", "cells.js"))
        )
        plan = {
            "first": int(self.table["year"].iloc[0]),
            "start": self.start,
            "pictures": self.frames,
            "alts": self.alts,
            "frames": self.table["frame"].tolist(),
            "counts": self._counts(),
            "news": self.table["news"].tolist(),
            "tiles": self.tiles,
            "tile": [round(100 * TILE / WIDTH, 2), round(100 * TILE / HEIGHT, 2)],
        }
        # "</script>" inside a string would end the script.
        return script.replace("// CELLS", cells, 1).replace("PLAN", json.dumps(plan).replace("</", "<\\/"), 1)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.as_html(), "text/plain": self.as_text()}


def composition_slider(first: int = FIRST_YEAR, last: int = LAST_YEAR) -> Slider:
    """Draw who was in at the end of each year, under a slider.

    Args:
        first: the first year.
        last: the last year.

    Returns:
        A slider that shows itself; it opens on 1955, or on the first year when 1955 is outside.

    Raises:
        ValueError: the last year is before the first, or a year lies outside 1949 to 2024.
    """
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise ValueError(
            f"The slider takes a first and a later last year from {FIRST_YEAR} to {LAST_YEAR}, not {first} and {last}."
        )
    years = list(range(first, last + 1))
    compositions = _compositions(years)
    drawn: dict[str, int] = {}
    table = pd.DataFrame({"year": years})
    for alliance in alliances.ALLIANCES:
        table[alliance] = [int((states["alliance"] == alliance).sum()) for states in compositions]
    before = [compositions[0], *compositions]
    table["news"] = [_news(old, new) for old, new in zip(before, compositions, strict=False)]
    table["frame"] = [drawn.setdefault(table_as_text(states), len(drawn)) for states in compositions]
    distinct = [compositions[table["frame"].tolist().index(number)] for number in drawn.values()]
    return Slider(
        table=table,
        frames=[frame(states) for states in distinct],
        alts=[sentence(states) for states in distinct],
        tiles=[places(states) for states in distinct],
        start=START_YEAR if first <= START_YEAR <= last else first,
    )


def _compositions(years: list[int]) -> list[pd.DataFrame]:
    """Return the composition at the end of each year; a year without a change is not worked out anew."""
    members, states = tables.load("members"), tables.load("countries")
    days = pd.concat([members["joined"], members["left"], states["valid_from"], states["valid_to"]])
    changed = set(days.dropna().dt.year)
    compositions: list[pd.DataFrame] = []
    for year in years:
        compositions.append(
            compositions[-1] if compositions and year not in changed else alliances.composition(f"{year}-12-31")
        )
    return compositions


def _news(before: pd.DataFrame, after: pd.DataFrame) -> str:
    """Return in words who came and who went between two compositions; empty when nothing changed."""
    parts = []
    for word in alliances.ALLIANCES:
        name = IN_A_SENTENCE[word]
        old, new = (states[states["alliance"] == word] for states in (before, after))
        parts += _named(f"New in {name}", new, old) + _named(f"No longer in {name}", old, new)
    parts += _named("New on the map", after, before) + _named("No longer on the map", before, after)
    return " ".join(parts)


def _named(words: str, these: pd.DataFrame, without: pd.DataFrame) -> list[str]:
    names = these.loc[~these["code"].isin(without["code"]), "country"]
    return [f"{words}: {', '.join(sorted(names))}."] if len(names) else []
