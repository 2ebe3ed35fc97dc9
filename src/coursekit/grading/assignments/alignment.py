"""Find where in a submission each task is answered, and so where its check cells go back.

A task begins at its question or at its answer cell and ends at its check cell, or where something else of the sheet
begins. Learners move, copy, split, rename and delete cells; so several signs are read, the surest first: the answer
cell's grade_id, the check cell's grade_id or text, the question's text. Without any sign the check goes to the end.

The answer is what the same notebook gives at home. So a check stands after the learner's last answer to its task, and
also wherever the learner has it: an answer that it calls right in one of these places counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coursekit.grading.assignments.signs import Place, Signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.grading.model import Cell, Master

__all__ = ["Place", "locate"]


def locate(submitted: Sequence[Cell], master: Master) -> list[Place]:
    """Place the check cells of a master in a submission.

    Args:
        submitted: the learner's cells in the learner's order.
        master: the master of the sheet.

    Returns:
        The learner's cells in that order, each with the checks that follow it. A last, empty place holds what found no
        better one.
    """
    signs = Signs(master)
    places = _regions(_at_home([signs.read(cell) for cell in submitted]))
    places.append(Place(None))
    for task in master.tasks:
        if not task.written:
            for position in _positions(places, task.grade_id):
                places[position] = replace(places[position], checks=(*places[position].checks, task.grade_id))
        begin = next((at for at, place in enumerate(places) if task.grade_id in {place.task, *place.checks}), -1)
        places[begin] = replace(places[begin], opens=(*places[begin].opens, task.grade_id))
    return places


def _at_home(places: Sequence[Place]) -> list[Place]:
    """Take an answer cell that was copied into another task's place for what it is there: a cell of the learner's own.

    A copy keeps the name of the cell that it was made from. The first cell of a name that stands in its own task's
    place is the answer; where none does, the first of all.
    """
    begun = _tasks_begun(places)
    at_home = []
    for at, place in enumerate(places):
        same = [
            other for other, candidate in enumerate(places) if place.sign == "answer" and candidate.own is place.own
        ]
        home = next((other for other in same if begun[other] in {"", place.task}), same[0] if same else at)
        foreign = place.sign == "answer" and at != home and begun[at] not in {"", place.task}
        at_home.append(replace(place, task="", sign="", blank=False, own=None) if foreign else place)
    return at_home


def _tasks_begun(places: Sequence[Place]) -> list[str]:
    """Return for each place the task that was begun last before it."""
    current, begun = "", []
    for place in places:
        begun.append(current)
        if place.sign in {"prompt", "answer", "check"}:
            # A copy in another task's place does not begin its own task again.
            seen_before = place.sign == "answer" and place.task in begun and current not in {"", place.task}
            current = current if seen_before else place.task
    return begun


def _regions(places: Sequence[Place]) -> list[Place]:
    """Give the learner's own cells to the task that was begun before them and not yet answered and checked."""
    current = ""
    with_tasks: list[Place] = []
    for place in places:
        if place.sign in {"prompt", "answer"}:
            current = place.task
        elif place.sign in {"check", "locked"}:
            # A changed check cell runs as the learner's own and still belongs to its task. What is written below the
            # check of a task that nothing was written for is its answer.
            is_open = place.sign == "check" and not _is_begun(with_tasks, place.task)
            current = place.task if is_open else ""
        else:
            place = replace(place, task=current)  # noqa: PLW2901 - the place, with its task
        with_tasks.append(place)
    return with_tasks


def _is_begun(places: Sequence[Place], grade_id: str) -> bool:
    """Tell whether something was written for a task in its place."""
    return any(place.task == grade_id and _is_written(place) for place in places)


def _is_written(place: Place) -> bool:
    return _runs(place) and place.sign in {"", "answer"} and not place.blank


def _positions(places: Sequence[Place], grade_id: str) -> list[int]:
    """Return the positions after which checks of a task go: the end of its answer, and where the learner has the check.

    When nothing was written for it in its place, it may be answered further down: then a check goes to the end as well.
    Two positions between which no code of the learner's runs are one.
    """
    end = _end(places, grade_id)
    wanted = {end}
    wanted |= {at for at, place in enumerate(places) if grade_id in place.named or _is_check(place, grade_id)}
    if not _is_begun(places, grade_id) and any(map(_is_written, places[end + 1 :])):
        wanted.add(len(places) - 1)
    positions: list[int] = []
    for position in sorted(wanted):
        if positions and not any(_runs(place) for place in places[positions[-1] + 1 : position + 1]):
            positions.pop()
        positions.append(position)
    return positions


def _is_check(place: Place, grade_id: str) -> bool:
    return place.sign == "check" and place.task == grade_id


def _runs(place: Place) -> bool:
    return place.cell is not None and place.cell.kind == "code"


def _end(places: Sequence[Place], grade_id: str) -> int:
    """Return the position where the learner's answer to a task ends."""
    answers = [at for at, place in enumerate(places) if place.task == grade_id and place.sign == "answer"]
    answers = [at for at in answers if not places[at].blank] or answers
    checks = [at for at, place in enumerate(places) if _is_check(place, grade_id)]
    region = [at for at, place in enumerate(places) if place.task == grade_id and place.sign != "check"]
    if not answers:
        return checks[-1] if checks else (region[-1] if region else len(places) - 1)
    end = answers[-1]
    while end + 1 < len(places) - 1 and _continues(places[end + 1], grade_id):
        end += 1
    return end


def _continues(place: Place, grade_id: str) -> bool:
    return place.task == grade_id and place.sign in {"", "check"}
