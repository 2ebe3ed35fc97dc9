"""Turn what happened to the cells into the result of each task."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coursekit.checks.master_keys import check_names
from coursekit.grading.assignments.placeholders import hidden_lines, is_untouched
from coursekit.grading.autograde.first_cause import error_of, lost_names, missing_name
from coursekit.grading.autograde.rerun import reason
from coursekit.grading.model import ItemResult, Outcome, Shown
from coursekit.grading.nbval_runner.outputs import clean
from coursekit.grading.nbval_runner.protocol import CellState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.grading.assignments.merge import Merged
    from coursekit.grading.autograde.rerun import Isolated
    from coursekit.grading.autograde.run import CellRun
    from coursekit.grading.model import Master, Settings, Task

# What a check raises for an answer that it could read and found wrong.
WRONG = ("WrongAnswer", "AssertionError")
# What it raises while the three dots of the sheet are still there.
NOT_ANSWERED = "NotAnsweredError"
# What it raises for an answer that is no value of a kind that it compares.
NO_ANSWER = (NOT_ANSWERED, "FormError")
# What it raises when there is an answer, of whatever kind.
READ = (*WRONG, "FormError")
OUTCOME_WHEN_STOPPED = {
    CellState.TIMEOUT: Outcome.TIMEOUT,
    CellState.DIED: Outcome.DIED,
    **dict.fromkeys((CellState.FLOOD, CellState.MEMORY, CellState.TASKS), Outcome.LIMIT),
}
HIDDEN_HINT = "The check that you can see agrees, but other cases that were tried after you handed in do not."
HIDDEN_ERROR = "The check that you can see agrees. With other cases, tried after you handed in, your code raises "
NOT_EXPECTED_HINT = "The answer is not the expected one."
# What a learner's cell that would end Python has answered before that counts.
EXIT_HINT = "{way} ends Python: in your notebook nothing below it runs. What came before it counts; take it out."
LEFT_PLAINLY = "This cell ends Python: in your notebook nothing below it runs. What it answered before that counts."
ELSEWHERE = "In a cell of your notebook that belongs to no task:"
EMPTY_HINT = "Nothing has been written here."
_TO_CODE = "Turn it into a code cell: click beside its left edge, then press y."
IDLE_HINTS = {
    "raw": f"Your answer stands in a raw cell, which is never run. {_TO_CODE}",
    "markdown": f"Your answer stands in a text cell, which is never run. {_TO_CODE}",
    "check": "The cell for your answer holds a copy of the check, and no answer.",
    "comments": "Your answer stands in comments, which are never run. Take the # away.",
}
MAGIC_HINT = "Your answer's cell begins with {magic}, so what it answers is not kept. Take that line out."
FOLLOWS_HINT = "This follows from the error at the top of this page."
# More than anybody writes for a task, so nothing that was written is cut.
LONGEST_TEXT = 200_000


def judge(merged: Merged, master: Master, ran: Isolated, settings: Settings) -> tuple[ItemResult, ...]:
    """Judge every task of a submission.

    Args:
        merged: the merged notebook.
        master: the master of the sheet.
        ran: what happened to its cells.
        settings: the limits that were kept.

    Returns:
        One result a task, in the sheet's order.
    """
    secret = frozenset(line for cell in master.cells for line in hidden_lines(cell.source))
    lost = lost_names(merged, ran)
    results = []
    for task in master.tasks:
        if task.written:
            name = task.grade_id
            results.append(_written(task, merged.written[name], merged.pictures.get(name, ()), master))
        else:
            results.append(_Judged(task, merged, master, ran, settings, lost).result(secret))
    return tuple(results)


def left_elsewhere(merged: Merged, ran: Isolated, settings: Settings) -> tuple[str, ...]:
    """Return a note on each cell that belongs to no task and would end Python, or had to be stopped.

    Args:
        merged: the merged notebook.
        ran: what happened to its cells.
        settings: the limits that were kept.
    """
    others = [at for at, cell in enumerate(merged.code) if cell.role == "learner" and not cell.task]
    ways = {at: EXIT_HINT.format(way=clean(ran.cells[at].left)) for at in others if ran.cells[at].left}
    stopped = {at: reason(why, settings) for at, why in ran.off.items() if at in others}
    return tuple(f"{ELSEWHERE} {word}" for _, word in sorted({**ways, **stopped}.items()))


def _written(task: Task, text: str, pictures: tuple[str, ...], master: Master) -> ItemResult:
    if is_untouched(text, master.released[task.grade_id], code=False):
        return ItemResult(task.grade_id, 0.0, task.points, Outcome.UNANSWERED, EMPTY_HINT)
    shown = (Shown("text", clean(text, LONGEST_TEXT)), *(Shown("png", picture) for picture in pictures))
    return ItemResult(task.grade_id, None, task.points, Outcome.TO_READ, "", shown)


class _Judged:
    """One task, with the cells that belong to it."""

    def __init__(  # noqa: PLR0913, PLR0917 - all that is known about one task
        self, task: Task, merged: Merged, master: Master, ran: Isolated, settings: Settings, lost: frozenset[str]
    ) -> None:
        self._task = task
        self._master = master
        self._merged = merged
        self._ran = ran
        self._settings = settings
        self._hints = _hints(master, task)
        code = list(enumerate(merged.code))
        self._own = [at for at, cell in code if cell.task == task.grade_id and cell.role == "learner"]
        checks = [at for at, cell in code if cell.task == task.grade_id and cell.role == "check"]
        # The check may stand in several places: one that it passes counts, else the last explains.
        said_more = [at for at in checks if not error_of(ran.cells[at]).startswith(NOT_ANSWERED)]
        self._check = next((at for at in checks if ran.cells[at].state is CellState.PASSED), (said_more or checks)[-1])
        self._preview = [at for at in (self._check - 1,) if at >= 0 and _is(merged, at, "preview")]
        self._lost = lost

    def result(self, secret: frozenset[str]) -> ItemResult:
        """Return the result, with nothing in it that stands in ``secret``."""
        outcome, hint = self._outcome()
        points = self._task.points if outcome is Outcome.PASSED else 0.0
        outputs = () if outcome is Outcome.UNANSWERED else tuple(_without(secret, self._shown()))
        hint = clean(hint, 600)
        code = self._hints.get(hint, "")
        if outcome is Outcome.FAILED and self._exit_hint():
            hint = f"{hint} {self._exit_hint()}"
        return ItemResult(
            self._task.grade_id, points, self._task.points, outcome, _censored(secret, hint), outputs, code
        )

    def _outcome(self) -> tuple[Outcome, str]:
        check = self._ran.cells[self._check]
        off = [why for at, why in self._ran.off.items() if at in self._cells()]
        if check.state is CellState.PASSED:
            return Outcome.PASSED, self._exit_hint()
        idle = self._merged.idle.get(self._task.grade_id, "")
        if not off and (self._is_untouched() or idle == "check"):
            return Outcome.UNANSWERED, IDLE_HINTS.get(idle, EMPTY_HINT)
        if not off and idle.startswith("%%") and not error_of(check).startswith(READ):
            return Outcome.UNANSWERED, MAGIC_HINT.format(magic=idle)
        if off:
            return OUTCOME_WHEN_STOPPED[off[0]], reason(off[0], self._settings)
        preview = self._ran.cells[self._preview[0]] if self._preview else check
        if preview.state is CellState.PASSED:
            return Outcome.FAILED, self._of_hidden(check)
        outcome, hint = self._failure(preview)
        return (Outcome.DIED, self._exit_hint()) if outcome is Outcome.ERROR and self._exit_hint() else (outcome, hint)

    def _cells(self) -> tuple[int, ...]:
        """Return the positions of the task's cells."""
        return (*self._own, *self._preview, self._check)

    def _exit_hint(self) -> str:
        """Say in which way the task's cells would have ended Python; empty when they would not."""
        way = next((way for at in self._cells() if (way := self._ran.cells[at].left)), "")
        if way:
            return EXIT_HINT.format(way=clean(way))
        why = next((self._ran.off.get(at, CellState.DIED) for at in self._own if at in self._ran.kept), None)
        if why is None:
            return ""
        if why is CellState.DIED:
            return LEFT_PLAINLY
        return f"{reason(why, self._settings)} What it answered before that counts."

    def _of_hidden(self, check: CellRun) -> str:
        """Explain a failure that the check which the learner knows has not seen."""
        kind = error_of(check).partition(":")[0]
        if check.state is CellState.RAISED and kind not in (*WRONG, *NO_ANSWER):
            return f"{HIDDEN_ERROR}{kind}."
        known = check_names(self._merged.code[self._preview[0]].cell.source)
        return HIDDEN_HINT if check.state is CellState.RAISED or check.missed not in ("", *known) else NOT_EXPECTED_HINT

    def _failure(self, seen: CellRun) -> tuple[Outcome, str]:
        """Explain a failure by the check that the learner knows, or by the learner's own error before it."""
        if seen.state is not CellState.RAISED:
            return Outcome.FAILED, NOT_EXPECTED_HINT
        kind, _, words = error_of(seen).partition(": ")
        if kind in WRONG:
            return Outcome.FAILED, next(
                (known_hint for known_hint in self._hints if words.endswith(known_hint)), words
            ) or NOT_EXPECTED_HINT
        if kind == NOT_ANSWERED:
            return Outcome.UNANSWERED, words
        runs = (self._ran.cells[at] for at in self._own)
        own = next((error_of(run) for run in runs if run.state is CellState.RAISED), "")
        words = own or error_of(seen)
        return Outcome.ERROR, FOLLOWS_HINT if missing_name(words) in self._lost else words

    def _is_untouched(self) -> bool:
        """Tell whether the learner's cells of this task hold nothing but what was handed out.

        Where they were deleted, the answer may stand in another cell: then the check has read one.
        """
        if not self._own and error_of(self._ran.cells[self._check]).startswith(READ):
            return False
        released = tuple(text for answer in self._task.answers for text in self._master.released[answer])
        return all(is_untouched(self._merged.code[at].cell.source, released) for at in self._own)

    def _shown(self) -> Iterable[Shown]:
        """Yield what the learner's cells showed, then what the check that the learner knows showed."""
        for at in (*self._own, *(self._preview or [self._check])):
            if at not in self._ran.off or at in self._ran.kept:
                yield from self._ran.cells[at].shown


def _is(merged: Merged, at: int, role: str) -> bool:
    return merged.code[at].role == role


def _hints(master: Master, task: Task) -> dict[str, str]:
    """Return the hints that the task's check can give, each with the code of its misconception or nothing."""
    item = json.loads(master.key)["items"].get(task.grade_id) if master.key else None
    if item is None:
        return {}
    known = {mistake["hint"]: mistake["code"] for mistake in item["mistakes"]}
    return {**known, item["hint"]: ""} if item["hint"] else known


def _without(secret: frozenset[str], outputs: Iterable[Shown]) -> Iterable[Shown]:
    for output in outputs:
        yield output if output.kind == "png" else Shown(output.kind, _censored(secret, output.text))


def _censored(secret: frozenset[str], text: str) -> str:
    """Take out lines of hidden checks, which a learner's code could have printed."""
    lines = ("[…]" if any(hidden in line for hidden in secret) else line for line in text.splitlines())
    return "\n".join(lines)
