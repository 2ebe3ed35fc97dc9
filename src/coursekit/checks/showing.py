"""``show_answer``: after three tries, one way to the answer, and why it is right."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from coursekit.checks import keys
from coursekit.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

ENOUGH = 3
_tries: dict[str, set[str]] = {}
_right: set[str] = set()


def note_wrong(grade_id: str, form: str) -> int:
    """Note a wrong answer of this session.

    Args:
        grade_id: the task's check.
        form: the answer's form: the same answer twice is one try.

    Returns:
        How many different wrong answers the task has had.
    """
    _tries.setdefault(task_of(grade_id), set()).add(f"{grade_id} {form}")
    return tries(grade_id)


def note_right(grade_id: str) -> None:
    """Note that a task was answered: whoever has an answer may see another."""
    _right.add(task_of(grade_id))


def tries(grade_id: str) -> int:
    """Return how many different wrong answers a task has had in this session."""
    return len(_tries.get(task_of(grade_id), ()))


def task_of(grade_id: str) -> str:
    """Return the task of a check: a second try ``t3-1-again`` belongs to ``t3-1``, whose number is ``3.1``."""
    numbered = re.fullmatch(r"\s*(?:task )?(\d+)\.(\d+)\s*", grade_id, re.IGNORECASE)
    return f"t{numbered[1]}-{numbered[2]}" if numbered else grade_id.strip().removesuffix("-again")


def offer(grade_id: str) -> str:
    """Return what is said after the hint when an answer can be shown; empty before."""
    task = task_of(grade_id)
    if tries(task) < ENOUGH or not _sealed(task):
        return ""
    call = f'show_answer("{task}")'
    told = gettext(
        "That was try {n}. To see an answer and why: {call} at the end of the sheet.", n=tries(task), call=call
    )
    return f"\n\n{told}"


def _sealed(task: str) -> bool:
    try:
        return bool(keys.find(task).answer)
    except keys.KeyNotFoundError:
        return False


def show_answer(grade_id: str, *, seen: bool = False, keep: Callable[[str], None] | None = None) -> Any:  # noqa: ANN401 - IPython's HTML
    """Show one way to the answer of a task, and why it is right; nothing is shown before three wrong answers.

    Args:
        grade_id: the task, such as ``"t3-1"``.
        seen: the learner's log says that it was shown before; then it is shown at once.
        keep: called with the task when the answer is shown for the first time, to note it in the learner's log.

    Returns:
        What a notebook shows.

    Raises:
        KeyFileError: the key file is damaged.
    """
    task = task_of(grade_id.strip())
    refusal = _refusal(task, seen=seen)
    if refusal:
        print(refusal)  # noqa: T201 - a learner reads it
        return None
    answer, reason = keys.find(task).opened()
    if keep and not seen:
        keep(task)
    return _Shown(task, answer, reason)


def _refusal(task: str, *, seen: bool) -> str:
    if not task:
        return gettext(
            "Write the name of a task between the quotation marks, such as the one after check( in its cell."
        )
    try:
        item = keys.find(task)
    except keys.KeyNotFoundError:
        return gettext(
            "There is no task {task} in this sheet. Its name stands after check( in the cell below your answer.",
            task=task,
        )
    if not item.answer:
        return gettext("No answer is kept with this sheet. Read the hint of the task and the example above it again.")
    had = tries(task)
    if had < ENOUGH and not seen and task not in _right:
        return _too_early(task, had)
    return ""


def _too_early(task: str, had: int) -> str:
    if not had:
        return gettext(
            "Task {task} has had no wrong answer in this session. An answer is shown after {enough}; each brings a "
            "hint.",
            task=task,
            enough=ENOUGH,
        )
    return ngettext(
        "Task {task} has had {n} wrong answer in this session. An answer is shown after {enough}; each brings a hint.",
        "Task {task} has had {n} wrong answers in this session. An answer is shown after {enough}; each brings a hint.",
        had,
        task=task,
        enough=ENOUGH,
    )


class _Shown:
    """An answer as a notebook shows it; the text alone where there is no HTML."""

    def __init__(self, task: str, answer: str, reason: str) -> None:
        self._task, self._answer, self._reason = task, answer, reason

    def __repr__(self) -> str:
        heading = gettext("One way to the answer of {task}:", task=self._task)
        ask = gettext("Why:")
        return f"{heading}\n\n{self._answer}\n\n{ask} {self._reason}"

    def _repr_html_(self) -> str:
        code = f"<pre style='margin:.5em 0'>{html.escape(self._answer)}</pre>"
        ask = gettext("Why:")
        why = f"<p><b>{ask}</b> {html.escape(self._reason)}</p>"
        own = gettext("Now write it in your own way in your answer cell, and run the check again.")
        heading = html.escape(gettext("One way to the answer of {task}", task=self._task))
        box = "border-left:4px solid #0B5CAD;padding:.2em .8em"
        return f"<div style='{box}'><p><b>{heading}</b></p>{code}{why}<p>{html.escape(own)}</p></div>"
