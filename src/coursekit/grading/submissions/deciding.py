"""Decide for each learner and sheet which of several files count, and say of every other file why it does not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coursekit.grading.gradebook.records import LATE
from coursekit.grading.submissions.choosing import choose_counting
from coursekit.grading.submissions.rows import Row, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coursekit.grading.submissions.accounts import Known
    from coursekit.grading.submissions.find import Submission
    from coursekit.grading.submissions.roster import Person


@dataclass(frozen=True)
class Candidate:
    """A submission that may count, with what is to be said of it.

    Attributes:
        submission: the submission.
        digest: of its content.
        doubt: what is not certain; empty for nothing.
        aside: it was never meant to be graded, such as a picture.
        lesson: it is a lesson, not a sheet.
        person: the person of the roster who handed it in.
        untold: several have the learner's name, and nothing says which of them it is.
    """

    submission: Submission
    digest: str = ""
    doubt: str = ""
    aside: bool = False
    lesson: bool = False
    person: Person | None = None
    untold: bool = False


@dataclass
class Decided:
    """What was decided.

    Attributes:
        submissions: what is graded.
        rows: every file, with why it counts or does not.
    """

    submissions: list[Submission] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def decide(candidates: Iterable[Candidate], known: Iterable[Known]) -> Decided:
    """Decide which submissions count.

    Args:
        candidates: all that may.
        known: what stands in the gradebook.
    """
    decided = Decided()
    before: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for earlier in known:
        before[earlier.learner, earlier.sheet].append(earlier)
    groups: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.submission.learner, candidate.submission.sheet].append(candidate)
    every = [candidate for group in groups.values() for candidate in group]
    with_lesson = {candidate.submission.learner for candidate in every if candidate.lesson}
    worked = {candidate.submission.learner for candidate in every if not candidate.submission.refused}
    for (learner, sheet), group in groups.items():
        good = [candidate for candidate in group if not candidate.submission.refused]
        bad = [candidate for candidate in group if candidate.submission.refused]
        if good and all(candidate.submission.untouched for candidate in good) and learner in with_lesson:
            why = "An untouched sheet in a folder of the whole course."
            decided.rows += [_row(candidate, State.ASIDE, why) for candidate in good]
            decided.rows += [_row(candidate, State.ASIDE, candidate.submission.refused) for candidate in bad]
        elif good:
            _choose(good, decided, before[learner, sheet])
            decided.rows += [_row(candidate, _spare(candidate), candidate.submission.refused) for candidate in bad]
        else:
            _refuse(group, decided, elsewhere=learner in worked)
    return decided


def _spare(candidate: Candidate) -> State:
    """Say how an unusable file beside a usable one of the same sheet is counted."""
    return State.ASIDE if candidate.aside or candidate.lesson else State.UNUSED


def _refuse(group: Sequence[Candidate], decided: Decided, *, elsewhere: bool) -> None:
    """Keep one row for a learner of whom nothing can be graded for a sheet, with the reason."""
    telling = [candidate for candidate in group if not candidate.aside]
    if elsewhere and not telling:
        # Pictures and texts of somebody whose notebooks are there.
        decided.rows += [_row(candidate, State.ASIDE, candidate.submission.refused) for candidate in group]
        return
    first = (telling or group)[0]
    decided.submissions.append(first.submission)
    decided.rows += [_row(candidate, State.UNUSED, candidate.submission.refused) for candidate in group]


def _choose(good: Sequence[Candidate], decided: Decided, before: Sequence[Known]) -> None:
    """Keep those of several usable files of one learner and sheet that may count, those in the gradebook with them."""
    by_path = {candidate.submission.path: candidate for candidate in good}
    counting, passed_over = choose_counting([(candidate.submission, candidate.digest) for candidate in good], before)
    for path, why in passed_over.items():
        decided.rows.append(_row(by_path[path], State.ASIDE, why))
    for submission, rivals in counting:
        candidate = by_path[submission.path]
        unordered = "is graded too: which one is newer is not known, so the better one counts"
        both = f"{', '.join(rivals)} {unordered}" if rivals else ""
        late = LATE if submission.origin.late else ""
        blank = "an untouched sheet: nothing has been written into it" if submission.untouched else ""
        words = "; ".join(filter(None, (candidate.doubt, both, late, blank)))
        state = State.GUESSED if candidate.doubt or both else State.COUNTS
        decided.rows.append(_row(candidate, State.UNTOLD if candidate.untold else state, words))
        decided.submissions.append(submission)


def _row(candidate: Candidate, state: State, why: str) -> Row:
    submission = candidate.submission
    return Row(submission.learner, submission.sheet, submission.path, state, why)
