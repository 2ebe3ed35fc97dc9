"""Which of several files of one learner and sheet may count: work before blanks, then what a platform calls newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.grading.submissions.accounts import Known
    from coursekit.grading.submissions.find import Submission


def choose_counting(
    files: Sequence[tuple[Submission, str]], before: Sequence[Known] = ()
) -> tuple[list[tuple[Submission, list[str]]], dict[str, str]]:
    """Choose the files that may count.

    Args:
        files: the files of one learner and sheet that can be graded, each with the digest of its content.
        before: what the gradebook has of this learner and sheet.

    Returns:
        Those that may count, each with the paths of the others that may count too because no order is known for
        certain; and for each other path why not.
    """
    passed_over: dict[str, str] = {}
    left = _without_blanks(files, passed_over)
    left = _newest_by_number(left, passed_over)
    left = _without_copies(left, passed_over)
    rivals = _graded_before(left, before)
    left = [(submission, digest) for submission, digest in left if not _is_beaten(submission, rivals, passed_over)]
    counting = []
    for submission, _ in left:
        paths = [other.path for other, _ in left if other is not submission]
        older = [
            rival.path
            for rival in rivals
            if rival.counts and not _is_older(rival, submission) and not submission.untouched
        ]
        counting.append((submission, paths + [f"{path} (in the gradebook)" for path in older]))
    return counting, passed_over


def _graded_before(files: Sequence[tuple[Submission, str]], before: Sequence[Known]) -> list[Known]:
    """Return what the gradebook has beside these files, which replace older files of the same place."""
    digests, paths = {digest for _, digest in files}, {known.path for known, _ in files}
    latest = {known.path: known for known in before}
    return [known for known in latest.values() if known.digest not in digests and known.path not in paths]


def _is_beaten(submission: Submission, rivals: Sequence[Known], passed_over: dict[str, str]) -> bool:
    """Tell whether a file in the gradebook counts and not this one."""
    for rival in rivals:
        if rival.counts and submission.untouched:
            passed_over[submission.path] = (
                f"It is an untouched copy of the sheet; {rival.path} in the gradebook counts."
            )
        elif rival.counts and _is_same_account(rival, submission) and rival.number > submission.origin.number > 0:
            passed_over[submission.path] = f"{rival.path} in the gradebook is newer, by the platform's numbers."
    return submission.path in passed_over


def _is_older(rival: Known, submission: Submission) -> bool:
    return _is_same_account(rival, submission) and 0 < rival.number < submission.origin.number


def _is_same_account(rival: Known, submission: Submission) -> bool:
    return (rival.account.platform, rival.account.user) == (submission.origin.platform, submission.origin.user)


def _without_blanks(
    files: Sequence[tuple[Submission, str]], passed_over: dict[str, str]
) -> list[tuple[Submission, str]]:
    worked = [(submission, digest) for submission, digest in files if not submission.untouched]
    if not worked:
        return list(files)
    for submission, _ in files:
        if submission.untouched:
            passed_over[submission.path] = f"It is an untouched copy of the sheet; {worked[0][0].path} counts."
    return worked


def _newest_by_number(
    files: Sequence[tuple[Submission, str]], passed_over: dict[str, str]
) -> list[tuple[Submission, str]]:
    """Keep the newest of each learner's number on a platform; what no platform has numbered stays."""
    newest: dict[tuple[str, str], Submission] = {}
    for submission, _ in files:
        who = (submission.origin.platform, submission.origin.user)
        if submission.origin.number and (who not in newest or _order(submission) > _order(newest[who])):
            newest[who] = submission
    kept = []
    for submission, digest in files:
        last = newest.get((submission.origin.platform, submission.origin.user))
        if submission.origin.number and last is not None and last is not submission:
            passed_over[submission.path] = f"{last.path} is newer, by the platform's numbers."
        else:
            kept.append((submission, digest))
    return kept


def _order(submission: Submission) -> tuple[int, int, str]:
    return submission.origin.number, submission.origin.attempt, submission.path


def _without_copies(
    files: Sequence[tuple[Submission, str]], passed_over: dict[str, str]
) -> list[tuple[Submission, str]]:
    first: dict[str, Submission] = {}
    for submission, digest in files:
        if first.setdefault(digest, submission) is not submission:
            passed_over[submission.path] = f"It is the same as {first[digest].path}."
    return [(submission, digest) for digest, submission in first.items()]
