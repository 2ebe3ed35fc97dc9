"""What a person wrote into to_read.csv, and has not given to the gradebook yet: it outlives every new run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import ReportError, unguarded
from coursekit.grading.gradebook.manual_scores import ScoresError, read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.grading.model import ItemResult

Place = tuple[str, str, str]
Filled = dict[Place, list[dict[str, str]]]


def read_filled_in(path: Path) -> Filled:
    """Return the rows of an older to_read.csv that a person has filled in, by learner, sheet and grade_id.

    Args:
        path: the file, which need not be there.

    Raises:
        ScoresError: it is no such table.
    """
    if not path.exists():
        return {}
    rows: Filled = {}
    for _, row in read_rows(path):
        if row["points"].strip() or row["comment"].strip() or row["earlier"].strip():
            bare = {name: unguarded(cell) for name, cell in row.items()}
            bare["sheet"], bare["grade_id"] = bare["sheet"].strip().zfill(2), bare["grade_id"].strip()
            rows.setdefault((bare["learner"], bare["sheet"], bare["grade_id"]), []).append(bare)
    return rows


def take_filled_in(path: Path) -> tuple[Filled, Path | None]:
    """Return what ``read_filled_in`` does; a file that cannot be understood is moved aside, never overwritten.

    Args:
        path: the file, which need not be there.

    Returns:
        The rows, and where a file that could not be understood lies now.

    Raises:
        ReportError: it can be neither understood nor moved.
    """
    try:
        return read_filled_in(path), None
    except ScoresError as fault:
        number = 1
        while (aside := path.with_name(f"{path.stem}-kept-{number}{path.suffix}")).exists():
            number += 1
        try:
            path.rename(aside)
        except OSError as error:
            raise ReportError(f"{fault} It cannot be moved aside either ({error.strerror}): close it.") from error
        return {}, aside


def is_same_text(row: dict[str, str], answer: str) -> bool:
    """Tell whether a row was filled in for this answer; spaces and line ends, which spreadsheets change, apart."""
    return row["answer"].split() == answer.split()


def earlier_mark(row: dict[str, str]) -> str:
    """Return, in words, what a row says that was filled in for another text."""
    given = row["points"].strip()
    words = [row["earlier"], *([f"{given} points"] if given else []), *([row["comment"]] if row["comment"] else [])]
    return "; ".join(filter(None, words))


def is_kept(row: dict[str, str], item: ItemResult, comment: str) -> bool:
    """Tell whether the gradebook holds what a row says."""
    given = row["points"].strip().replace(",", ".")
    try:
        same = not given or float(given) == item.points
    except ValueError:
        return False
    return same and row["comment"] in {"", comment}
