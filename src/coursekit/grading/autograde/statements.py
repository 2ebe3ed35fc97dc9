"""Cut a cell after one of its statements."""

from __future__ import annotations

import ast
import re

_MAGIC = re.compile(r"^([ \t]*)[!%][^\n]*$", re.MULTILINE)


def beginnings(source: str) -> list[str]:
    """Return the texts with which a cell begins: up to before its first statement, before its second, and so on.

    Args:
        source: its code; IPython's lines that begin with ``!`` or ``%`` count as statements.

    Returns:
        One text a statement, the first of them empty; none for a cell that cannot be read.
    """
    plain = _MAGIC.sub(r"\1pass", source)
    try:
        statements = ast.parse(plain).body
    except (SyntaxError, ValueError):
        return []
    lines, read = source.split("\n"), plain.split("\n")
    return ["", *(_until(lines, read, statement) for statement in statements[:-1])] if statements else []


def _until(lines: list[str], read: list[str], statement: ast.stmt) -> str:
    """Return the text up to the end of a statement, which need not be the end of its line."""
    at, column = (statement.end_lineno or 1) - 1, statement.end_col_offset or 0
    # The place is counted in bytes, in the text that was read.
    same = lines[at] == read[at]
    last = lines[at].encode("utf-8")[:column].decode("utf-8") if same else lines[at]
    return "\n".join([*lines[:at], last])
