"""Collect a class for grading: the sheets of the course, the roster, and who stands in the gradebook already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.course import find_course
from coursekit.grading.submissions.collect import Collection, Course, collect
from coursekit.grading.submissions.identify import Recogniser, lesson_texts
from coursekit.grading.submissions.people import Known
from coursekit.grading.submissions.roster import read_roster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.gradebook.store import Gradebook
    from coursekit.grading.model import Master


def collect_class(  # noqa: PLR0913  - each is an option of the command
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
    return collect(places, course, sheet=sheet, roster=people, known=_known(gradebook))


def _known(gradebook: Gradebook | None) -> list[Known]:
    rows = gradebook.people() if gradebook else []
    return [
        Known(learner, origin.get("platform", ""), origin.get("user", ""), sheet, origin.get("name", ""))
        for learner, sheet, origin in rows
    ]
