"""A report of headed blocks, written as one HTML page and as a notebook; a learner's words stay words in both."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from coursekit.words import gettext, language

if TYPE_CHECKING:
    from collections.abc import Sequence

CSS = (
    "body{font:16px/1.5 'DejaVu Sans',Verdana,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse}th,td{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid #d9d9d9}"
    "img{max-width:100%;height:auto}.missing{color:#595959;font-style:italic}.byline{color:#595959}"
    "h3{font-size:1em;font-weight:400;font-style:italic;margin:.8em 0 0}section{break-inside:avoid}"
    # On paper: one A4 page in two columns, also with every position argued; a narrower face than on the screen.
    "@page{size:A4;margin:10mm}"
    "@media print{body{margin:0;padding:0;max-width:none;columns:2;column-gap:6mm;"
    "font:7pt/1.15 'Liberation Serif','Times New Roman',serif}h1{font-size:14pt;margin:0;column-span:all}"
    ".byline{column-span:all;margin:0 0 .3em}h2{font-size:10pt;margin:.5em 0 .1em;break-after:avoid}p{margin:.1em 0}"
    "h3{margin:.3em 0 0}img{max-height:46mm}th,td{padding:0 .6em 0 0}td:last-child{white-space:nowrap}}"
)


class Block(Protocol):
    """What stands under one heading."""

    def as_html(self) -> str:
        """Return it for the page."""

    def as_markdown(self) -> str:
        """Return it for the notebook."""


@dataclass(frozen=True)
class Words:
    """Paragraphs, one a line."""

    text: str

    def as_html(self) -> str:
        """Return a paragraph for each line that is not empty."""
        return "".join(f"<p>{html.escape(line)}</p>" for line in self.text.splitlines() if line.strip())

    def as_markdown(self) -> str:
        """Return the text as it was written."""
        return self.text


@dataclass(frozen=True)
class Gap:
    """Says that something is missing."""

    text: str

    def as_html(self) -> str:
        """Return a quiet line."""
        return f'<p class="missing">{html.escape(self.text)}</p>'

    def as_markdown(self) -> str:
        """Return the line in italics."""
        return f"*{self.text}*"


@dataclass(frozen=True)
class Argument:
    """One position as it was argued.

    Attributes:
        question: what was asked, in full.
        position: what was held, in full.
        sure: how sure, in words; empty where it was not said.
        reason: why, in the learner's words.
        against: the strongest evidence against it, in the learner's words.
    """

    question: str
    position: str
    sure: str
    reason: str
    against: str

    @property
    def lines(self) -> tuple[str, str, str]:
        """Return position, reason and counter-evidence as a line each."""
        sure = f" ({self.sure})" if self.sure else ""
        reason, against = self.reason or gettext("(no reason given)"), self.against or gettext("(nothing named)")
        return (
            f"{self.position}{sure}",
            gettext("Why: {reason}", reason=reason),
            gettext("Against it: {against}", against=against),
        )


@dataclass(frozen=True)
class Arguments:
    """Positions, each with its question."""

    each: tuple[Argument, ...]

    def as_html(self) -> str:
        """Return a small block for each."""
        blocks = []
        for argued in self.each:
            position, *rest = (html.escape(line) for line in argued.lines)
            words = "".join(f"<p>{line}</p>" for line in rest)
            blocks.append(
                f"<section><h3>{html.escape(argued.question)}</h3><p><strong>{position}</strong></p>{words}</section>"
            )
        return f'<div class="arguments">{"".join(blocks)}</div>'

    def as_markdown(self) -> str:
        """Return a heading and lines for each."""
        return "\n\n".join(f"### {argued.question}\n\n" + "\n\n".join(argued.lines) for argued in self.each)


@dataclass(frozen=True)
class Picture:
    """The figure, or that there is none.

    Attributes:
        png: as base64; empty where there is no figure.
        alt: what the figure is, in words.
        says: what it shows, in the learner's words.
        of_course: whether it is one of the course's charts.
    """

    png: str
    alt: str
    says: str
    of_course: bool

    @property
    def caption(self) -> str:
        """Return the words under the figure."""
        if not self.png:
            return gettext("No figure of my own.")
        whose = " " + gettext("A chart of the course.") if self.of_course else ""
        return (self.says.strip() or gettext("No sentence of mine yet: which claim does this figure test?")) + whose


@dataclass(frozen=True)
class Rows:
    """A small table: its head, and rows of as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_html(self) -> str:
        """Return the table."""
        cells = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in self.head)
        lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"

    def as_markdown(self) -> str:
        """Return the table; a bar in a cell would end the cell."""
        lines = [self.head, ("---",) * len(self.head), *self.rows]
        return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


@dataclass(frozen=True)
class Report:
    """A title with who and when, blocks under headings, and one figure at the end.

    Attributes:
        title: of the whole.
        byline: whose it is, and of which day.
        parts: headings with their blocks.
        picture: the figure.
    """

    title: str
    byline: str
    parts: Sequence[tuple[str, Block]]
    picture: Picture

    def as_html(self) -> str:
        """Return a page that needs nothing from elsewhere."""
        title, own_figure = html.escape(gettext("My verdict")), html.escape(gettext("My figure"))
        body = "".join(f"<h2>{html.escape(head)}</h2>{block.as_html()}" for head, block in self.parts)
        picture = self.picture
        image = (
            f'<img alt="{html.escape(picture.alt)}" src="data:image/png;base64,{picture.png}">' if picture.png else ""
        )
        caption = f'<p class="{"says" if picture.says else "missing"}">{html.escape(picture.caption)}</p>'
        return (
            f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8">'
            f"<title>{title}</title><style>{CSS}</style></head><body><h1>{html.escape(self.title)}</h1>"
            f'<p class="byline">{html.escape(self.byline)}</p>'
            f"{body}<h2>{own_figure}</h2>{image}{caption}"
            "</body></html>\n"
        )

    def as_notebook(self) -> str:
        """Return a notebook of Markdown cells, in nbformat 4."""
        headed = [f"## {head}\n\n{block.as_markdown()}" for head, block in self.parts]
        texts = [f"# {self.title}\n\n{self.byline}", *headed]
        cells: list[dict[str, Any]] = [
            {"cell_type": "markdown", "id": f"part-{number}", "metadata": {}, "source": text}
            for number, text in enumerate(texts)
        ]
        cells.append(self._figure_cell())
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"

    def _figure_cell(self) -> dict[str, Any]:
        picture = self.picture
        cell: dict[str, Any] = {"cell_type": "markdown", "id": "figure", "metadata": {}}
        heading = gettext("My figure")
        if not picture.png:
            return {**cell, "source": f"## {heading}\n\n{picture.caption}"}
        source = f"## {heading}\n\n![{picture.alt}](attachment:figure.png)\n\n{picture.caption}"
        return {**cell, "source": source, "attachments": {"figure.png": {"image/png": picture.png}}}
