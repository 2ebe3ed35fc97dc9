"""Merge a submission with its master: the learner's cells in the learner's order, the master's check cells and outputs.

Points come only from the check cells that are put back here, so it does no harm when a learner's check cells were
forged, moved, deleted, doubled or renamed. A learner's cell keeps nothing but its text.
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from coursekit.checks.marks import without_hidden
from coursekit.grading.assignments.alignment import Place, locate
from coursekit.grading.assignments.idle import idle_reasons
from coursekit.grading.assignments.name_guard import guard
from coursekit.grading.assignments.signs import answer_of
from coursekit.grading.assignments.writing import pictures_for, written_for
from coursekit.grading.model import Cell, Master
from coursekit.internals.ipykernel_words import KERNELSPEC
from coursekit.session.apart import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHECKED = "nbval-check-output"
# By a cell's role. What a cell of the sheet itself shows stands on no page.
TAGS = {"check": CHECKED, "locked": UNSEEN}
TOP = -1
# The name of an answer that was typed into a check whose own answer is no plain name.
TYPED = "typed_answer"
_NBVAL_COMMENT = re.compile(r"^(\s*#[#\s]*)((?:NBVAL|PYTEST_VALIDATE)_\w+)(\s*)$")


@dataclass(frozen=True)
class MergedCell:
    """One cell of the merged notebook.

    Attributes:
        cell: what stands in it.
        task: grade_id of the task that it answers; empty when it belongs to none.
        role: ``learner``; ``locked`` and ``check`` from the master; ``preview``, the part of a check that the learner
            could see, for its message. Whichever comes first begins with the imports that a check needs.
    """

    cell: Cell
    task: str
    role: str


@dataclass(frozen=True)
class Merged:
    """The merged notebook.

    Attributes:
        cells: all cells in order.
        written: for each written task, what the learner wrote.
        pictures: for each written task, the pictures in it, in base64.
        idle: for a task whose answer stands in a cell that is never run, the kind of that cell.
    """

    cells: tuple[MergedCell, ...]
    written: dict[str, str]
    pictures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    idle: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> tuple[MergedCell, ...]:
        """The code cells: nbval's "Cell N" is the one at position N."""
        return tuple(cell for cell in self.cells if cell.cell.kind == "code")

    def switched_off(self, why: dict[int, str], beginnings: dict[int, str]) -> Merged:
        """Return a copy in which some code cells only raise.

        Args:
            why: for each code cell to switch off, by position among the code cells, the words that it raises with.
            beginnings: the text of such a cell that still runs before it raises.
        """
        position = -1
        cells = []
        for merged in self.cells:
            position += merged.cell.kind == "code"
            off = merged.cell.kind == "code" and position in why
            raises = f"{beginnings[position]}\n" if position in beginnings else ""
            source = f"{raises}raise RuntimeError({why[position]!r})" if off else merged.cell.source
            cells.append(replace(merged, cell=replace(merged.cell, source=source)))
        return replace(self, cells=tuple(cells))


def merge(submitted: Sequence[Cell], master: Master) -> Merged:
    """Merge a submission with its master.

    Args:
        submitted: the cells that were handed in.
        master: the master of the sheet.

    Returns:
        The notebook to run, each cell with the task that it belongs to.
    """
    places = locate(submitted, master)
    set_up = _set_up(places, master)
    cells = [MergedCell(cell, "", "locked") for cell in set_up.pop(TOP, [])]
    for position, place in enumerate(places):
        cells.extend(MergedCell(cell, "", "locked") for cell in set_up.get(position, []))
        cells.extend(MergedCell(cell, "", "locked") for cell in _locked_within(master, place.opens))
        if place.cell is not None:
            cells.append(MergedCell(_bare(place.cell), place.task, "learner"))
        for task in place.checks:
            cells.extend(_check(master, task))
            if place.typed and place.sign == "check" and place.task == task:
                cells.extend(_check(master, task, place.typed))
    to_read = [task for task in master.tasks if task.written]
    written = {task.grade_id: written_for(places, task, master) for task in to_read}
    pictures = {task.grade_id: pictures_for(places, task, master) for task in to_read}
    return Merged(tuple(cells), written, pictures, idle_reasons(places, master))


