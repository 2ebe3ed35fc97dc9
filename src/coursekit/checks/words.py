"""What a learner is told about an answer: what was received, and its form, short enough to read."""

from __future__ import annotations

import hashlib
from collections.abc import Sized

LONGEST = 1_200
MOST_LINES = 16


def shortened(form: str) -> str:
    """Return a canonical form as it is shown.

    A long one is cut; a fingerprint of the whole then stands for the rest, so that two forms that are shown alike are
    alike.
    """
    lines = form.split("\n")
    if len(form) <= LONGEST and len(lines) <= MOST_LINES:
        return form
    begin = "\n".join(lines[:MOST_LINES])[:LONGEST].rstrip()
    fingerprint = hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{begin}\n… ({len(lines)} lines in all, fingerprint {fingerprint})"


def received(answer: object, form: str) -> str:
    """Say in words what was received.

    Args:
        answer: the answer.
        form: its form as it is shown.

    Returns:
        Such as ``the number 15``, ``a list of 12 values`` or ``a table of 40 rows and 3 columns``.
    """
    kind = type(answer).__name__
    shape = getattr(answer, "shape", None)
    if isinstance(shape, tuple) and len(shape) == 2:  # noqa: PLR2004 - rows and columns
        return f"a table of {shape[0]} rows and {shape[1]} columns"
    if isinstance(answer, str):
        return f"the text {form}"
    if isinstance(answer, Sized):
        return f"a {kind} of {len(answer)} value{'' if len(answer) == 1 else 's'}"
    if "\n" not in form and len(form) <= 60:  # noqa: PLR2004 - one short line
        return form
    return f"a {kind}"
