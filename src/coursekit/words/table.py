"""The tables of words, and what is looked up in them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coursekit.words.chosen import ENGLISH, LOCALE, PSEUDO, language

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "messages"


def gettext(message: str, /, **values: object) -> str:
    """Return a sentence in the language that is spoken.

    Args:
        message: the sentence in English, one literal; ``pybabel extract`` finds it by this function's name.
        values: what stands in its braces.
    """
    code = language()
    text = message if code == ENGLISH else table_of(code).gettext(message)
    return text.format(**values) if values else text


def ngettext(message: str, many: str, n: int, /, **values: object) -> str:
    """Return a sentence in the form that a number asks for.

    Args:
        message: the English sentence for one.
        many: the English sentence for any other number.
        n: the number; it also stands for ``{n}``.
        values: what stands in other braces.
    """
    code = language()
    text = (message if n == 1 else many) if code == ENGLISH else table_of(code).ngettext(message, many, n)
    return text.format(**{"n": n, **values})


def N_(message: str, /) -> str:  # noqa: N802 - the name by which gettext's tools know it
    """Return a sentence as it is; ``pybabel extract`` finds it here, and ``gettext`` looks it up when it is said."""
    return message


@cache
def table_of(code: str) -> NullTranslations:
    """Return the table of a language other than English.

    Args:
        code: as ``language`` gives it.
    """
    # Loaded late: English needs no table.
    from gettext import translation  # noqa: PLC0415 - English needs no table

    from coursekit.words.pseudo import PseudoTranslations  # noqa: PLC0415 - English needs no table

    if code == PSEUDO:
        return PseudoTranslations()
    return translation(DOMAIN, LOCALE, [code.replace("-", "_")])
