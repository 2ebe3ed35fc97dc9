"""Read from one cell of a submission what it is a sign of: a question, an answer, a check, a text of the sheet."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.checks.marks import without_hidden
from coursekit.checks.master_keys import check_names
from coursekit.grading.assignments.placeholders import is_untouched, same_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.grading.model import Cell, Master, Task

# A question shorter than this may stand in a learner's own sentence.
SHORTEST_PROMPT = 30


@dataclass(frozen=True)
class Place:
    """One of the learner's cells and what belongs round it.

    Attributes:
        cell: the cell; None when it is a sheet's own cell, which the master replaces.
        task: grade_id of the task that the cell helps to answer; empty for none.
        sign: what the cell is a sign of: ``prompt``, ``answer``, ``check``, ``locked``, or empty for a learner's own.
        blank: an answer cell in which nothing was written.
        words: what a learner wrote into a cell of the sheet, beside its text.
        typed: an answer that was typed into the check, as an expression; empty for none.
        named: the checks that the cell calls by name.
        opens: tasks whose place begins here.
        checks: tasks whose check cells follow here.
        own: the sheet's own cell that this one is, or was before the learner changed it; None for a learner's.
    """

    cell: Cell | None
    task: str = ""
    sign: str = ""
    blank: bool = False
    words: str = ""
    typed: str = ""
    named: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    own: Cell | None = None


class Signs:
    """Reads from one cell to which task it belongs, whatever its neighbours are."""

    def __init__(self, master: Master) -> None:
        """Prepare to read submissions of one sheet.

        Args:
            master: its master.
        """
        self._master = master
        self._by_id = {cell.grade_id: cell for cell in master.cells if cell.grade_id}
        self._checks = {cell.grade_id for cell in master.cells if cell.grade and cell.kind == "code"}
        self._answered = {answer: task for task in master.tasks for answer in task.answers}
        self._prompts = _prompt_tasks(master.tasks)
        self._texts = {cell.source.strip() for cell in master.cells if cell.kind == "markdown" and not cell.solution}

    def read(self, cell: Cell) -> Place:
        """Return the cell's place as far as the cell alone tells it."""
        own = self._by_id.get(cell.grade_id) or self._copied(cell)
        named = tuple(name for name in check_names(cell.source) if name in self._checks) if cell.kind == "code" else ()
        if own is not None and own.solution:
            return self._answer(cell, own, named)
        if own is None and named:
            own = self._by_id[named[0]]
        if own is not None and own.grade:
            return _check_place(cell, own, named)
        return self._text(cell, own)

    def _answer(self, cell: Cell, own: Cell, named: tuple[str, ...]) -> Place:
        task = self._answered[own.grade_id]
        blank = is_untouched(cell.source, self._master.released[own.grade_id], code=cell.kind == "code")
        return Place(cell, task.grade_id, "answer", blank=blank, named=named, own=own)

    def _text(self, cell: Cell, own: Cell | None) -> Place:
        if own is not None and cell.kind == "code":
            return Place(None if _is_unchanged(cell, own) else cell, "", "locked", own=own)
        text = cell.source.strip()
        task = self._prompts.get(text, "") if cell.kind != "code" else ""
        if task:
            return Place(cell, task, "prompt")
        if cell.kind != "code" and text in self._texts:
            return Place(cell, "", "locked")
        return self._written_into_text(cell) if cell.kind != "code" else Place(cell)

    def _written_into_text(self, cell: Cell) -> Place:
        """Read a cell that holds a question, or another text of the sheet, and more, as after merging two cells."""
        for prompt, task in self._prompts.items():
            if task and len(prompt) >= SHORTEST_PROMPT and prompt in cell.source:
                return Place(cell, task, "prompt", words=cell.source.replace(prompt, "", 1).strip())
        own = next((text for text in self._texts if len(text) >= SHORTEST_PROMPT and text in cell.source), "")
        return Place(cell, words=cell.source.replace(own, "", 1).strip() if own else "")

    def _copied(self, cell: Cell) -> Cell | None:
        """Find the sheet's own code cell that this one says word for word, when its grade_id was lost or changed."""
        mine = [own for own in self._master.cells if own.kind == "code" and not own.solution]
        wanted = cell.kind == "code" and cell.source.strip()
        return next((own for own in mine if wanted and same_code(cell.source, without_hidden(own.source))), None)


def _check_place(cell: Cell, own: Cell, named: tuple[str, ...]) -> Place:
    unchanged = cell.kind == "code" and _is_unchanged(cell, own)
    typed = "" if unchanged or cell.kind != "code" else typed_answer(cell.source, own)
    return Place(None if unchanged else cell, own.grade_id, "check", typed=typed, named=named, own=own)


def _is_unchanged(cell: Cell, own: Cell) -> bool:
    return same_code(cell.source, own.source) or same_code(cell.source, without_hidden(own.source))


def typed_answer(source: str, check: Cell) -> str:
    """Return the answer that a learner typed into a check's call in place of the answer's name.

    Args:
        source: the learner's cell.
        check: the master's check cell.

    Returns:
        The expression, such as ``[93, 22]``; empty when the call is the master's own, or there is none.
    """
    given, expected = (answer_of(text, check.grade_id) for text in (source, check.source))
    if given is None or expected is None or ast.dump(given) == ast.dump(expected):
        return ""
    return ast.unparse(given)


def answer_of(source: str, grade_id: str) -> ast.expr | None:
    """Return what a check's call is given as the answer; None when the code has no such call or cannot be read.

    Args:
        source: the code.
        grade_id: the check's name.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _calls(node, grade_id)]
    return calls[0].args[1] if calls else None


def _calls(node: ast.Call, grade_id: str) -> bool:
    named = isinstance(node.func, ast.Name) and node.func.id == "check" and len(node.args) > 1
    first = node.args[0] if named else None
    return isinstance(first, ast.Constant) and first.value == grade_id and not isinstance(node.args[1], ast.Starred)


def _prompt_tasks(tasks: Sequence[Task]) -> dict[str, str]:
    """Map each question's text to its task; text that asks for two tasks is a sign of neither."""
    texts = [(part.strip(), task.grade_id) for task in tasks for part in task.prompts if part.strip()]
    return {text: task for text, task in texts if sum(text == other for other, _ in texts) == 1}
