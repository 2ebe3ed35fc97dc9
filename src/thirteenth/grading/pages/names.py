"""Names of folders that every file system takes, for learners of any name."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%#\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def folder_names(learners: Iterable[str]) -> dict[str, str]:
    """Return a folder's name for each learner.

    Args:
        learners: their names, each once.

    Returns:
        Names that differ even where capital and small letters are one. A learner's own name stays where it can; where
        it cannot, or two would fall together, eight digits made from it follow.
    """
    plain = {learner: _plain(learner) for learner in learners}
    counted = Counter(name.casefold() for name in plain.values())
    return {
        learner: name if name == learner and counted[name.casefold()] == 1 else f"{name}-{_digits(learner)}"
        for learner, name in plain.items()
    }


def _plain(learner: str) -> str:
    name = _FORBIDDEN.sub("_", learner)[:LONGEST].strip(". ") or "learner"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def _digits(learner: str) -> str:
    return hashlib.sha256(learner.encode("utf-8", "surrogatepass")).hexdigest()[:8]
