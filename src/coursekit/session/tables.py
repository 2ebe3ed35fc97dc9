"""Tables in a notebook: texts stand flush left, numbers flush right. pandas sets everything flush right."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

from coursekit.internals.pandas_tables import as_in_a_notebook

if TYPE_CHECKING:
    import pandas as pd

_ROW = re.compile(r"<tr.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])>")
_LEFT = r'<\1 style="text-align: left">'
# pandas is called differently by its versions; naming it loads nothing.
_MODULES = ("pandas", "pandas.core.frame")


def install(shell: Any) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Let a shell show tables so.

    Args:
        shell: IPython's shell.
    """
    formatter = shell.display_formatter.formatters["text/html"]
    for module in _MODULES:
        formatter.for_type_by_name(module, "DataFrame", _shown)


def _shown(table: pd.DataFrame) -> str | None:
    # What is registered for a type wins over how a table shows itself; one that does has its own reasons.
    return None if hasattr(table, "_repr_mimebundle_") else flush_left(table)


def flush_left(table: pd.DataFrame) -> str | None:
    """Return a table as HTML with its texts flush left.

    Args:
        table: any table; one with several levels of names, or cut off at the side, stays as pandas shows it.

    Returns:
        The HTML; None where pandas shows none.
    """
    page = as_in_a_notebook(table)
    if page is None or table.index.nlevels > 1 or table.columns.nlevels > 1 or "<th>...</th>" in page:
        return page
    texts = [_is_text(table.index.dtype), *map(_is_text, table.dtypes)]
    return _ROW.sub(lambda row: _aligned(row[0], texts), page)


def _aligned(row: str, texts: list[bool]) -> str:
    places = count()
    return _CELL.sub(lambda cell: cell.expand(_LEFT) if texts[next(places)] else cell[0], row)


def _is_text(dtype: Any) -> bool:  # noqa: ANN401 - numpy's or pandas' own
    from pandas.api import types  # noqa: PLC0415 - a table is shown, so pandas is there

    others = (types.is_numeric_dtype, types.is_bool_dtype, types.is_datetime64_any_dtype)
    return not any(is_other(dtype) for is_other in others)
