"""File names for learners: readable, safe on every system, and never the same for two learners."""

from __future__ import annotations

import re
import unicodedata

from coursekit.files import digits_of, is_reserved

_LONGEST_BYTES = 80
_UNSAFE = re.compile(r"[^\w .()+-]")


def file_names(learners: set[str]) -> dict[str, str]:
    """Give each learner a file name.

    A name that had to be changed, or that would be another's on a system that does not tell capitals apart, ends with
    eight digits made from the whole name: so it stays the same when other learners come and go.

    Args:
        learners: the learners' names.

    Returns:
        The file names by learner, without extension.
    """
    plain = {learner: _plain(learner) for learner in learners}
    folded = [_folded(name) for name in plain.values()]
    return {
        learner: name if name == learner and folded.count(_folded(name)) == 1 else f"{name}-{digits_of(learner)}"
        for learner, name in plain.items()
    }


def _plain(learner: str) -> str:
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", learner))
    name = name.encode()[:_LONGEST_BYTES].decode("utf-8", "ignore").strip(" .")
    return "_" if not name or is_reserved(name) else name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
