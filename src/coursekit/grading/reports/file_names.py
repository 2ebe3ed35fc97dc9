"""File names for learners: readable, safe on every system, and never the same for two learners."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LONGEST_BYTES = 80
_PORTS = {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
_RESERVED = {"con", "prn", "aux", "nul", *_PORTS}
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
        learner: name if name == learner and folded.count(_folded(name)) == 1 else f"{name}-{_digits(learner)}"
        for learner, name in plain.items()
    }


def _plain(learner: str) -> str:
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", learner))
    name = name.encode()[:_LONGEST_BYTES].decode("utf-8", "ignore").strip(" .")
    return "_" if not name or name.split(".")[0].rstrip().lower() in _RESERVED else name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _digits(learner: str) -> str:
    return hashlib.sha256(learner.encode("utf-8", "replace")).hexdigest()[:8]
