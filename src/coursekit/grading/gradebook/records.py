"""What the gradebook holds: who handed what in, what was graded, what a person gave for written answers."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict

from coursekit.grading.model import RULES, Outcome, Result, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coursekit.grading.model import ItemResult

# What an instructor reads of a file that came late.
LATE = "handed in late"


class KeptOrigin(TypedDict, total=False):
    """What the path of a file said of a learning platform, as the gradebook keeps it: texts only.

    Attributes:
        platform: such as ``canvas``; empty for folders that people made.
        user: the platform's number or login of the learner; without a platform, the folder of the class.
        name: the learner's name as the path gives it.
        number: the platform's number of the file, in digits; missing without one.
        late: ``yes`` when the platform says that it was handed in late; missing otherwise.
        untouched: ``yes`` when nothing was written into the sheet; missing otherwise.
    """

    platform: str
    user: str
    name: str
    number: str
    late: str
    untouched: str


@dataclass(frozen=True)
class Handed:
    """What identifies one submission.

    Attributes:
        learner: the learner's name.
        sheet: the sheet's number.
        path: where the file was found.
        origin: what the path said of a learning platform.
        submission: SHA-256 of the file.
        master: SHA-256 of the master.
    """

    learner: str
    sheet: str
    path: str
    origin: KeptOrigin
    submission: str
    master: str

    @property
    def key(self) -> str:
        """What the result depends on, and whose it is."""
        return json.dumps([self.learner, self.sheet, self.submission, self.master, RULES], ensure_ascii=False)


@dataclass(frozen=True)
class Kept:
    """Who handed in a submission that is in the gradebook, and what it is.

    Attributes:
        learner: the learner's name.
        sheet: the sheet's number.
        origin: what its path said of a learning platform.
        path: where the file was found.
        submission: SHA-256 of the file.
        status: the status of its result.
    """

    learner: str
    sheet: str
    origin: KeptOrigin
    path: str
    submission: str
    status: str


@dataclass(frozen=True)
class Score:
    """What a person gave for a task.

    Attributes:
        learner: the learner's name.
        sheet: the sheet's number.
        grade_id: the task.
        points: the points; None takes an earlier mark back.
        comment: words for the learner; for a task that is checked, the reason.
        text: the digest of what the mark was given for; empty in gradebooks of an older version.
    """

    learner: str
    sheet: str
    grade_id: str
    points: float | None
    comment: str
    text: str = ""


def text_digest(item: ItemResult, submission: str) -> str:
    """Return the digest of what a mark for a task belongs to: a written answer's text, else the whole submission.

    Args:
        item: the task's result as it was graded, with what it showed.
        submission: the digest of the submission.
    """
    if item.outcome is not Outcome.TO_READ:
        return submission
    # What was pasted into it belongs to it.
    return hashlib.sha256("\0".join(output.text for output in item.shown).encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Record:
    """One graded submission, as it stands now.

    Attributes:
        learner: the learner's name.
        sheet: the sheet's number.
        path: where the file was found.
        origin: what the path said of a learning platform.
        result: the result; written answers that a person has read have their points.
        comments: what that person wrote, by grade_id.
        earlier: marks that were given for an earlier text or hand-in and are not counted, in words, by grade_id.
        texts: the digest of what a mark for each task would belong to, by grade_id.
        unread: tasks of which another file of the learner has another text, which waits to be read.
        others: what the paths of the learner's other files for the sheet said of a platform.
    """

    learner: str
    sheet: str
    path: str
    origin: KeptOrigin
    result: Result
    comments: dict[str, str]
    earlier: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    others: tuple[KeptOrigin, ...] = ()

    @property
    def origins(self) -> tuple[KeptOrigin, ...]:
        """What the paths of all files of the learner for the sheet said of platforms, that of this one first."""
        return (self.origin, *self.others)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What an instructor should know beside the points, in a few words each; it changes no points."""
        late = (LATE,) if self.origin.get("late") else ()
        return (*late, *(f"another text of {task} waits to be read" for task in self.unread))

    @property
    def points(self) -> float:
        """The points that are earned so far."""
        return sum(item.points or 0.0 for item in self.result.items)

    @property
    def max_points(self) -> float:
        """The points that can be earned."""
        return sum(item.max_points for item in self.result.items)


def mark_in_words(points: float, comment: str) -> str:
    """Return a mark as a person would say it."""
    return f"{points:g} points" + (f"; {comment}" if comment else "")


def _marked(item: ItemResult) -> Outcome:
    return Outcome.READ if item.outcome is Outcome.TO_READ else Outcome.SET


def with_scores(result: Result, points: Mapping[str, float]) -> Result:
    """Return a result in which tasks have the points that a person gave for them.

    Args:
        result: the result as it was graded.
        points: the points that were given, by grade_id.
    """
    items = tuple(
        replace(item, points=points[item.grade_id], outcome=_marked(item)) if item.grade_id in points else item
        for item in result.items
    )
    if result.status is Status.UNREADABLE:
        return result
    waits = any(item.outcome is Outcome.TO_READ for item in items)
    return replace(result, items=items, status=Status.WAITING if waits else Status.GRADED)
