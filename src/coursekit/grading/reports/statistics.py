"""What a class did, counted from its records as they pass by."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coursekit.grading.model import Outcome, Status
from coursekit.words import N_

if TYPE_CHECKING:
    from coursekit.grading.gradebook.records import Record

# One kind of bar for several outcomes: an instructor first wants to see who answered, and how.
GROUPS = {
    "passed": (Outcome.PASSED, Outcome.READ, Outcome.SET),
    "failed": (Outcome.FAILED,),
    "broken": (Outcome.ERROR, Outcome.TIMEOUT, Outcome.LIMIT, Outcome.DIED),
    "waits": (Outcome.TO_READ,),
    "empty": (Outcome.UNANSWERED,),
}
GROUP_WORDS = {
    "passed": N_("right"),
    "failed": N_("not right yet"),
    "broken": N_("error, too long or too much, or Python ended"),
    "waits": N_("waits to be read"),
    "empty": N_("not answered"),
}


@dataclass
class Mistake:
    """A known mistake of one task: its hint, and who made it."""

    hint: str
    learners: list[str] = field(default_factory=list)


@dataclass
class Counts:
    """What a class did.

    Attributes:
        statuses: for each sheet, how many submissions of each status.
        outcomes: for each sheet and task, how many answers of each outcome.
        mistakes: for each sheet, by task and code of the misconception.
        rows: for each learner and sheet, the points in words and the page's address; empty without a page.
    """

    statuses: dict[str, Counter[Status]] = field(default_factory=lambda: defaultdict(Counter))
    outcomes: dict[str, dict[str, Counter[Outcome]]] = field(default_factory=lambda: defaultdict(dict))
    mistakes: dict[str, dict[tuple[str, str], Mistake]] = field(default_factory=lambda: defaultdict(dict))
    rows: dict[str, dict[str, tuple[Record, str]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, record: Record, address: str) -> None:
        """Count one record.

        Args:
            record: the record; what its answers showed is not kept.
            address: its feedback page; empty when it has none.
        """
        if record.result.status is not Status.UNTOLD:
            self.statuses[record.sheet][record.result.status] += 1
        self.rows[record.learner][record.sheet] = (record, address)
        if record.result.status is Status.UNREADABLE:
            return
        for item in record.result.items:
            self.outcomes[record.sheet].setdefault(item.grade_id, Counter())[item.outcome] += 1
            if item.misconception:
                place = (item.grade_id, item.misconception)
                mistake = self.mistakes[record.sheet].setdefault(place, Mistake(item.hint))
                mistake.learners.append(record.learner)


def grouped(outcomes: Counter[Outcome]) -> dict[str, int]:
    """Return how many answers fall into each of ``GROUPS``."""
    return {name: sum(outcomes[outcome] for outcome in members) for name, members in GROUPS.items()}
