"""What Python cannot read: one plain sentence for each of a beginner's slips of the pen."""

from __future__ import annotations

import re
from typing import Any

from coursekit.words import N_, gettext

_UNREADABLE = (
    ("unterminated string", N_("A quotation mark is missing: a text begins and ends with one, both of the same kind.")),
    ("unterminated triple", N_("Three quotation marks open a long text; three more must close it.")),
    (
        "invalid character",
        N_(
            "This sign is no sign of Python: perhaps a curly quotation mark or a dash from another program. "
            "Type it anew."
        ),
    ),
    ("was never closed", N_("A bracket was opened and not closed. Count the brackets that open and those that close.")),
    (
        "incomplete input",
        N_("The cell ends too early: a bracket was opened and not closed."),
    ),
    ("unmatched", N_("There is one closing bracket too many.")),
    ("does not match opening", N_("A bracket is closed by one of another kind: ( with ), [ with ], { with }.")),
    ("expected ':'", N_("A line that begins with def, for, if or else ends with a colon.")),
    (
        "expected an indented block",
        N_("The lines that belong to the one with the colon begin four spaces further right."),
    ),
    ("'return' outside", N_("return belongs to a function: its line begins four spaces further right, below def.")),
    ("Missing parentheses in call", N_("A function takes what it works with in round brackets: print(claims).")),
    ("instead of '='", N_("One = gives a name its value; two == compare.")),
    ("cannot assign to", N_("What is left of = must be a name. To compare, write ==.")),
    ("forgot a comma", N_("Between two values something is missing: often a comma, or the quotation marks of a text.")),
    ("leading zeros", N_("A number does not begin with 0. Write 5, not 05; a date stands in quotation marks.")),
)


# What the line itself tells better than Python's own words about it.
_SLIPS = (
    (re.compile(r"\d\s*%\s*(?:[,)\]}#]|$)"), N_("A number stands without the sign %, such as 12.5.")),
    (re.compile(r"[\[({][^\])}]*;"), N_("Between two values stands a comma, not a semicolon.")),
    (re.compile(r":\s*\d+,\d"), N_("Write the decimals after a point, not after a comma.")),
)
_TELLS_LITTLE = ("invalid syntax", "':' expected after dictionary key")


def unreadable(error: Any, source: str, names: dict[str, Any]) -> str:  # noqa: ANN401, ARG001 - an error has attributes of its kind; all sentences are called alike
    """Return what a learner can do about a line that Python cannot read.

    Args:
        error: the SyntaxError.
        source: the text of the cell.
        names: the names of the session with their values.
    """
    if str(error.msg) in _TELLS_LITTLE:
        for slip, sentence in _SLIPS:
            if slip.search(error.text or ""):
                return gettext(sentence)
    for words, sentence in _UNREADABLE:
        if words in str(error.msg):
            return gettext(sentence)
    return gettext(
        "Python cannot read this line. Look at the mark ^ and just before it: is a quotation mark, a bracket, a comma "
        "or a colon missing?"
    )
