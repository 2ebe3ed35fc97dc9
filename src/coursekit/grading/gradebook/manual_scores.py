"""Read the marks that a person gave, from a CSV file: learner, sheet, grade_id, points, comment.

A mark belongs to what it was given for: the text of a written answer, or, for a task that is checked, the submission.
"""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import cut, unguarded
from coursekit.grading.gradebook.records import Score
from coursekit.grading.model import GradingError, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import Master

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
        records: the submissions in the gradebook that count, with what their answers showed.

    Returns:
        The marks; and in words which lines wait, because another text stands in the gradebook by now.

    Raises:
        ScoresError: the file cannot be read, or lines of it are wrong.
    """
    known = {(record.learner, record.sheet): record for record in records}
    waiting: list[str] = []
    scores: dict[tuple[str, str, str], Score] = {}
    faults: list[str] = []
    for line, row in read_rows(path):
        if not row["points"].strip():
            continue
        try:
            score = _score(row, masters, known)
            if not _is_for(row, score, known):
                waiting.append(f"line {line}: {score.learner} has another text in {score.grade_id} by now. Look at it.")
                continue
            if scores.setdefault((score.learner, score.sheet, score.grade_id), score) is not score:
                faults.append(f"line {line}: {score.grade_id} of {score.learner!r} has been marked already, further up")
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    if faults:
        listed = "".join(f"\n  {fault}" for fault in faults)
        raise ScoresError(f"{path} was not used, because of:{listed}\nMend these lines and give the file again.")
    return list(scores.values()), waiting


def _is_for(row: dict[str, str], score: Score, known: Mapping[tuple[str, str], Record]) -> bool:
    """Tell whether a line was filled in for the text that stands in the gradebook."""
    items = {item.grade_id: item for item in known[score.learner, score.sheet].result.items}
    item = items.get(score.grade_id)
    if not row["answer"].strip() or item is None or item.outcome not in {Outcome.TO_READ, Outcome.READ}:
        return True
    return unguarded(row["answer"]).split() == cut(item.shown[0].text).split()


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
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        raise ScoresError(f"{path}, line 1: the column {', '.join(missing)} is missing. Expected: {','.join(COLUMNS)}")
    for row in reader:
        yield reader.line_num, {name: row.get(name) or "" for name in (*COLUMNS, *MORE)}


def _score(row: dict[str, str], masters: Mapping[str, Master], known: Mapping[tuple[str, str], Record]) -> Score:
    learner, sheet = unguarded(row["learner"]), row["sheet"].strip().zfill(2)
    if (learner, sheet) not in known:
        raise ValueError(f"no submission of {learner!r} for sheet {sheet!r} is in the gradebook")
    tasks = {task.grade_id: task for task in (masters[sheet].tasks if sheet in masters else ())}
    task = tasks.get(row["grade_id"].strip())
    if task is None:
        raise ValueError(f"{row['grade_id']!r} is no task of sheet {sheet} (those are: {', '.join(tasks) or 'none'})")
    comment = unguarded(row["comment"])
    if row["points"].strip().lower() == UNDO:
        return Score(learner, sheet, task.grade_id, None, comment)
    if not task.written and not comment.strip():
        raise ValueError(f"{task.grade_id} is marked by its check; to set its points, give the reason as comment")
    text = known[learner, sheet].texts.get(task.grade_id, "")
    return Score(learner, sheet, task.grade_id, _points(row["points"], task.points), comment, text)


def _points(text: str, most: float) -> float:
    try:
        points = float(text.strip().replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0 <= points <= most:
        raise ValueError(f"points {text!r} should be a number from 0 to {most:g}, or {UNDO} to take a mark back")
    return points
