"""Which of several files of one learner and sheet may count: work before blanks, then what a platform calls newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.grading.submissions.find import Submission


def standing(files: Sequence[tuple[Submission, str]]) -> tuple[list[Submission], dict[str, str]]:
    """Choose the files that may count.

    Args:
        files: the files of one learner and sheet that can be graded, each with the digest of its content.

    Returns:
        Those that may count: one, or several where no order is known for certain; and for each other path why not.
    """
    passed_over: dict[str, str] = {}
    left = _without_blanks(files, passed_over)
    left = _newest_by_number(left, passed_over)
    return _without_copies(left, passed_over), passed_over


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


def _without_copies(files: Sequence[tuple[Submission, str]], passed_over: dict[str, str]) -> list[Submission]:
    first: dict[str, Submission] = {}
    for one, digest in files:
        if first.setdefault(digest, one) is not one:
            passed_over[one.path] = f"It is the same as {first[digest].path}."
    return list(first.values())
