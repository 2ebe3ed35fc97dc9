"""The article's argument as a tree to walk: which claim supports which, how each stands, and what bears on it.

It is made of HTML that opens and closes by itself, so it needs no kernel, answers at once, and works by keyboard and
with a screen reader.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from coursekit import tables
from coursekit.words.numbers import how_many

if TYPE_CHECKING:
    from collections.abc import Iterator

THESIS = "C82"
# The sign is the cue beside the word.
SIGNS = {
    "accurate": "\N{CHECK MARK}",
    "imprecise": "\N{ALMOST EQUAL TO}",
    "error": "\N{MULTIPLICATION SIGN}",
    "unsupported": "?",
    "contested": "\N{LEFT RIGHT ARROW}",
    "judgement": "\N{WHITE DIAMOND}",
}
BEARINGS = {"for": "For", "against": "Against", "context": "Context"}
STYLE = "margin:0.15rem 0 0.15rem 0.4rem;padding-left:0.9rem;border-left:2px solid #D9D9D9"


@dataclass(frozen=True)
class ArgumentTree:
    """A tree of claims.

    Attributes:
        table: one row a claim of the tree, from the top: ``claim``, ``depth`` (0 at the top), ``supports``, ``status``,
            ``text``.
        alt: one sentence that says what the tree holds.
        html: the tree.
    """

    table: pd.DataFrame
    alt: str
    html: str

    def as_text(self) -> str:
        """Return the sentence, and the claims indented by their depth."""
        lines = [f"{'  ' * row.depth}{row.claim} {row.status}: {row.text}" for row in self.table.itertuples()]
        return "\n".join([self.alt, *lines])

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.as_text()}


def argument_tree(open_to: str = "", *, top: str = THESIS) -> ArgumentTree:
    """Show the claims that support a claim, and those that support them, with the evidence for and against each.

    Args:
        open_to: a claim whose path from the top stands open, such as ``"C16"``; only the top when empty.
        top: the claim at the top; the article's final thesis when not given.

    Returns:
        The tree.

    Raises:
        ValueError: there is no such claim, or it is not in this tree.
    """
    claims = _claims(top, open_to or top)
    table = pd.DataFrame(_rows(claims, top, 0))
    opened = _path(claims, open_to) if open_to else [top]
    if top not in opened:
        raise ValueError(f"{open_to} does not support {top}: its path ends at {opened[-1]}.")
    evidence = tables.load("claim_evidence")
    return ArgumentTree(table, _alt(table), _node(claims, evidence, top, set(opened)))


def path_to_thesis(claim: str) -> list[str]:
    """Return the claims on the way from a claim to the one that supports nothing more.

    Args:
        claim: such as ``"C16"``.

    Raises:
        ValueError: there is no such claim.
    """
    return _path(_claims(claim), claim)


def _path(claims: pd.DataFrame, claim: str) -> list[str]:
    path = [claim]
    while isinstance(above := claims["supports"].get(path[-1]), str) and above and above not in path:
        path.append(above)
    return path


def _claims(*wanted: str) -> pd.DataFrame:
    """Return the claims by id, when those that are wanted are among them."""
    claims = tables.load("claims").set_index("claim_id")
    for claim in wanted:
        if claim not in claims.index:
            raise ValueError(f"There is no claim {claim!r} in claims.csv. It has C01 to {claims.index.max()}.")
    return claims


def _below(claims: pd.DataFrame, claim: str) -> list[str]:
    return [str(code) for code in claims.index[claims["supports"] == claim]]


def _rows(claims: pd.DataFrame, claim: str, depth: int) -> Iterator[dict[str, object]]:
    """Yield a claim, and then all that support it, each with its depth."""
    row = claims.loc[claim]
    above = row["supports"] if isinstance(row["supports"], str) else ""
    yield {"claim": claim, "depth": depth, "supports": above, "status": str(row["status"]), "text": row["claim"]}
    for other in _below(claims, claim):
        yield from _rows(claims, other, depth + 1)


def _node(claims: pd.DataFrame, evidence: pd.DataFrame, claim: str, opened: set[str]) -> str:
    row = claims.loc[claim]
    below = "".join(_node(claims, evidence, other, opened) for other in _below(claims, claim))
    status = str(row["status"])
    place = "headline" if row["paragraph"] == 0 else f"paragraph {row['paragraph']}"
    head = f"<strong>{claim}</strong> {html.escape(str(row['claim']))} <em>{SIGNS[status]} {status}, {place}</em>"
    state = " open" if claim in opened else ""
    return (
        f'<details style="{STYLE}"{state}><summary>{head}</summary>'
        f"<p>{html.escape(str(row['note']))}</p>{_bearing(evidence, claim)}{below}</details>"
    )


def _bearing(evidence: pd.DataFrame, claim: str) -> str:
    """Return what bears on a claim, folded: for, against, context."""
    rows = evidence[evidence["claim_id"] == claim]
    if not len(rows):
        return ""
    items = [
        f"<li><strong>{word}:</strong> {html.escape(str(row.why))} <code>{html.escape(str(row.source_id))}</code></li>"
        for bearing, word in BEARINGS.items()
        for row in rows[rows["bearing"] == bearing].itertuples()
    ]
    counts = rows["bearing"].value_counts()
    words = ", ".join(f"{counts.get(bearing, 0)} {bearing}" for bearing in ("for", "against"))
    return f'<details style="{STYLE}"><summary>evidence: {words}</summary><ul>{"".join(items)}</ul></details>'


def _alt(table: pd.DataFrame) -> str:
    counts = table["status"].value_counts()
    statuses = ", ".join(f"{counts[status]} {status}" for status in SIGNS if status in counts)
    deepest = int(table["depth"].max()) + 1
    return (
        f"{how_many(len(table), 'claim')} under {table['claim'].iloc[0]}, itself included; "
        f"the longest chain has {deepest}; by status: {statuses}."
    )
