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

from thirteenth import alliances
from thirteenth.charts.chart import FIGURE_STYLE, table_as_text, unfoldable
from thirteenth.charts.composition import sentence
from thirteenth.charts.frame import frame

START_YEAR = 1955
SOURCE = "course tables members.csv and countries.csv"


@dataclass(frozen=True)
class Slider:
    """A slider over years.

    Attributes:
        table: one row a year: ``year``, ``NATO``, ``WTO`` (members), ``frame`` (which picture shows it).
        frames: the pictures, as addresses that hold an SVG.
        sentences: for each year what the picture says.
        start: the year that is shown first.
    """

    table: pd.DataFrame
    frames: list[str]
    sentences: list[str]
    start: int

    @property
    def alt(self) -> str:
        """What is seen over all years, in one sentence."""
        changes = self.table[self.table["frame"].diff() != 0]
        first, last = self.table["year"].iloc[0], self.table["year"].iloc[-1]
        return f"Both alliances on 31 December of each year from {first} to {last}, in {len(changes)} pictures."

    def as_text(self) -> str:
        """Return the sentence and the years in which the picture changes as text."""
        changes = self.table[self.table["frame"].diff() != 0]
        return f"{self.alt}\n{table_as_text(changes[['year', 'NATO', 'WTO']])}"

    def as_html(self) -> str:
        """Return the slider, its pictures and its few lines of script as one HTML figure."""
        years = self.table["year"].tolist()
        shown = years.index(self.start)
        plan = json.dumps({"first": years[0], "frames": self.table["frame"].tolist(), "sentences": self.sentences})
        return (
            f'<figure class="thirteenth-chart thirteenth-slider" style="{FIGURE_STYLE}">'
            f"{self._controls(years, shown)}{self._pictures(shown)}<figcaption>Source: {SOURCE}</figcaption>"
            f"{unfoldable(self.table[['year', 'NATO', 'WTO']])}"
            f"<script>{_script().replace('PLAN', plan)}</script></figure>"
        )

    def _controls(self, years: list[int], shown: int) -> str:
        # JupyterLab takes the arrow keys from a control unless the control itself carries this attribute.
        own_keys = "data-lm-suppress-shortcuts"
        said = html.escape(self.sentences[shown])
        bounds = f'min="{years[0]}" max="{years[-1]}" value="{years[shown]}" step="1"'
        return (
            '<div style="display:flex;flex-wrap:wrap;gap:0.6em;align-items:center;font-size:1.1em;margin:0.4em 0">'
            f'<button type="button" {own_keys} data-step="-1">◀ previous change</button>'
            f'<label style="flex:1 1 20em;display:flex;gap:0.6em;align-items:center">Year '
            f'<input type="range" {own_keys} {bounds} style="flex:1;min-width:12em" aria-valuetext="{said}"></label>'
            f'<button type="button" {own_keys} data-step="1">next change ▶</button></div>'
            f'<output style="display:block;font-size:1.2em;font-weight:bold;margin:0.3em 0">{said}</output>'
        )

    def _pictures(self, shown: int) -> str:
        visible = self.table["frame"].iloc[shown]
        said = dict(zip(self.table["frame"], self.sentences, strict=True))
        return "".join(
            f'<img alt="{html.escape(said[number].split(": ", 1)[1])}" src="{picture}" '
            f'style="max-width:100%;height:auto"{"" if number == visible else " hidden"}>'
            for number, picture in enumerate(self.frames)
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.as_html(), "text/plain": self.as_text()}


def composition_slider(first: int = 1949, last: int = 2024) -> Slider:
    """Draw who was in at the end of each year, under a slider.

    Args:
        first: the first year.
        last: the last year.

    Returns:
        A slider that shows itself; it opens on 1955, or on the first year when 1955 is outside.

    Raises:
        ValueError: the last year is before the first, or a year before 1949.
    """
    if not 1949 <= first <= last:  # noqa: PLR2004 - the year in which the first alliance was founded
        raise ValueError(f"The slider takes a first and a later last year, from 1949 on, not {first} and {last}.")
    years = range(first, last + 1)
    compositions = [alliances.composition(f"{year}-12-31") for year in years]
    pictures: dict[str, int] = {}
    frames = [pictures.setdefault(table_as_text(states), len(pictures)) for states in compositions]
    drawn = [compositions[frames.index(number)] for number in range(len(pictures))]
    table = pd.DataFrame({"year": list(years), "frame": frames})
    for alliance in alliances.ALLIANCES:
        table[alliance] = [int((states["alliance"] == alliance).sum()) for states in compositions]
    return Slider(
        table=table,
        frames=[frame(states) for states in drawn],
        sentences=[f"31 December {year}: {sentence(states)}" for year, states in zip(years, compositions, strict=True)],
        start=START_YEAR if first <= START_YEAR <= last else first,
    )


def _script() -> str:
    return resources.files("thirteenth.charts").joinpath("slider.js").read_text(encoding="utf-8")
