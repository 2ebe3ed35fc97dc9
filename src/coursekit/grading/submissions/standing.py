"""Which of several files of one learner and sheet may count: work before blanks, then what a platform calls newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.grading.submissions.accounts import Known
    from coursekit.grading.submissions.find import Submission


def standing(
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
    left = [(one, digest) for one, digest in left if not _is_beaten(one, rivals, passed_over)]
    kept = []
    for one, _ in left:
        paths = [other.path for other, _ in left if other is not one]
        older = [rival.path for rival in rivals if rival.counts and not _is_older(rival, one) and not one.untouched]
        kept.append((one, paths + [f"{path} (in the gradebook)" for path in older]))
    return kept, passed_over


def _graded_before(files: Sequence[tuple[Submission, str]], before: Sequence[Known]) -> list[Known]:
    """Return what the gradebook has beside these files, which replace older files of the same place."""
    digests, paths = {digest for _, digest in files}, {one.path for one, _ in files}
    latest = {one.path: one for one in before}
    return [one for one in latest.values() if one.digest not in digests and one.path not in paths]


def _is_beaten(one: Submission, rivals: Sequence[Known], passed_over: dict[str, str]) -> bool:
    """Tell whether a file in the gradebook counts and not this one."""
    for rival in rivals:
        if rival.counts and one.untouched:
            passed_over[one.path] = f"It is an untouched copy of the sheet; {rival.path} in the gradebook counts."
        elif rival.counts and _is_same_account(rival, one) and rival.number > one.origin.number > 0:
            passed_over[one.path] = f"{rival.path} in the gradebook is newer, by the platform's numbers."
    return one.path in passed_over


def _is_older(rival: Known, one: Submission) -> bool:
    return _is_same_account(rival, one) and 0 < rival.number < one.origin.number


def _is_same_account(rival: Known, one: Submission) -> bool:
    return (rival.account.platform, rival.account.user) == (one.origin.platform, one.origin.user)


def _without_blanks(
    files: Sequence[tuple[Submission, str]], passed_over: dict[str, str]
) -> list[tuple[Submission, str]]:
    worked = [(one, digest) for one, digest in files if not one.untouched]
    if not worked:
        return list(files)
    for one, _ in files:
        if one.untouched:
            passed_over[one.path] = f"It is an untouched copy of the sheet; {worked[0][0].path} counts."
    return worked


def _newest_by_number(
    files: Sequence[tuple[Submission, str]], passed_over: dict[str, str]
) -> list[tuple[Submission, str]]:
    """Keep the newest of each learner's number on a platform; what no platform has numbered stays."""
    newest: dict[tuple[str, str], Submission] = {}
    for one, _ in files:
        who = (one.origin.platform, one.origin.user)
        if one.origin.number and (who not in newest or _order(one) > _order(newest[who])):
            newest[who] = one
    kept = []
    for one, digest in files:
        last = newest.get((one.origin.platform, one.origin.user))
        if one.origin.number and last is not None and last is not one:
            passed_over[one.path] = f"{last.path} is newer, by the platform's numbers."
        else:
            kept.append((one, digest))
    return kept


def _order(one: Submission) -> tuple[int, int, str]:
    return one.origin.number, one.origin.attempt, one.path


def _without_copies(
    files: Sequence[tuple[Submission, str]], passed_over: dict[str, str]
) -> list[tuple[Submission, str]]:
    first: dict[str, Submission] = {}
    for one, digest in files:
        if first.setdefault(digest, one) is not one:
            passed_over[one.path] = f"It is the same as {first[digest].path}."
    return [(one, digest) for digest, one in first.items()]
