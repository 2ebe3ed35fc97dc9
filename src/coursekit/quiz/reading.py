"""What a learner wrote, read as people write it."""

from __future__ import annotations

import math
import re


def read_number(given: object) -> float | None:
    """Read a number as people write it: 2231, 2,231, 2 231, 35.7, 35,7.

    Args:
        given: a number or text.

    Returns:
        The number, or None when it is none.
    """
    text = re.sub(r"[\s_']", "", str(given)).replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def count_words(text: object) -> int:
    """Count the words of a text; what is no text has none."""
    return len(text.split()) if isinstance(text, str) else 0
