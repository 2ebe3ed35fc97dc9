"""What a learner is told about an answer: what was received, and its form, short enough to read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sized

from coursekit.session.shapes import table_in_words
from coursekit.words import N_, gettext, ngettext

LONGEST = 1_200
SHORT = 60
_NUMBER = r"-?\d[\d.]*"
_TEXT = r'"(?:[^"\\]|\\.)*"'
MOST_LINES = 16
_PLAINER = {"Index": "list", "ndarray": "list"}


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
    kind = _PLAINER.get(type(answer).__name__, type(answer).__name__)
    if table := table_in_words(answer):
        return table
    if form.startswith("figure of "):
        return gettext("a chart")
    if isinstance(answer, str):
        return gettext("the text {text}", text=form)
    is_short = "\n" not in form and len(form) <= SHORT
    if isinstance(answer, Sized):
        if is_short:
            return gettext("the {kind} {form}", kind=kind, form=form)
        return ngettext("a {kind} of {n} value", "a {kind} of {n} values", len(answer), kind=kind)
    return form if is_short else gettext("a {kind}", kind=kind)


def kind_of(form: str) -> str:
    """Return the kind of a canonical form in English, such as ``a number`` or ``a list of texts``; empty for others."""
    kinds = (
        (_NUMBER, N_("a number")),
        (_TEXT, N_("a text")),
        ("True|False", N_("True or False")),
        (r"\d{4}-\d\d-\d\d\S*", N_("a date")),
        (rf"\[{_NUMBER}(?:, {_NUMBER})*\]", N_("a list of numbers")),
        (rf"\[{_TEXT}(?:, {_TEXT})*\]", N_("a list of texts")),
        (r"table of \d+ rows\n.*", N_("a table")),
        (r"figure of \d+ panels?\n.*", N_("a chart")),
    )
    return next((words for pattern, words in kinds if re.fullmatch(pattern, form, re.DOTALL)), "")
