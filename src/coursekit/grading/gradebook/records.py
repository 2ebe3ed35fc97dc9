"""What the gradebook holds: who handed what in, what was graded, what a person gave for written answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coursekit.grading.model import RULES, Outcome, Result, Status

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Handed:
    """What identifies one submission.

    Attributes:
        learner: the learner's name.
        sheet: the sheet's number.
        path: where the file was found.
        origin: what the path said of a learning platform: ``platform`` and ``user``.
        submission: SHA-256 of the file.
        master: SHA-256 of the master.
    """

    learner: str
    sheet: str
    path: str
    origin: dict[str, str]
    submission: str
    master: str

    @property
    def key(self) -> str:
        """What the result depends on, and whose it is."""
        return json.dumps([self.learner, self.sheet, self.submission, self.master, RULES], ensure_ascii=False)


@dataclass(frozen=True)
class Score:
    """What a person gave for a written answer."""

    learner: str
    sheet: str
    grade_id: str
    points: float
    comment: str


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
    """

    learner: str
    sheet: str
    path: str
    origin: dict[str, str]
    result: Result
    comments: dict[str, str]

    @property
    def points(self) -> float:
        """The points that are earned so far."""
        return sum(item.points or 0.0 for item in self.result.items)

    @property
    def max_points(self) -> float:
        """The points that can be earned."""
        return sum(item.max_points for item in self.result.items)


def with_scores(result: Result, points: Mapping[str, float]) -> Result:
    """Return a result in which written answers that a person has read have their points.

    Args:
        result: the result as it was graded.
        points: the points that were given, by grade_id.
    """
    items = tuple(
        replace(item, points=points[item.grade_id], outcome=Outcome.READ) if item.grade_id in points else item
        for item in result.items
    )
    if result.status is Status.UNREADABLE:
        return result
    waits = any(item.outcome is Outcome.TO_READ for item in items)
    return replace(result, items=items, status=Status.WAITING if waits else Status.GRADED)
