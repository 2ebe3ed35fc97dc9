"""Collect what a class handed in: who handed in each file, for which sheet, and what is decided about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coursekit.grading.submissions.accounts import Account, Claimant
from coursekit.grading.submissions.deciding import Candidate, decide
from coursekit.grading.submissions.files import CHECKPOINTS, EMPTY, NOTEBOOK
from coursekit.grading.submissions.find import FoundFile, Submission, find_files
from coursekit.grading.submissions.identify import Content, Kind
from coursekit.grading.submissions.missing import missing
from coursekit.grading.submissions.people import Named, People
from coursekit.grading.submissions.rows import Row, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.lms.origins import Origin
    from coursekit.grading.model import Master
    from coursekit.grading.submissions.accounts import Known
    from coursekit.grading.submissions.identify import Recogniser
    from coursekit.grading.submissions.roster import Roster


@dataclass
class Collection:
    """What was collected.

    Attributes:
        submissions: what is graded, by learner and sheet.
        rows: every file, and who is missing.
        expected: the names of the class, when a roster says them.
        renamed: learners of the gradebook whom the roster calls otherwise, with the new name.
    """

    submissions: list[Submission] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Course:
    """What collecting knows of a course.

    Attributes:
        masters: the masters by sheet.
        recogniser: knows the sheets and lessons.
        own_folders: names of the course's own folders.
    """

    masters: Mapping[str, Master]
    recogniser: Recogniser
    own_folders: tuple[str, ...] = ()


def collect(
    places: Sequence[Path],
    course: Course,
    *,
    sheet: str | None = None,
    roster: Roster | None = None,
    known: Iterable[Known] = (),
) -> Collection:
    """Collect what a class handed in.

    Args:
        places: folders, zip archives or single notebooks.
        course: the sheets.
        sheet: only this sheet.
        roster: the class.
        known: who stands in the gradebook.

    Raises:
        NotUsableError: a place does not exist or is none of these.
    """
    files = list(find_files(places, course.recogniser, course.own_folders))
    usual = _usual_sheets(files, course, sheet)
    claims = [(handed, _claimants(handed, usual.get(handed.place, ""))) for handed in files]
    graded_before = list(known)
    people = People((candidate for _, several in claims for candidate in several), graded_before, roster)
    collection = Collection(expected=_expected(roster, people))
    candidates: list[Candidate] = []
    for handed, several in claims:
        if not several:
            collection.rows.append(_ownerless(handed))
        for named in _named(several, people, handed):
            candidates += _candidates(handed, named, course, usual, collection.rows)
    wanted = [candidate for candidate in candidates if sheet in {None, candidate.submission.sheet}]
    collection.rows += (
        [_not_asked(candidate, sheet) for candidate in candidates if candidate not in wanted] if sheet else []
    )
    decided = decide(wanted, graded_before)
    collection.rows += decided.rows
    collection.submissions += decided.submissions
    if roster:
        at_hand = {(candidate.person, candidate.submission.sheet) for candidate in candidates}
        collection.rows += missing(
            roster.people, people, at_hand, {candidate.sheet for candidate in collection.submissions}
        )
    collection.rows.sort(key=lambda row: (row.learner.casefold(), row.sheet, row.file))
    collection.submissions.sort(
        key=lambda candidate: (candidate.learner.casefold(), candidate.learner, candidate.sheet, candidate.path)
    )
    return collection


def _expected(roster: Roster | None, people: People) -> list[str]:
    """Return the class by name; of people who cannot be told apart the rows that stand for them say enough."""
    persons = roster.people if roster else ()
    return [
        people.shown(person)
        for person in persons
        if len(people.unsettled(person)) < sum(person.name_words == other.name_words for other in persons)
    ]


def _usual_sheets(files: Iterable[FoundFile], course: Course, sheet: str | None) -> dict[int, str]:
    """Return for each place the sheet that most of its files are: what is unreadable there is most likely one too."""
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for handed in files:
        counted[handed.place].update(handed.content.sheets if handed.content else ())
    everywhere = Counter[str]()
    for counts in counted.values():
        everywhere.update(counts)
    last = next(iter(course.masters)) if len(course.masters) == 1 else ""
    usual = {place: counts.most_common(1)[0][0] for place, counts in counted.items() if counts}
    rest = everywhere.most_common(1)[0][0] if everywhere else (sheet or last)
    return {handed.place: usual.get(handed.place, rest) for handed in files}


def _claimants(handed: FoundFile, usual: str) -> list[Claimant]:
    origin = handed.origin
    if origin is None:
        return []
    sheets = handed.content.sheets if handed.content and handed.content.sheets else tuple(filter(None, (usual,)))
    scope = f"{handed.place}/{origin.assignment}"
    if origin.members:
        return [
            Claimant(Account(member.name, origin.platform, member.user or member.email, member.email), scope, sheets)
            for member in origin.members
        ]
    return [Claimant(Account(origin.name, origin.platform, origin.user), scope, sheets)]


def _named(several: Sequence[Claimant], people: People, handed: FoundFile) -> Iterator[Named]:
    for claimant in several:
        group = claimant.account.name
        members = people.members(group)
        if members:
            yield from (Named(people.shown(person), f"handed in by the group {group}", person) for person in members)
        else:
            named = people.name(claimant)
            guess = handed.origin.guess if handed.origin else ""
            yield replace(named, doubt=named.doubt or guess)


def _ownerless(handed: FoundFile) -> Row:
    why = "Whose is it? Nothing in its path names a learner. Expected LEARNER/NN-….ipynb or LEARNER_NN-….ipynb."
    is_notebook = handed.content is not None and handed.path.rpartition("/")[2] != EMPTY
    return Row("", "", handed.path, State.UNUSED if is_notebook else State.ASIDE, why if is_notebook else "no notebook")


def _candidates(
    handed: FoundFile, named: Named, course: Course, usual: Mapping[int, str], rows: list[Row]
) -> Iterator[Candidate]:
    """Yield the submissions that a file is for one learner; what it cannot be goes to the rows at once."""
    origin, content = handed.origin, handed.content
    if origin is None:
        return
    hint = origin.sheet if origin.sheet in course.masters else ""
    if not named.learner:
        sheet = content.sheets[0] if content and content.sheets else hint
        rows.append(Row("", sheet, handed.path, State.UNUSED, named.doubt))
        return
    sheets, doubt, refused, aside = _judge(handed, origin, content, hint, usual.get(handed.place, ""))
    for sheet in sheets:
        submission = Submission(
            named.learner, sheet, handed.path, origin, handed.read, refused, bool(content and content.untouched)
        )
        words = "; ".join(filter(None, (named.doubt, doubt)))
        lesson = content is not None and content.kind is Kind.LESSON
        yield Candidate(submission, handed.digest, words, aside, lesson, named.person, named.untold)
    if not sheets:
        rows.append(Row(named.learner, "", handed.path, State.UNUSED, refused or doubt))


def _judge(
    handed: FoundFile, origin: Origin, content: Content | None, hint: str, usual: str
) -> tuple[tuple[str, ...], str, str, bool]:
    """Return the sheets that a file counts for, what is doubtful, why it cannot be graded, whether to ignore it."""
    fallback = (hint or usual,) if hint or usual else ()
    if content is None:
        return fallback, "", f"{origin.file} is no notebook (.ipynb).", True
    if content.kind is Kind.SHEET:
        return content.sheets, _doubt(handed, origin) or content.words, "", False
    if content.kind is Kind.UNKNOWN:
        if hint:
            return (hint,), "nothing of any sheet stands in it; its name says which one it is", "", False
        return fallback, "", content.words, False
    return fallback, "", content.words, content.kind is Kind.MERGED


def _doubt(handed: FoundFile, origin: Origin) -> str:
    """Say of a sheet what is unusual about its file; empty for nothing."""
    if not origin.file.lower().endswith(NOTEBOOK):
        return f"read as the notebook that it is, although its name is {origin.file}"
    if CHECKPOINTS in handed.path.split("/"):
        return f"only the copy that JupyterLab keeps in {CHECKPOINTS} is here; it may be older than the learner's work"
    return ""


def _not_asked(candidate: Candidate, sheet: str | None) -> Row:
    submission = candidate.submission
    return Row(
        submission.learner,
        submission.sheet,
        submission.path,
        State.ASIDE,
        f"It is sheet {submission.sheet}; only sheet {sheet} was asked for.",
    )
