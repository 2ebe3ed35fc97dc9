"""The course's own ratings of the evidence on March 1954: an example with ranges, no verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit import tables

if TYPE_CHECKING:
    import pandas as pd

EXAMPLE = "example"


def example() -> pd.DataFrame:
    """Return ratings.csv in the form in which ratings are drawn and weighed.

    Returns:
        One row an item and hypothesis: ``evidence_id``, ``hypothesis_id``, ``low`` and ``high`` (what careful readers
        may choose, from -2 to 2), ``score`` (the middle), ``whose`` (``example``).
    """
    names = {"min_score": "low", "max_score": "high", "mid_score": "score"}
    table = tables.load("ratings").rename(columns=names)[["evidence_id", "hypothesis_id", "low", "high", "score"]]
    return table.astype({"low": float, "high": float, "score": float}).assign(whose=EXAMPLE)
