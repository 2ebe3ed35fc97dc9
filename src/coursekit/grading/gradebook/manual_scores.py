"""Read the marks that a person gave, from a CSV file: learner, sheet, grade_id, points, comment.

A mark belongs to what it was given for: the text of a written answer, or, for a task that is checked, the submission.
"""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import cut, separator_of, unguarded
from coursekit.grading.gradebook.records import Score
from coursekit.grading.model import GradingError, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import Master, Task

COLUMNS = ("learner", "sheet", "grade_id", "points", "comment")
MORE = ("max_points", "answer", "earlier")
# In the column points, it takes back the mark that a person gave before.
UNDO = "undo"


class ScoresError(GradingError):
    """A file of marks has faults; the message names each with its line. Nothing of the file was used."""


def read_scores(path: Path, masters: Mapping[str, Master], records: Iterable[Record]) -> tuple[list[Score], list[str]]:
    """Read a file of marks.

    Lines without points are passed over, so that ``to_read.csv`` can be filled in over several days.

    Args:
        path: the CSV file, in UTF-8, separated by commas or semicolons.
        masters: the masters by sheet.
        records: the files in the gradebook that may count, with what their answers showed; of each learner and
            sheet the one that counts comes first.

    Returns:
        The marks; and in words which lines wait, because another text stands in the gradebook by now.

    Raises:
        ScoresError: the file cannot be read, or lines of it are wrong.
    """
    known: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        known.setdefault((record.learner, record.sheet), []).append(record)
    waiting: list[str] = []
    scores: dict[tuple[str, str, str, str], Score] = {}
    faults: list[str] = []
    for line, row in read_rows(path):
        if not row["points"].strip():
            continue
        try:
            task, several = _meant(row, masters, known)
            read = _that_was_read(row, task, several)
            if read is None:
                name = several[0].learner
                waiting.append(f"line {line}: {name} has another text in {task.grade_id} by now. Look at it.")
                continue
            score = _score(row, task, read)
            if scores.setdefault((score.learner, score.sheet, score.grade_id, score.text), score) is not score:
                faults.append(f"line {line}: {score.grade_id} of {score.learner!r} has been marked already, further up")
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    if faults:
        listed = "".join(f"\n  {fault}" for fault in faults)
        raise ScoresError(f"{path} was not used, because of:{listed}\nMend these lines and give the file again.")
    return list(scores.values()), waiting


def _meant(
    row: dict[str, str], masters: Mapping[str, Master], known: Mapping[tuple[str, str], list[Record]]
) -> tuple[Task, list[Record]]:
    """Return the task of a line, and the learner's files that it may be for, the one that counts first."""
    learner, sheet = unguarded(row["learner"]), row["sheet"].strip().zfill(2)
    if (learner, sheet) not in known:
        raise ValueError(f"no submission of {learner!r} for sheet {sheet!r} is in the gradebook")
    tasks = {task.grade_id: task for task in (masters[sheet].tasks if sheet in masters else ())}
    task = tasks.get(row["grade_id"].strip())
    if task is None:
        raise ValueError(f"{row['grade_id']!r} is no task of sheet {sheet} (those are: {', '.join(tasks) or 'none'})")
    return task, known[learner, sheet]


def _that_was_read(row: dict[str, str], task: Task, several: Sequence[Record]) -> Record | None:
    """Return the file whose text a line was filled in for: the one that counts when the line has no text."""
    answer = unguarded(row["answer"]).split()
    texts = [
        (record, item.shown[0].text)
        for record in several
        for item in record.result.items
        if item.grade_id == task.grade_id and item.outcome in {Outcome.TO_READ, Outcome.READ}
    ]
    if not answer or not texts:
        return several[0]
    return next((record for record, text in texts if cut(text).split() == answer), None)


def read_rows(path: Path) -> Iterable[tuple[int, dict[str, str]]]:
    """Yield the number of each line, and its cells by column; those of ``MORE`` are empty where they are missing.

    Args:
        path: the CSV file, in UTF-8, separated by commas or semicolons.

    Raises:
        ScoresError: the file cannot be read, or is no such table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ScoresError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ScoresError(f"{path} is not UTF-8. Save it as “CSV UTF-8”.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        raise ScoresError(f"{path}, line 1: the column {', '.join(missing)} is missing. Expected: {','.join(COLUMNS)}")
    for row in reader:
        yield reader.line_num, {name: row.get(name) or "" for name in (*COLUMNS, *MORE)}


def _score(row: dict[str, str], task: Task, record: Record) -> Score:
    comment = unguarded(row["comment"])
    if row["points"].strip().lower() == UNDO:
        return Score(record.learner, record.sheet, task.grade_id, None, comment)
    if not task.written and not comment.strip():
        raise ValueError(f"{task.grade_id} is marked by its check; to set its points, give the reason as comment")
    text = record.texts.get(task.grade_id, "")
    return Score(record.learner, record.sheet, task.grade_id, _points(row["points"], task.points), comment, text)


def _points(text: str, most: float) -> float:
    try:
        points = float(text.strip().replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0 <= points <= most:
        raise ValueError(f"points {text!r} should be a number from 0 to {most:g}, or {UNDO} to take a mark back")
    return points
