"""A report of headed blocks, written as one HTML page and as a notebook; a learner's words stay words in both."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

CSS = (
    "body{font:16px/1.5 'DejaVu Sans',Verdana,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse}th,td{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid #d9d9d9}"
    "img{max-width:100%;height:auto}.missing{color:#595959;font-style:italic}"
    "@media print{body{margin:0;font-size:11pt}}"
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
class Points:
    """A list."""

    lines: tuple[str, ...]

    def as_html(self) -> str:
        """Return the list."""
        return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in self.lines)}</ul>"

    def as_markdown(self) -> str:
        """Return one line a point."""
        return "\n".join(f"- {line}" for line in self.lines)


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
    """A title, blocks under headings, and one figure at the end.

    Attributes:
        title: of the whole.
        parts: headings with their blocks.
        picture: the figure as PNG in base64.
        alt: what the figure is, in words.
    """

    title: str
    parts: Sequence[tuple[str, Block]]
    picture: str
    alt: str

    def as_html(self) -> str:
        """Return a page that needs nothing from elsewhere."""
        body = "".join(f"<h2>{html.escape(head)}</h2>{block.as_html()}" for head, block in self.parts)
        figure = f'<h2>My figure</h2><img alt="{html.escape(self.alt)}" src="data:image/png;base64,{self.picture}">'
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>My verdict</title>'
            f"<style>{CSS}</style></head><body><h1>{html.escape(self.title)}</h1>{body}{figure}</body></html>\n"
        )

    def as_notebook(self) -> str:
        """Return a notebook of Markdown cells, in nbformat 4."""
        texts = [f"# {self.title}", *(f"## {head}\n\n{block.as_markdown()}" for head, block in self.parts)]
        cells: list[dict[str, Any]] = [
            {"cell_type": "markdown", "id": f"part-{number}", "metadata": {}, "source": text}
            for number, text in enumerate(texts)
        ]
        shown = f"## My figure\n\n![{self.alt}](attachment:figure.png)"
        held = {"figure.png": {"image/png": self.picture}}
        cells.append({"cell_type": "markdown", "id": "figure", "metadata": {}, "source": shown, "attachments": held})
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
