"""Read the marks that a person gave for written answers, from a CSV file: learner, sheet, grade_id, points, comment."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import unguarded
from coursekit.grading.gradebook.records import Score
from coursekit.grading.model import GradingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from coursekit.grading.model import Master

COLUMNS = ("learner", "sheet", "grade_id", "points", "comment")
MORE = ("max_points", "answer", "earlier")


class ScoresError(GradingError):
    """A file of marks has faults; the message names each with its line. Nothing of the file was used."""


def read_scores(path: Path, masters: Mapping[str, Master], learners: Iterable[tuple[str, str]]) -> list[Score]:
    """Read a file of marks.

    Lines without points are passed over, so that ``to_read.csv`` can be filled in over several days.

    Args:
        path: the CSV file, in UTF-8, separated by commas or semicolons.
        masters: the masters by sheet.
        learners: the learner and sheet of every submission in the gradebook.

    Returns:
        The marks.

    Raises:
        ScoresError: the file cannot be read, or lines of it are wrong.
    """
    known = set(learners)
    scores: dict[tuple[str, str, str], Score] = {}
    faults: list[str] = []
    for line, row in read_rows(path):
        if not row["points"].strip():
            continue
        try:
            score = _score(row, masters, known)
            if scores.setdefault((score.learner, score.sheet, score.grade_id), score) is not score:
                faults.append(f"line {line}: {score.grade_id} of {score.learner!r} has been marked already, further up")
        except ValueError as error:
            faults.append(f"line {line}: {error}")
    if faults:
        listed = "".join(f"\n  {fault}" for fault in faults)
        raise ScoresError(f"{path} was not used, because of:{listed}\nMend these lines and give the file again.")
    return list(scores.values())


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


def _score(row: dict[str, str], masters: Mapping[str, Master], known: set[tuple[str, str]]) -> Score:
    learner, sheet = unguarded(row["learner"]), row["sheet"].strip().zfill(2)
    if (learner, sheet) not in known:
        raise ValueError(f"no submission of {learner!r} for sheet {sheet!r} is in the gradebook")
    tasks = {task.grade_id: task for task in (masters[sheet].tasks if sheet in masters else ())}
    task = tasks.get(row["grade_id"].strip())
    if task is None or not task.written:
        written = ", ".join(name for name, one in tasks.items() if one.written) or "none"
        raise ValueError(f"{row['grade_id']!r} is no written task of sheet {sheet} (those are: {written})")
    return Score(learner, sheet, task.grade_id, _points(row["points"], task.points), unguarded(row["comment"]))


def _points(text: str, most: float) -> float:
    try:
        points = float(text.strip().replace(",", "."))
    except ValueError:
        points = math.nan
    if not 0 <= points <= most:
        raise ValueError(f"points {text!r} should be a number from 0 to {most:g}")
    return points
