"""A first sort of claims: a learner's labels beside the course's, with a count of agreements.

A label with a typing slip is read as the label that was meant, and said so; a word that is none is named.
"""

from __future__ import annotations

import difflib
import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit import tables
from thirteenth.charts.chart import table_as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

OPEN = "?"
# As near as "acurate" or "unsuported" is to the label that was meant.
NEAR = 0.75
_CELL = "text-align:left;vertical-align:top;padding:0.3rem 1rem 0.3rem 0"


@dataclass(frozen=True)
class LabelSort:
    """Labels beside labels.

    Attributes:
        table: one row a claim: ``id``, ``claim``, ``yours``, ``ours`` and ``why`` (both empty where you gave no label).
        agreed: for how many claims both labels are the same.
        remarks: what was read otherwise than it was written, in words.
    """

    table: pd.DataFrame
    agreed: int
    remarks: tuple[str, ...]

    @property
    def headline(self) -> str:
        """The count of agreements in one sentence."""
        given = int((self.table["ours"] != "").sum())
        if not given:
            return "Write a label in place of a question mark, and run the cell again."
        return f"The same label as ours: {self.agreed} of {given}."

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        lines = [self.headline, *self.remarks]
        head = "".join(f'<th scope="col" style="{_CELL}">{name}</th>' for name in self.table.columns)
        rows = "".join(f"<tr>{_cells(row)}</tr>" for row in self.table.itertuples(index=False))
        words = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        page = f"{words}<table style='font-size:1rem'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        return {"text/plain": "\n".join([*lines, table_as_text(self.table)]), "text/html": page}


def sort(mine: Mapping[str, str]) -> LabelSort:
    """Put your labels beside the course's; ours appear only where you gave one.

    Args:
        mine: a label for each claim, such as ``{"C05": "accurate"}``; ``"?"`` where you have none yet.

    Raises:
        KeyError: a claim is not in claims.csv; the error names it.
        TableError: claims.csv is faulty.
    """
    claims = tables.load("claims").set_index("claim_id")
    known = list(claims["status"].cat.categories)
    for name in mine:
        if name not in claims.index:
            raise KeyError(f"There is no claim {name!r} in claims.csv. They are C01 to {claims.index[-1]}.")
    read = {name: _read(str(word), known) for name, word in mine.items()}
    table = claims.loc[list(mine), ["claim", "status", "note"]].astype(str)
    table.columns = ["claim", "ours", "why"]
    table.insert(1, "yours", [label for label, _ in read.values()])
    table.insert(0, "id", list(mine))
    open_rows = ~table["yours"].isin(known)
    table.loc[open_rows, ["ours", "why"]] = ""
    agreed = int((table["yours"] == table["ours"]).sum())
    return LabelSort(table, agreed, tuple(remark for _, remark in read.values() if remark))


def _read(word: str, known: list[str]) -> tuple[str, str]:
    """Return the label that a word means, and what to say about it."""
    plain = word.strip().casefold()
    if plain in {*known, OPEN, ""}:
        return plain or OPEN, ""
    near = difflib.get_close_matches(plain, known, n=1, cutoff=NEAR)
    if near:
        return near[0], f"{word.strip()} was read as {near[0]}."
    return OPEN, f"{word.strip()} is none of the six labels: {', '.join(known)}."


def _cells(row: tuple[str, ...]) -> str:
    return "".join(f'<td style="{_CELL}">{html.escape(str(cell))}</td>' for cell in row)
