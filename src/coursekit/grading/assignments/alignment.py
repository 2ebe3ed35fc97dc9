"""Find where in a submission each task is answered, and so where its check cell goes back.

A task begins at its question or at its answer cell and ends at its check cell, or where something else of the sheet
begins. Learners move, copy, split, rename and delete cells; so several signs are read, the surest first: the answer
cell's grade_id, the check cell's grade_id or text, the question's text. Without any sign the check goes to the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coursekit.checks.marks import without_hidden
from coursekit.grading.assignments.placeholders import is_untouched, same_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.grading.model import Cell, Master, Task


@dataclass(frozen=True)
class Place:
    """One of the learner's cells and what belongs round it.

    Attributes:
        cell: the cell; None when it is a sheet's own cell, which the master replaces.
        task: grade_id of the task that the cell helps to answer; empty for none.
        sign: what the cell is a sign of: ``prompt``, ``answer``, ``check``, ``locked``, or empty.
        blank: an answer cell in which nothing was written.
        writes: grade_id of the written task whose text the cell holds; empty for none.
        opens: tasks whose place begins here.
        checks: tasks whose check cells follow here.
        own: the sheet's own cell that this one is, or was before the learner changed it; None for a learner's.
    """

    cell: Cell | None
    task: str = ""
    sign: str = ""
    blank: bool = False
    writes: str = ""
    opens: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    own: Cell | None = None


def locate(submitted: Sequence[Cell], master: Master) -> list[Place]:
    """Place the check cells of a master in a submission.

    Args:
        submitted: the learner's cells in the learner's order.
        master: the master of the sheet.

    Returns:
        The learner's cells in that order, each with the checks that follow it. A last, empty place holds what found no
        better one.
    """
    signs = _Signs(master)
    places = _regions([signs.read(cell) for cell in submitted])
    places.append(Place(None))
    for task in master.tasks:
        if not task.written:
            position = _end(places, task.grade_id)
            places[position] = replace(places[position], checks=(*places[position].checks, task.grade_id))
        begin = next((at for at, place in enumerate(places) if task.grade_id in {place.task, *place.checks}), -1)
        places[begin] = replace(places[begin], opens=(*places[begin].opens, task.grade_id))
    return places


class _Signs:
    """Reads from one cell to which task it belongs, whatever its neighbours are."""

    def __init__(self, master: Master) -> None:
        self._master = master
        self._by_id = {cell.grade_id: cell for cell in master.cells if cell.grade_id}
        self._answered = {answer: task for task in master.tasks for answer in task.answers}
        self._prompts = _prompt_tasks(master.tasks)

    def read(self, cell: Cell) -> Place:
        own = self._by_id.get(cell.grade_id) or self._copied(cell)
        if own is not None and own.solution:
            return self._answer(cell, own)
        untouched = own is not None and (same_code(cell.source, own.source) or same_code(cell.source, _visible(own)))
        kept = None if untouched and cell.kind == "code" else cell
        if own is not None and own.grade:
            return Place(kept, own.grade_id, "check")
        asked = self._prompts.get((own or cell).source.strip(), "")
        return Place(kept, asked, "prompt" if asked else "locked" if own else "", own=own)

    def _answer(self, cell: Cell, own: Cell) -> Place:
        task = self._answered[own.grade_id]
        blank = is_untouched(cell.source, self._master.released[own.grade_id])
        return Place(cell, task.grade_id, "answer", blank=blank, writes=task.grade_id if task.written else "")

    def _copied(self, cell: Cell) -> Cell | None:
        """Find the sheet's own code cell that this one says word for word, when its grade_id was lost or changed."""
        mine = [own for own in self._master.cells if own.kind == "code" and not own.solution]
        wanted = cell.kind == "code" and cell.source.strip()
        return next((own for own in mine if wanted and same_code(cell.source, _visible(own))), None)


def _visible(own: Cell) -> str:
    return without_hidden(own.source)


def _prompt_tasks(tasks: Sequence[Task]) -> dict[str, str]:
    """Map each question's text to its task; text that asks for two tasks is a sign of neither."""
    texts = [(part.strip(), task.grade_id) for task in tasks for part in task.prompts if part.strip()]
    return {text: task for text, task in texts if sum(text == other for other, _ in texts) == 1}


def _regions(places: Sequence[Place]) -> list[Place]:
    """Give the learner's own cells to the task that was begun before them and not yet checked."""
    current = ""
    found = []
    for place in places:
        if place.sign in {"prompt", "answer"}:
            current = place.task
        elif place.sign in {"check", "locked"}:
            # A changed check cell runs as the learner's own and still belongs to its task.
            current = ""
        else:
            place = replace(place, task=current)  # noqa: PLW2901 - the place, with its task
        found.append(place)
    return found


def _end(places: Sequence[Place], grade_id: str) -> int:
    """Return the position after which the check of a task goes."""
    answers = [at for at, place in enumerate(places) if place.task == grade_id and place.sign == "answer"]
    answers = [at for at in answers if not places[at].blank] or answers
    checks = [at for at, place in enumerate(places) if place.task == grade_id and place.sign == "check"]
    region = [at for at, place in enumerate(places) if place.task == grade_id and place.sign != "check"]
    if not answers:
        return checks[-1] if checks else (region[-1] if region else len(places) - 1)
    end = answers[-1]
    while end + 1 < len(places) - 1 and _continues(places[end + 1], grade_id):
        end += 1
    return end


def _continues(place: Place, grade_id: str) -> bool:
    return place.task == grade_id and place.sign in {"", "check"}
