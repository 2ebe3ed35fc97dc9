"""What a learner wrote, read as people write it."""

from __future__ import annotations

import math
import re


def read_number(given: object, unit: str = "") -> float | None:
    """Read a number as people write it: 2231, 2,231, 2 231, 35.7, 35,7, and with its unit: 93 claims.

    Args:
        given: a number or text.
        unit: what may stand behind the number.

    Returns:
        The number, or None when it is none.
    """
    text = re.sub(r"[\s_']", "", str(given).strip().removesuffix(unit)).replace("\N{MINUS SIGN}", "-")
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
