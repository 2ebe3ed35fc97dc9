"""Gather what a learner wrote for a written task, wherever it stands between the task before and the task after.

It goes to the reader whole and in the learner's order. Surely the task's is what stands in the answer's cell, below the
question in the question's own cell, or in cells of any kind between the question and what follows it in the sheet. So
are texts further down, before the next task, such as those at the notebook's end; and, when nothing else is there,
those above: an answer in the place of the question, or between its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.assignments.placeholders import essence, without_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coursekit.grading.assignments.signs import Place
    from coursekit.grading.model import Master, Task


def written_for(places: Sequence[Place], task: Task, master: Master) -> str:
    """Return everything that a learner wrote for a written task.

    Args:
        places: what ``locate`` returned.
        task: the task.
        master: the master of the sheet.
    """
    own, loose = _of_task(places, task, master)
    sheets_own = [cell.source for cell in master.cells if cell.kind != "code" and not cell.solution]
    released = master.released[task.grade_id]
    parts = [_joined(map(_words, own), released), _joined(map(_words, loose), sheets_own)]
    return _joined(parts, released)


def pictures_for(places: Sequence[Place], task: Task, master: Master) -> tuple[str, ...]:
    """Return the pictures in what a learner wrote for a written task, in base64.

    Args:
        places: what ``locate`` returned.
        task: the task.
        master: the master of the sheet.
    """
    own, loose = _of_task(places, task, master)
    # A sheet's own cell has its own pictures, as the master has them.
    theirs = {picture for cell in master.cells for picture in cell.pictures}
    pictures = (picture for place in (*own, *loose) if place.cell for picture in place.cell.pictures)
    return tuple(picture for picture in pictures if picture not in theirs)


def _of_task(places: Sequence[Place], task: Task, master: Master) -> tuple[list[Place], list[Place]]:
    """Return the cells that are surely the task's, and the texts between its neighbours that are its own too."""
    own = [at for at, place in enumerate(places) if place.task == task.grade_id and place.sign in _OWN]
    is_answered = bool(_joined([_words(places[at]) for at in own], master.released[task.grade_id]))
    begin = own[-1] + 1 if own and is_answered else 0
    return [places[at] for at in own], [places[at] for at in _loose(places, task, master) if at >= begin]


_OWN = {"", "answer", "prompt"}


def _words(place: Place) -> str:
    """Return what the learner wrote in a cell."""
    is_sheets = place.sign == "prompt" or place.words
    return place.words if is_sheets or place.cell is None else place.cell.source


def _joined(parts: Iterable[str], given: Sequence[str]) -> str:
    """Return texts one below the other, without the lines that were handed out."""
    texts = [without_placeholders(part, given).strip() for part in parts]
    return "\n\n".join(part for part in texts if part)


def _loose(places: Sequence[Place], task: Task, master: Master) -> list[int]:
    """Return where texts stand between the tasks before and after this one that may be its own.

    What stands below another written answer is that one's, as long as this task's question shows where it begins.
    """
    number = [other.grade_id for other in master.tasks].index(task.grade_id)
    earlier = {other.grade_id for other in master.tasks[:number]}
    later = {other.grade_id for other in master.tasks[number + 1 :]}
    question_stands = any(place.task == task.grade_id and place.sign == "prompt" for place in places)
    shared = set() if question_stands else {other.grade_id for other in master.tasks[:number] if other.written}
    before = [
        at for at, place in enumerate(places) if place.task in earlier and (place.sign or place.task not in shared)
    ]
    after = [at for at, place in enumerate(places) if place.task in later]
    between = range(before[-1] + 1 if before else 0, after[0] if after else len(places))
    return [at for at in between if not places[at].sign and places[at].task in {"", *shared} and _is_prose(places[at])]


def _is_prose(place: Place) -> bool:
    return place.cell is not None and (place.cell.kind != "code" or not essence(place.cell.source))
