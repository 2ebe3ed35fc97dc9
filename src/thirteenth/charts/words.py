"""Days and counts in words, the same on every machine whatever its language settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
MONTHS += ["November", "December"]


def day_in_words(day: pd.Timestamp, precision: str = "day") -> str:
    """Return a day as a reader says it: "31 March 1954", "August 1952", "1951".

    Args:
        day: the day.
        precision: ``day``, ``month`` or ``year``: how much of the day is known.
    """
    if precision == "year":
        return str(day.year)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if precision == "month" else f"{day.day} {month}"


def signed(number: float) -> str:
    """Return a number with its sign: "+1.5", "-2", "0".

    Args:
        number: the number.
    """
    return f"{number:+g}" if number else "0"


def source_line(source: str) -> str:
    """Return the line that says where a chart's numbers come from.

    Args:
        source: the tables that it draws, such as ``members.csv`` or ``members.csv and countries.csv``.
    """
    return f"Source: course {'tables' if ' and ' in source else 'table'} {source}"
