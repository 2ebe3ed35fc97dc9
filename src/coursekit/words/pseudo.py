"""A language for tests: ``Save`` is ``⟦Šáṽéé⟧``. What a page shows outside of such brackets was never looked up.

It is about a third longer than English, as German is, so that a word that does not fit shows too.
"""

from __future__ import annotations

import re
from gettext import NullTranslations

_ACCENTS = str.maketrans("aceinosuyACEINOSUY", "áçéíñöšúýÁÇÉÍÑÖŠÚÝ")
_PLACEHOLDER = re.compile(r"(\{\w*\})")
_SHARE = 0.3


class PseudoTranslations(NullTranslations):
    """A table that knows every sentence."""

    def gettext(self, message: str) -> str:
        """Return a sentence with accents, longer, and in brackets; what stands in braces is left alone."""
        pieces = _PLACEHOLDER.split(message)
        accented = "".join(piece if _PLACEHOLDER.fullmatch(piece) else piece.translate(_ACCENTS) for piece in pieces)
        return f"⟦{accented}{'·' * max(1, round(len(message) * _SHARE))}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of English for a number, changed in the same way."""
        return self.gettext(msgid1 if n == 1 else msgid2)
