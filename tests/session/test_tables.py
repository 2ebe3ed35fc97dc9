"""Texts in tables stand flush left, numbers and days as pandas sets them."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from coursekit.session.tables import flush_left

TABLE = pd.DataFrame(
    {"claim": ["NATO <was> founded", None], "count": [1, 2], "day": pd.to_datetime(["1949-04-04"] * 2)}
)


def left(table: pd.DataFrame) -> list[list[bool]]:
    """Return for each row whether each of its cells is flush left."""
    shown = flush_left(table) or ""
    rows = re.findall(r"<tr.*?</tr>", shown, flags=re.DOTALL)
    return [["text-align: left" in cell for cell in re.findall(r"<t[hd][^>]*>", row)] for row in rows]


def test_a_column_of_texts_is_flush_left_with_its_head() -> None:
    assert left(TABLE) == [[False, True, False, False]] * 3
    assert "NATO &lt;was&gt; founded" in (flush_left(TABLE) or "")


def test_names_of_rows_are_texts_too() -> None:
    assert left(TABLE.set_index("claim")) == [[True, False, False]] * 4, "the name of the index has a row of its own"


@pytest.mark.parametrize("table", [TABLE.set_index(["claim", "day"]), pd.DataFrame([["a"] * 50]), TABLE.T.T.iloc[:0]])
def test_a_table_with_levels_cut_or_empty_is_shown(table: pd.DataFrame) -> None:
    assert (flush_left(table) or "").count("<table") == 1


def test_a_table_that_pandas_shows_as_text_stays_text() -> None:
    with pd.option_context("display.notebook_repr_html", False):  # noqa: FBT003 - pandas 2.2 knows no other form
        assert flush_left(TABLE) is None
