"""How large a table is, in words: for the sentence on an error, and for what a check has received."""

from __future__ import annotations

from coursekit.words import gettext, ngettext


def table_in_words(value: object) -> str:
    """Return a table in words, such as ``a table of 40 rows and 1 column``; empty for what is no table.

    Args:
        value: anything; what has two dimensions is a table.
    """
    shape = getattr(value, "shape", None)
    if not isinstance(shape, tuple) or len(shape) != 2:  # noqa: PLR2004 - rows and columns
        return ""
    rows, columns = ngettext("{n} row", "{n} rows", shape[0]), ngettext("{n} column", "{n} columns", shape[1])
    return gettext("a table of {rows} and {columns}", rows=rows, columns=columns)
