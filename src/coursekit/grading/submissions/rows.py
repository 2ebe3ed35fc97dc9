"""The lines of collected.csv: what becomes of each file, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class State(Enum):
    """What becomes of a file."""

    COUNTS = "counts"
    GUESSED = "counts, but something was guessed"
    UNTOLD = "counts, but several have the name, and nothing says which of them it is"
    UNUSED = "does not count, and somebody should look"
    ASIDE = "does not count, as it should be"
    MISSING = "nothing was handed in"


COUNTING = (State.COUNTS, State.GUESSED, State.UNTOLD)


@dataclass(frozen=True, order=True)
class Row:
    """One line of collected.csv.

    Attributes:
        learner: who handed it in; empty when nobody can be named.
        sheet: which sheet it is; empty when that cannot be told.
        file: where it was found; empty for what is missing.
        state: what becomes of it.
        why: the reason, as a sentence; empty when all is clear.
    """

    learner: str
    sheet: str
    file: str
    state: State = field(compare=False)
    why: str = field(default="", compare=False)