def to_json(merged: Merged) -> str:
    """Return the merged notebook as a file's text, in nbformat 4.5."""
    cells = [_stored(merged_cell, number) for number, merged_cell in enumerate(merged.cells)]
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _stored(merged: MergedCell, number: int) -> dict[str, Any]:
    cell = merged.cell
    stored: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": f"cell-{number:03d}",
        "metadata": {"tags": [TAGS[merged.role]]} if merged.role in TAGS else {},
        "source": cell.source,
    }
    if merged.role == "check":
        # Where an instructor looks for the task; nbval does not read it.
        stored["metadata"]["nbgrader"] = {"grade_id": cell.grade_id, "points": cell.points}
    if cell.kind == "code":
        stored |= {"execution_count": cell.execution_count, "outputs": list(cell.outputs)}
    return stored


def _bare(cell: Cell) -> Cell:
    """Return a learner's cell with nothing left that could steer nbval."""
    return Cell(cell.kind, _unmarked(cell.source))


def _unmarked(source: str) -> str:
    """Take the force out of nbval's comments: it reads any line that is one of its words behind a hash."""
    return "".join(_NBVAL_COMMENT.sub(r"\1(\2)\3", line) for line in source.splitlines(keepends=True))


def _check(master: Master, grade_id: str, typed: str = "") -> Iterable[MergedCell]:
    """Yield the cells of a check; an answer that was typed into it is first given to the name that it stood for."""
    check = next(cell for cell in master.cells if cell.grade_id == grade_id)
    if typed:
        named = answer_of(check.source, grade_id)
        name = named.id if isinstance(named, ast.Name) else TYPED
        yield MergedCell(Cell("code", _unmarked(f"{name} = {typed}")), grade_id, "learner")
        check = check if isinstance(named, ast.Name) else replace(check, source=_with_typed(check.source, named))
    imports = guard(check.source, [cell for cell in master.cells if is_locked_code(cell)])
    # Not in a cell of their own: each cell costs nbval some hundredths of a second.
    before = f"{imports}\n" if imports else ""
    seen = without_hidden(check.source)
    if seen != check.source:
        yield MergedCell(Cell("code", before + _unmarked(seen)), grade_id, "preview")
        before = ""
    yield MergedCell(replace(check, source=before + _unmarked(check.source)), grade_id, "check")


def _with_typed(source: str, answer: ast.expr | None) -> str:
    """Return a check cell's code in which the typed answer's name stands in place of an expression."""
    text = ast.get_source_segment(source, answer) if answer is not None else None
    return source.replace(text, TYPED, 1) if text else source


def is_locked_code(cell: Cell) -> bool:
    """Tell whether a master's cell is code that belongs to the sheet, not to the learner."""
    return cell.kind == "code" and not cell.grade and not cell.solution


def _set_up(places: Sequence[Place], master: Master) -> dict[int, list[Cell]]:
    """Return where the locked code that the master has before its tasks is run: where the learner has it.

    What a learner runs above it stays above it. What has been deleted, or moved below an answer, is run at the top.
    """
    first = next(position for position, cell in enumerate(master.cells) if cell.grade or cell.solution)
    begin = next((at for at, place in enumerate(places) if place.sign in {"answer", "check"}), len(places))
    cells_at: dict[int, list[Cell]] = {}
    for cell in master.cells[:first]:
        if is_locked_code(cell):
            at = next((at for at, place in enumerate(places[:begin]) if place.own is cell), TOP)
            cells_at.setdefault(at, []).append(_unrun(cell))
    return cells_at


def _locked_within(master: Master, tasks: tuple[str, ...]) -> list[Cell]:
    """Return the locked code that the master has between the task before and these tasks."""
    locked: list[Cell] = []
    pending: list[Cell] = []
    begun = False
    for cell in master.cells:
        begun = begun or cell.grade or cell.solution
        if begun and is_locked_code(cell):
            pending.append(_unrun(cell))
        if cell.grade:
            locked.extend(pending if cell.grade_id in tasks else [])
            pending = []
    return locked


def _unrun(cell: Cell) -> Cell:
    return Cell("code", _unmarked(cell.source))
