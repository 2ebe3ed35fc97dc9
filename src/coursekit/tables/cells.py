"""One cell: is its text of the field's type, and within the field's constraints?"""

from __future__ import annotations

import datetime as dt
import math
import operator
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | int | float | bool | dt.date
TRUE, FALSE = "true", "false"


def _date(text: str) -> dt.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):  # Python's own parser takes 19550514 and 1955-W20-6 too
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):  # Python's int() takes 1_000 and blanks too
        raise ValueError(text)
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text, re.ASCII):
        raise ValueError(text)
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _boolean(text: str) -> bool:
    if text not in (TRUE, FALSE):
        raise ValueError(text)
    return text == TRUE


_PARSERS: dict[str, tuple[Callable[[str], Value], str]] = {
    "string": (str, "text"),
    "integer": (_integer, "a whole number"),
    "number": (_number, "a number with a point for decimals"),
    "date": (_date, "a date that exists, written YYYY-MM-DD"),
    "boolean": (_boolean, "true or false"),
}


def parse(field: dict[str, Any], text: str) -> tuple[Value | None, str]:
    """Read one cell.

    Args:
        field: the Table Schema field.
        text: the cell's text; empty means missing.

    Returns:
        The value (None when missing or wrong) and, when the text is wrong, what was expected, else "".
    """
    constraints = field.get("constraints", {})
    if text == "":
        return None, "a value (this column may not be empty)" if constraints.get("required") else ""
    parser, expected = _PARSERS[field["type"]]
    try:
        value = parser(text)
    except ValueError:
        return None, expected
    broken = _broken_constraint(constraints, text, value)
    return (None, broken) if broken else (value, "")


def _broken_constraint(constraints: dict[str, Any], text: str, value: Value) -> str:
    if "enum" in constraints and text not in [str(word) for word in constraints["enum"]]:
        return "one of " + ", ".join(str(word) for word in constraints["enum"])
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], text):
        return f"text of the form {constraints['pattern']}"
    return _outside(constraints, value)


def _outside(constraints: dict[str, Any], value: Any) -> str:  # noqa: ANN401 - compared with limits of its own type
    for word, bound, is_outside in (("minimum", "at least", operator.lt), ("maximum", "at most", operator.gt)):
        if word not in constraints:
            continue
        limit = _date(constraints[word]) if isinstance(value, dt.date) else constraints[word]
        if is_outside(value, limit):
            return f"{bound} {limit}"
    return ""
