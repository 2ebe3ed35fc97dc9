"""Prepare submissions for grading: which sheet each one is, what it holds, what identifies it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.grading.assignments.notebook import LARGEST, UnreadableError
from coursekit.grading.autograde.autograde import unreadable
from coursekit.grading.gradebook.records import Handed
from coursekit.grading.model import Result, Status
from coursekit.grading.submissions.files import NotUsableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coursekit.grading.gradebook.records import KeptOrigin
    from coursekit.grading.model import Master
    from coursekit.grading.submissions.find import Submission


@dataclass(frozen=True)
class Prepared:
    """A submission that is ready to be graded.

    Attributes:
        handed: what identifies it.
        submission: where to read it again.
        refused: the result, when it is known without running anything.
    """

    handed: Handed
    submission: Submission
    refused: Result | None = None


def prepare(submission: Submission, masters: Mapping[str, Master], sheets: Iterable[str]) -> Prepared:
    """Read a submission once, to know what it is.

    Args:
        submission: the submission, with its sheet.
        masters: the masters by sheet.
        sheets: the sheets that there are, for the message about an unknown one.
    """
    master = masters.get(submission.sheet)
    origin = submission.origin
    about: KeptOrigin = {"platform": origin.platform, "user": origin.user, "name": origin.name}
    if origin.number:
        about["number"] = str(origin.number)
    if origin.late:
        about["late"] = "yes"
    if submission.untouched:
        about["untouched"] = "yes"
    try:
        digest, refusal = hashlib.sha256(read(submission)).hexdigest(), ""
    except UnreadableError as error:
        digest, refusal = hashlib.sha256(str(error).encode()).hexdigest(), str(error)
    refusal = submission.refused or refusal
    if master is None:
        refusal = f"There is no sheet {submission.sheet}; the sheets are {', '.join(sheets)}."
    handed = Handed(
        submission.learner, submission.sheet, submission.path, about, digest, master.digest if master else ""
    )
    return Prepared(handed, submission, _refused(master, refusal) if refusal else None)


def read(submission: Submission) -> bytes:
    """Read a submission's bytes.

    Raises:
        UnreadableError: it cannot be read, or is too large.
    """
    try:
        data = submission.read(LARGEST)
    except NotUsableError as error:
        raise UnreadableError(str(error)) from error
    if len(data) > LARGEST:
        raise UnreadableError(f"The file is larger than {LARGEST // 1_000_000} MB.")
    return data


def _refused(master: Master | None, reason: str) -> Result:
    return unreadable(master, reason) if master else Result(Status.UNREADABLE, (), reason)
