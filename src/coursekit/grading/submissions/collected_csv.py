"""Write collected.csv, and say in a few lines what an instructor should look at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import write_table
from coursekit.grading.submissions.rows import COUNTING, State
from coursekit.words.numbers import how_many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coursekit.grading.submissions.collect import Collection
    from coursekit.grading.submissions.rows import Row

COLUMNS = ("file", "learner", "sheet", "counts", "why")


def write_collected(path: Path, collection: Collection) -> None:
    """Write collected.csv: one row a file, and one for each person and sheet that is missing.

    Args:
        path: the file.
        collection: what was collected.

    Raises:
        ReportError: it cannot be written.
    """
    rows = (
        (row.file, row.learner, row.sheet, "yes" if row.state in COUNTING else "no", row.why) for row in collection.rows
    )
    write_table(path, COLUMNS, rows)


def doubt_rows(collection: Collection) -> list[tuple[str, str, str, str]]:
    """Return file, learner, sheet and reason of what somebody should look at: not used, guessed, or missing."""
    looked_at = (State.UNUSED, State.GUESSED, State.UNTOLD, State.MISSING)
    return [(row.file, row.learner, row.sheet, row.why) for row in collection.rows if row.state in looked_at]


def summary(collection: Collection) -> list[str]:
    """Return what was collected, in lines for a terminal.

    Args:
        collection: what was collected.
    """
    counted = Counter(row.state for row in collection.rows)
    counting = sum(counted[state] for state in COUNTING)
    learners = len({row.learner for row in collection.rows if row.state in COUNTING})
    verb = "counts" if counting == 1 else "count"
    lines = [f"{how_many(counting, 'file')} of {how_many(learners, 'learner')} {verb}."]
    if counted[State.UNUSED]:
        lines.append(f"{how_many(counted[State.UNUSED], 'file')} not used: {_first(collection, State.UNUSED)}")
    if counted[State.GUESSED]:
        lines.append(f"{how_many(counted[State.GUESSED], 'file')} guessed: {_first(collection, State.GUESSED)}")
    if counted[State.UNTOLD]:
        files = how_many(counted[State.UNTOLD], "file")
        lines.append(f"{files} of people with one name: {_first(collection, State.UNTOLD)}")
    if counted[State.MISSING]:
        missing = [row for row in collection.rows if row.state is State.MISSING]
        lines.append(f"{how_many(len(missing), 'hand-in')} missing: {_names(missing)}")
    return lines


def _first(collection: Collection, state: State) -> str:
    rows = [row for row in collection.rows if row.state is state]
    more = f" … and {len(rows) - 1} more in collected.csv" if len(rows) > 1 else ""
    return f"{rows[0].file}: {rows[0].why}{more}"


def _names(rows: Sequence[Row], most: int = 5) -> str:
    listed = [f"{row.learner} (sheet {row.sheet})" for row in rows[:most]]
    return ", ".join(listed) + (f" and {len(rows) - most} more" if len(rows) > most else "")
