"""pandas: how it shows a table in a notebook, which is IPython's protocol and no promise of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.internals.contract import Promise

if TYPE_CHECKING:
    import pandas as pd


def as_in_a_notebook(table: pd.DataFrame) -> str | None:
    """Return a table's HTML as a notebook shows it; None where it shows plain text."""
    page: str | None = table._repr_html_()
    return page


PROMISES = (Promise("pandas", "pandas:DataFrame._repr_html_", "set a table's texts flush left"),)
