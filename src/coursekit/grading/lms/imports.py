"""The tables that learning platforms import: moodle.csv and canvas.csv.

Canvas (``lib/gradebook_importer.rb``) wants the columns Student, ID, SIS User ID, SIS Login ID and Section first, then
one column an assignment, and a second row with ``Points Possible``; it finds a learner by ID, then login, then name.
Moodle's gradebook import takes any CSV and asks which column is which; it finds a learner by user name, ID number or
e-mail address. Moodle's grading worksheet, for one assignment, wants Identifier (``Participant 12345``), Grade and
``Last modified (grade)`` (``mod/assign/feedback/offline/importgradeslib.php``); the participant's number is in the
names of the files that Moodle hands out.
Only graded sheets carry points: an empty cell leaves it to the instructor what a missing or unreadable one is worth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import number, write_table
from coursekit.grading.lms import canvas, moodle
from coursekit.grading.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.gradebook.records import KeptOrigin, Record
    from coursekit.grading.model import Master

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
WORKSHEET = ("Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)", "Feedback comments")


def write_canvas(path: Path, records: Sequence[Record], masters: Mapping[str, Master]) -> None:
    """Write canvas.csv.

    Args:
        path: the file.
        records: all records, by learner and sheet.
        masters: the masters by sheet.
    """
    sheets = _sheets(records, masters)
    titles = [title_of(masters[sheet]) for sheet in sheets]
    worth = ("    Points Possible", "", "", "", "", *(number(masters[sheet].points) for sheet in sheets))
    rows = []
    for learner, own in _by_learner(records).items():
        origins = [origin for record in own.values() for origin in record.origins]
        about = (learner, *_canvas_user(learner, origins), "")
        rows.append((*about, *(_points(own.get(sheet)) for sheet in sheets)))
    write_table(path, (*CANVAS, *titles), [worth, *rows], mark=False)


def _canvas_user(learner: str, origins: Sequence[KeptOrigin]) -> tuple[str, str, str]:
    """Return a learner's ID, SIS User ID and SIS Login ID: what is not known is empty, and never a name of a page."""
    users = {origin.get("platform", ""): origin.get("user", "") for origin in origins if origin}
    if canvas.NAME in users:
        number = users[canvas.NAME]
        return number if number.isdigit() else "", "", ""
    if set(users) == {""}:
        # Folders that people made: they are called as the people log in, or by nothing that Canvas knows.
        return "", "", learner
    logins = [user for platform, user in users.items() if platform not in {"", moodle.NAME} and not user.isdigit()]
    return "", "", next(iter(logins), "")


def write_moodle(path: Path, records: Sequence[Record], masters: Mapping[str, Master]) -> None:
    """Write moodle.csv for Moodle's gradebook, or, when all comes from one assignment in Moodle, its grading worksheet.

    Args:
        path: the file.
        records: all records, by learner and sheet.
        masters: the masters by sheet.
    """
    sheets = _sheets(records, masters)
    from_moodle = [record for record in records if record.origin.get("platform") == moodle.NAME]
    if len(sheets) == 1 and len(from_moodle) == len(records):
        rows = [
            (
                *(
                    f"Participant {record.origin['user']}",
                    record.origin["name"],
                    _points(record),
                    number(record.max_points),
                    "",
                ),
                comment_on(record),
            )
            for record in records
        ]
        write_table(path, WORKSHEET, rows, mark=False)
        return
    titles = [title_of(masters[sheet]) for sheet in sheets]
    by_learner = _by_learner(records).items()
    write_table(
        path,
        # Moodle's files have names, and no user names.
        ("Full name" if from_moodle else "Username", *titles),
        [(learner, *(_points(own.get(sheet)) for sheet in sheets)) for learner, own in by_learner],
        mark=False,
    )


def _sheets(records: Sequence[Record], masters: Mapping[str, Master]) -> list[str]:
    return sorted({record.sheet for record in records} & masters.keys())


def title_of(master: Master) -> str:
    """Return a sheet's name as the platforms' assignments are to be called."""
    return f"Sheet {master.sheet}: {master.title}"


def _by_learner(records: Sequence[Record]) -> dict[str, dict[str, Record]]:
    by_learner: dict[str, dict[str, Record]] = {}
    for record in records:
        by_learner.setdefault(record.learner, {})[record.sheet] = record
    return by_learner


def _points(record: Record | None) -> str:
    return number(record.points) if record is not None and record.result.status is Status.GRADED else ""


def comment_on(record: Record) -> str:
    """Return one line a task for the learner, with what a person wrote about it."""
    lines = (
        " ".join(filter(None, (f"{item.grade_id}: {item.outcome}.", item.hint, record.comments.get(item.grade_id, ""))))
        for item in record.result.items
    )
    return record.result.reason or "\n".join(lines)
