"""Grade one submission: a pure function of the file, the master and the settings."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from coursekit.course import find_course
from coursekit.grading.assignments.masters import MasterError
from coursekit.grading.assignments.merge import merge
from coursekit.grading.assignments.notebook import UnreadableError, python_of, read_cells
from coursekit.grading.autograde.first_cause import first_cause
from coursekit.grading.autograde.rerun import run_isolated
from coursekit.grading.autograde.scoring import judge, left_elsewhere
from coursekit.grading.model import GradingError, ItemResult, Outcome, Result, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.model import Cell, Master, Settings

TRIES = 2
NEWER_PYTHON = "This notebook was written with Python {written}, and this is Python {here}: write it in the older way."


def never() -> bool:
    """Never stop."""
    return False


def grade_submission(data: bytes, master: Master, settings: Settings, stop: Callable[[], bool] = never) -> Result:
    """Grade one submission.

    Nothing outside is read or changed, so this runs in any process on any machine that has the library; all
    arguments but ``stop`` and the result can be pickled.

    Args:
        data: the bytes of the notebook that was handed in.
        master: the master of its sheet.
        settings: the limits, and the course's files.
        stop: asked now and then; when it says True, grading is given up.

    Returns:
        The result. A file that is no notebook, or another sheet's, gives status ``unreadable``, the reason, and no
        points.

    Raises:
        GradingError: grading itself failed, which is never the learner's fault.
        StoppedError: ``stop`` said so.
    """
    try:
        cells, notes = read_cells(data)
        _refuse_other_sheet(cells, master)
    except UnreadableError as error:
        return unreadable(master, str(error))
    return with_python(_graded(cells, master, settings, stop, notes), data)


def with_python(result: Result, data: bytes) -> Result:
    """Say of code that cannot be read here that it was written with a newer Python.

    Args:
        result: the result of a submission.
        data: the bytes of its notebook, whose metadata may name its Python.
    """
    unread = [item for item in result.items if item.hint.startswith("SyntaxError")]
    written, here = python_of(data) if unread else None, sys.version_info[:2]
    if written is None or written <= here:
        return result
    word = NEWER_PYTHON.format(written="{}.{}".format(*written), here="{}.{}".format(*here))
    items = (replace(item, hint=f"{item.hint} {word}") if item in unread else item for item in result.items)
    return replace(result, items=tuple(items))


def grade_patiently(data: bytes, master: Master, settings: Settings, stop: Callable[[], bool] = never) -> Result:
    """Grade one submission; once more if the machine, not the learner, made it fail.

    Arguments, result and errors are those of ``grade_submission``.
    """
    for _ in range(TRIES - 1):
        try:
            return grade_submission(data, master, settings, stop)
        except (GradingError, OSError):
            continue
    return grade_submission(data, master, settings, stop)


def prove(master: Master, settings: Settings, stop: Callable[[], bool] = never) -> None:
    """Grade a master as if it had been handed in: if it does not pass everywhere here, nobody could.

    Args:
        master: the master.
        settings: the limits, and the course's files.
        stop: asked now and then; when it says True, this is given up.

    Raises:
        MasterError: the master fails its own checks on this machine.
        GradingError: grading itself failed.
        StoppedError: ``stop`` said so.
    """
    result = _graded(master.cells, master, settings, stop, ())
    written = {task.grade_id for task in master.tasks if task.written}
    failed = [item for item in result.items if item.outcome is not Outcome.PASSED and item.grade_id not in written]
    if failed:
        listed = "".join(f"\n  {item.grade_id}: {item.outcome}. {item.hint}" for item in failed)
        raise MasterError(
            f"{master.name} does not pass its own checks here, so nobody was graded:{listed}\n"
            f"Its stored outputs are not what its code gives now. Look at these cells, then run: "
            f"{find_course().command} execute {find_course().folders.masters}/{master.name}"
        )


def _graded(
    cells: Sequence[Cell], master: Master, settings: Settings, stop: Callable[[], bool], notes: tuple[str, ...]
) -> Result:
    begun = time.monotonic()
    merged = merge(cells, master)
    merging = time.monotonic() - begun
    ran = run_isolated(merged, master.name, _with_key(settings, master), stop)
    items = judge(merged, master, ran, settings)
    remarks = (*first_cause(merged, ran), *left_elsewhere(merged, ran, settings), *notes)
    return Result(status_of(items), items, "", remarks, {"merge": merging, **ran.seconds})


def _with_key(settings: Settings, master: Master) -> Settings:
    """Put the sheet's key where its checks look for it."""
    key = {f"{settings.layout.keys}/{master.sheet}.json": master.key.encode("utf-8")} if master.key else {}
    return replace(settings, course={**settings.course, **key})


def unreadable(master: Master, reason: str) -> Result:
    """Return the result of a file that cannot be graded.

    Args:
        master: the master of the sheet that it should have been.
        reason: why, in words for a learner.
    """
    items = tuple(ItemResult(task.grade_id, 0.0, task.points, Outcome.ERROR, reason) for task in master.tasks)
    return Result(Status.UNREADABLE, items, reason)


def status_of(items: Sequence[ItemResult]) -> Status:
    """Return whether all tasks have their points."""
    return Status.WAITING if any(item.outcome is Outcome.TO_READ for item in items) else Status.GRADED


def _refuse_other_sheet(cells: Sequence[Cell], master: Master) -> None:
    """Refuse a notebook whose cells carry names of graded cells, none of them this sheet's."""
    own = {cell.grade_id for cell in master.cells if cell.grade_id}
    carried = {cell.grade_id for cell in cells if cell.grade_id and (cell.grade or cell.solution)}
    texts = {cell.source.strip() for cell in master.cells if cell.grade or cell.kind == "markdown"}
    if carried and not carried & own and not any(cell.source.strip() in texts for cell in cells if cell.source.strip()):
        raise UnreadableError(
            f"The notebook holds other tasks than sheet {master.sheet} (for example {min(carried)}): "
            "it may be another sheet under this sheet's name."
        )
