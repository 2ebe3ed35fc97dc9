"""Numbers as the interface says them."""

from __future__ import annotations


def whole_percent(part: float, of: float = 1) -> int:
    """Return how many hundredths of a whole a part is, rounded to a whole number; 0 of nothing.

    Args:
        part: the part.
        of: the whole.
    """
    return round(100 * part / of) if of else 0


def how_many(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its English noun: "1 member", "14 members"; what is translated goes through ngettext.

    Args:
        number: how many.
        singular: the noun for one.
        plural: the noun for others; the singular with an s when empty.
    """
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
