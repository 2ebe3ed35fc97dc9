"""Which of a learner's graded submissions of one sheet counts, over all runs.

A file that was handed in again in the same place replaces the older one. Of a learner's files on one platform the one
with the highest number is the newest. Where no order is known for certain, the better one counts, and the page says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coursekit.grading.model import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from coursekit.grading.gradebook.records import KeptOrigin, Record


@dataclass(frozen=True)
class Contender:
    """A graded submission that may count.

    Attributes:
        key: its key in the gradebook.
        handed: higher for the one that was collected later.
        path: where its file was found.
        digest: of its content.
        origin: what its path said of a platform.
        status: the status of its result.
    """

    key: str
    handed: int
    path: str
    digest: str
    origin: KeptOrigin
    status: str


def contenders(graded: Sequence[Contender]) -> list[Contender]:
    """Return those of one learner and sheet that may count, the one that was collected last at the end.

    Args:
        graded: all of them.
    """
    # The same content was graded again after a change of its master; the same place holds another file now.
    left = _latest(graded, lambda contender: contender.digest)
    left = _latest(left, lambda contender: contender.path)
    left = [contender for contender in left if contender.status != Status.UNREADABLE] or left[-1:]
    left = [contender for contender in left if "untouched" not in contender.origin] or left[-1:]
    return [contender for contender in left if not any(_replaces(other, contender) for other in left)]


def _latest(graded: Iterable[Contender], what: Callable[[Contender], Hashable]) -> list[Contender]:
    latest = {what(contender): contender for contender in sorted(graded, key=lambda contender: contender.handed)}
    return sorted(latest.values(), key=lambda contender: contender.handed)


def _replaces(other: Contender, contender: Contender) -> bool:
    """Tell whether a platform's numbers say that one file is newer than another."""
    number, mine = int(other.origin.get("number", "0")), int(contender.origin.get("number", "0"))
    same = all(other.origin.get(about) == contender.origin.get(about) for about in ("platform", "user"))
    return same and bool(mine) and number > mine


def ranked(records: Sequence[Record]) -> list[Record]:
    """Return the record that counts, with a note on the others, and then the others.

    The one with the most points counts; among equals the one that was collected last.

    Args:
        records: at least one, the one that was collected last at the end.
    """
    best = max(reversed(records), key=lambda record: record.points)
    others = [record for record in records if record is not best]
    if not others:
        return [best]
    listed = ", ".join(f"{record.path} ({record.points:g} points)" for record in others)
    note = f"{best.path} counts with {best.points:g} points: which file is newer is not known. Graded too: {listed}."
    unread = _unread(best, others)
    if unread:
        note += f" A text in it that nobody has read yet waits: {', '.join(unread)}."
    return [replace(best, result=replace(best.result, notes=(note, *best.result.notes)), unread=unread), *others]


def _unread(best: Record, others: Sequence[Record]) -> tuple[str, ...]:
    """Return the tasks of which another file has a text that waits, and that the file that counts does not have."""
    waiting = {
        item.grade_id: None
        for record in others
        for item in record.result.items
        if item.outcome is Outcome.TO_READ and record.texts.get(item.grade_id) != best.texts.get(item.grade_id)
    }
    return tuple(waiting)
