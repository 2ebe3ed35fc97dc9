"""Numbers as the interface says them."""

from __future__ import annotations


def whole_percent(part: float, of: float = 1) -> int:
    """Return how many hundredths of a whole a part is, rounded to a whole number; 0 of nothing.

    Args:
        part: the part.
        of: the whole.
    """
    return round(100 * part / of) if of else 0
