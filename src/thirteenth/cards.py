"""Cards: a paper of 1954, or an explanation of it, as something to read rather than a row of a table."""

from __future__ import annotations

import html
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from coursekit import tables
from coursekit.quiz.people import named_in

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 100
AUDIENCES = {
    "internal": "the author's own government",
    "allies": "allied governments",
    "public": "the other side and the world",
}
# Colours of the page where it has its own, so that a card is readable in a dark theme too.
CARD = (
    "border:1px solid var(--jp-border-color1,#767b82);border-left:6px solid var(--jp-brand-color1,#0b5cad);"
    "border-radius:4px;padding:0.7rem 1rem;break-inside:avoid"
)
GRID = (
    "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:0.9rem;max-width:60rem;"
    "margin:0.4rem 0"
)
HEAD = "margin:0 0 0.3rem;font-size:1.1em;font-weight:600"
LINE = "margin:0.15rem 0"


@dataclass(frozen=True)
class Card:
    """One card.

    Attributes:
        title: what it is.
        lines: what stands below the title, each as a word and what it says.
        says: its words, in ours.
        foot: what comes last, each as a word and what it says.
    """

    title: str
    lines: tuple[tuple[str, str], ...]
    says: str
    foot: tuple[tuple[str, str], ...]

    def as_text(self) -> str:
        """Return the card as lines of plain text."""
        parts = [self.title, *map(": ".join, self.lines), self.says, *map(": ".join, self.foot)]
        return "\n".join(fill(part, WIDTH) for part in parts)

    def as_html(self) -> str:
        """Return the card as HTML."""
        return (
            f'<article style="{CARD}"><p style="{HEAD}">{html.escape(self.title)}</p>{_lines(self.lines)}'
            f'<p style="margin:0.6rem 0">{html.escape(self.says)}</p>{_lines(self.foot)}</article>'
        )


def _lines(lines: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<p style="{LINE}"><b>{word}:</b> {html.escape(text)}</p>' for word, text in lines)


@dataclass(frozen=True)
class Cards:
    """Cards side by side, with one line on each person whom they name.

    Attributes:
        cards: the cards, in order.
    """

    cards: tuple[Card, ...]

    def as_text(self) -> str:
        """Return the cards as plain text, the same on every run."""
        return "\n\n".join(card.as_text() for card in self.cards)

    def as_html(self) -> str:
        """Return the cards and, folded, who is who on them, as HTML."""
        shown = "".join(card.as_html() for card in self.cards)
        return f'<div style="{GRID}">{shown}</div>{_who_is_who(self.as_text())}'

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.as_html(), "text/plain": self.as_text()}


def _who_is_who(text: str) -> str:
    people = [
        f"<li><b>{html.escape(person['name'])}</b>: {html.escape(person['who'])}</li>" for person in named_in(text)
    ]
    if not people:
        return ""
    return f"<details><summary>Who is who</summary><ul>{''.join(people)}</ul></details>"


def papers(paper: str, *more: str) -> Cards:
    """Return papers of 1954 as cards: date, author, addressee, for whom, what it says, what of it was not seen.

    Args:
        paper: its name in ``documents.csv``, such as ``"gromyko-draft"``.
        more: further ones.

    Raises:
        ValueError: there is no such paper; the error names those there are.
    """
    table = tables.load("documents").set_index("document_id")
    missing = [name for name in (paper, *more) if name not in table.index]
    if missing:
        raise ValueError(f"There is no paper {missing[0]!r}. Choose from: {', '.join(table.index)}.")
    return Cards(tuple(_paper(table.loc[name]) for name in (paper, *more)))


def _paper(row: pd.Series) -> Card:
    not_seen = row["not_seen"]
    return Card(
        f"{row['date'].day} {row['date']:%B %Y}: {row['kind']}",
        (("From", row["author"]), ("To", row["addressee"]), ("For", AUDIENCES[row["audience"]])),
        row["says"],
        (("Not seen", not_seen),) if isinstance(not_seen, str) and not_seen else (),
    )


def hypotheses() -> Cards:
    """Return the explanations of the note of March 1954 as cards: who holds each, and what would count against it."""
    return Cards(
        tuple(
            Card(
                f"{row['hypothesis_id']}: {row['short_name']}",
                (),
                row["hypothesis"],
                (("Held by", row["held_by"]), ("Against it would count", row["would_count_against"])),
            )
            for _, row in tables.load("hypotheses").iterrows()
        )
    )
