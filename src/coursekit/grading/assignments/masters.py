"""Load the masters of the sheets, and refuse one that cannot judge anybody."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from coursekit.checks.marks import PLACEHOLDER, without_solution
from coursekit.course import find_course
from coursekit.grading.assignments.answer_key import sheet_key
from coursekit.grading.assignments.notebook import UnreadableError, read_cells
from coursekit.grading.model import Cell, GradingError, Master, Task

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NBGRADER_TEXT = "YOUR ANSWER HERE"
# The number stands in the file's name already.
_HEADING = re.compile(r"^# +(?:Sheet \d+: *)?(.+?)\s*$", re.MULTILINE)


class MasterError(GradingError):
    """A master cannot be used; the message names each cell and says how to mend it."""


def load_masters(folder: Path, sheet: str | None = None) -> dict[str, Master]:
    """Load the masters of a folder.

    Args:
        folder: the folder with ``NN-….ipynb``; beside it, ``exercises/`` is used where it exists.
        sheet: only this sheet, such as ``03``.

    Returns:
        The masters by sheet number.

    Raises:
        MasterError: no master is there, or one is broken.
    """
    course = find_course(folder.resolve())
    paths = sorted(folder.glob("*.ipynb")) if folder.is_dir() else []
    numbered = [(number, path) for path in paths if (number := course.sheet_of(path.name))]
    wanted = [(number, path) for number, path in numbered if sheet in {None, number}]
    if not wanted:
        what = f"no master of sheet {sheet}" if sheet else "no master sheet (NN-….ipynb)"
        raise MasterError(f"There is {what} in {folder}. Name the folder of the masters with --master.")
    twice = [number for number, count in Counter(number for number, _ in wanted).items() if count > 1]
    if twice:
        raise MasterError(f"{folder} holds more than one master of sheet {', '.join(twice)}. Keep one of them there.")
    return {
        number: load_master(path, folder.parent / course.folders.sheets / path.name, number) for number, path in wanted
    }


def load_master(path: Path, exercise: Path | None = None, sheet: str | None = None) -> Master:
    """Load one master and check that every check cell can judge an answer.

    Args:
        path: the master, executed, with its outputs.
        exercise: what was handed out, if it is there.
        sheet: its number; the one in the file's name when None.

    Raises:
        MasterError: the master is broken, or was not executed.
    """
    data = _read(path)
    try:
        cells, _ = read_cells(data)
    except UnreadableError as error:
        raise MasterError(f"{path} cannot be read. {error}") from error
    faults = list(_faults(cells))
    if faults:
        listed = "".join(f"\n  {fault}" for fault in faults)
        raise MasterError(
            f"{path} cannot grade anybody:{listed}\nMend it, then run: {find_course().command} execute {path}"
        )
    number = sheet or find_course(path.resolve().parent).sheet_of(path.name) or path.stem
    headings = (_HEADING.search(cell.source) for cell in cells if cell.kind == "markdown")
    return Master(
        sheet=number,
        name=path.name,
        title=next((heading[1] for heading in headings if heading), path.stem),
        cells=cells,
        tasks=tuple(_tasks(cells)),
        released=_released(cells, _handed_out(exercise)),
        digest=hashlib.sha256(data).hexdigest(),
        key=sheet_key(cells, number),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MasterError(f"{path} cannot be read: {error.strerror}.") from error


def _faults(cells: tuple[Cell, ...]) -> Iterable[str]:
    graded = [cell for cell in cells if cell.grade]
    if not graded:
        yield "no cell earns points (nbgrader metadata with grade: true is missing)"
    counted = Counter(cell.grade_id for cell in cells if cell.grade_id)
    yield from (f"the grade_id {name} stands on {count} cells" for name, count in counted.items() if count > 1)
    for number, cell in enumerate(cells):
        where = f"cell {number + 1}" + (f" ({cell.grade_id})" if cell.grade_id else "")
        if (cell.grade or cell.solution) and not cell.grade_id:
            yield f"{where} is graded or answered, but has no grade_id"
        if cell.grade and not (0 <= cell.points < float("inf")):
            yield f"{where} is worth {cell.points} points"
        if any(output.get("output_type") == "error" for output in cell.outputs):
            yield f"{where} raised an error when the master was executed"
        if cell.grade and not cell.solution:
            yield from (f"{where} {fault}" for fault in _check_faults(cell))


def _check_faults(check: Cell) -> Iterable[str]:
    """Nbval compares nothing in a cell that was not run, and pictures never: such a cell would let everybody pass."""
    if check.kind != "code":
        yield "is a check cell, but not code"
    elif check.execution_count is None:
        yield "is a check cell that was not executed"
    elif not any(_has_words(output) for output in check.outputs):
        yield "is a check cell whose stored output holds no text, so that it would pass for everybody"


def _has_words(output: dict[str, object]) -> bool:
    data = output.get("data")
    words = data.get("text/plain") if isinstance(data, dict) else output.get("text")
    return bool("".join(words).strip()) if isinstance(words, str | list) else False


def _tasks(cells: tuple[Cell, ...]) -> Iterable[Task]:
    """Read the tasks: Markdown that asks, cells that answer, one cell that earns the points."""
    prompts: list[str] = []
    answers: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    for cell in cells:
        if cell.grade:
            written = cell.solution
            answer_ids = (cell.grade_id,) if written else (answers or last)
            yield Task(cell.grade_id, cell.points, written, tuple(prompts), answer_ids, cell.rubric)
            last, answers, prompts = (() if written else answer_ids), (), []
        elif cell.solution:
            answers = (*answers, cell.grade_id)
        elif cell.kind == "markdown":
            prompts = [cell.source] if cell.source.lstrip().startswith("#") else [*prompts, cell.source]


def _handed_out(exercise: Path | None) -> dict[str, str]:
    if exercise is None or not exercise.is_file():
        return {}
    try:
        cells, _ = read_cells(_read(exercise))
    except UnreadableError as error:
        raise MasterError(
            f"{exercise} cannot be read. {error} Build it anew: {find_course().command} release"
        ) from error
    return {cell.grade_id: cell.source for cell in cells if cell.grade_id}


def _released(cells: tuple[Cell, ...], handed_out: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        cell.grade_id: (
            without_solution(cell.source),
            _NBGRADER_TEXT,
            PLACEHOLDER,
            *filter(None, [handed_out.get(cell.grade_id)]),
        )
        for cell in cells
        if cell.solution
    }
