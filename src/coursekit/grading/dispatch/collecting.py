"""Collect a class for grading: the sheets of the course, the roster, and who stands in the gradebook already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coursekit.course import find_course
from coursekit.grading.dispatch.commands import TO_READ
from coursekit.grading.gradebook.learners import rename
from coursekit.grading.gradebook.store import GradebookError
from coursekit.grading.model import Status
from coursekit.grading.reports.learner_rows import rename_rows
from coursekit.grading.submissions.accounts import Account, Known
from coursekit.grading.submissions.collect import Collection, Course, collect
from coursekit.grading.submissions.identify import Recogniser, lesson_texts
from coursekit.grading.submissions.people import People
from coursekit.grading.submissions.roster_csv import read_roster

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.gradebook.records import Kept
    from coursekit.grading.gradebook.store import Gradebook
    from coursekit.grading.model import Master


def collect_class(  # noqa: PLR0913 - each is an option of the command
    places: Sequence[Path],
    masters: Mapping[str, Master],
    folder: Path,
    *,
    sheet: str | None = None,
    roster: Path | None = None,
    gradebook: Gradebook | None = None,
) -> Collection:
    """Collect what a class handed in.

    Args:
        places: folders, archives or notebooks.
        masters: the masters by sheet.
        folder: the folder of the masters.
        sheet: only this sheet.
        roster: the file with the class.
        gradebook: where some of the class may stand already; it is only read.

    Raises:
        NotUsableError: a place cannot be used.
        RosterError: the roster cannot be used.
    """
    about = find_course(folder.resolve())
    folders = about.folders
    own = (folders.lessons, folders.masters, folders.sheets, folders.keys, folders.data, folders.answers)
    course = Course(masters, Recogniser(masters, lesson_texts(folder)), own)
    people = read_roster(roster) if roster else None
    known = [_known(entry) for entry in gradebook.people()] if gradebook else []
    renamed = People((), known, people).renamed() if people else {}
    known = [replace(person, learner=renamed.get(person.learner, person.learner)) for person in known]
    return replace(collect(places, course, sheet=sheet, roster=people, known=known), renamed=renamed)


def _known(entry: Kept) -> Known:
    origin = entry.origin
    name, user = origin.get("name", entry.learner), origin.get("user", "")
    return Known(
        entry.learner,
        Account(name, origin.get("platform", ""), user),
        entry.sheet,
        # All that stands above the learner in the file's path.
        scope=entry.path.partition(f"/{name}_{user}_")[0],
        path=entry.path,
        digest=entry.submission,
        number=int(origin.get("number", "0")),
        counts=entry.status != Status.UNREADABLE and "untouched" not in origin,
    )


def follow_roster(gradebook: Gradebook, out: Path, renamed: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Call the learners of a gradebook as the roster does, and put the rows of one person together.

    Args:
        gradebook: the gradebook.
        out: the folder of its tables.
        renamed: for each name that the platform made, the roster's.
        say: tells the instructor one line.
    """
    done = []
    for old, new in renamed.items():
        try:
            rename(gradebook, old, new, merge=True)
        except GradebookError as error:
            say(f"{old} is {new} on the roster, but: {error}")
        else:
            rename_rows(out / TO_READ, old, new)
            done.append(f"{old} is {new}")
    if done:
        say(f"Learners are called as on the roster now: {', '.join(done)}.")
