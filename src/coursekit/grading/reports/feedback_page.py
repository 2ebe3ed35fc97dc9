"""The page of one learner and one sheet: what was asked, what the answer showed, what to try next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.grading.gradebook.csv_file import number
from coursekit.grading.model import Outcome, Status
from coursekit.grading.reports.words import SIGNS, STATES, WORDS
from coursekit.pages.frame import render, words_of
from coursekit.words import N_, gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import ItemResult, Master, Shown, Task


AGAIN = N_(
    "No task could be marked. Open the sheet in JupyterLab, check that your answers are there, save it, and hand it in "
    "again."
)


def feedback(record: Record, master: Master) -> str:
    """Return the page.

    Args:
        record: the learner's submission, with what the answers showed.
        master: the master of its sheet; only what learners may see of it is used.
    """
    heading = gettext("Sheet {n}: {title}", n=int(master.sheet), title=master.title)
    unreadable = record.result.status is Status.UNREADABLE
    return render(
        __package__ or "",
        "feedback_page.html",
        title=f"{heading}, {record.learner}",
        heading=heading,
        learner=record.learner,
        state=gettext(STATES[record.result.status]),
        points=_points(record.points, record.max_points),
        lines=[record.result.reason, gettext(AGAIN)] if unreadable else [],
        notes=[] if unreadable else record.result.notes,
        tasks=[] if unreadable else list(_tasks(record, master)),
    )


def _tasks(record: Record, master: Master) -> Iterator[dict[str, Any]]:
    tasks = {task.grade_id: task for task in master.tasks}
    for item in record.result.items:
        if item.grade_id in tasks:
            yield _task(item, tasks[item.grade_id], record.comments.get(item.grade_id, ""))


def _task(item: ItemResult, task: Task, comment: str) -> dict[str, Any]:
    """Return what the page shows of one task."""
    title, prompt = _asked(task)
    written = item.outcome in {Outcome.TO_READ, Outcome.READ}
    return {
        "id": item.grade_id,
        "name": _name(item.grade_id),
        "title": title or _name(item.grade_id),
        "sign": SIGNS[item.outcome],
        "outcome": _capital(gettext(WORDS[item.outcome])),
        "points": "" if item.points is None else f" · {_points(item.points, item.max_points)}",
        "asked": words_of(prompt, 1),
        "shown_heading": gettext("What you wrote") if written else gettext("What your answer showed"),
        "picture": _picture(_name(item.grade_id), written=task.written),
        "shown": _shown(item),
        "hint": item.hint,
        "rubric": task.rubric if task.written else (),
        "comment": comment,
    }


def _picture(name: str, *, written: bool) -> str:
    """Say what a picture is to somebody who cannot see it."""
    if written:
        return gettext("A picture in your answer to {task}", task=name)
    return gettext("The chart that your answer to {task} drew", task=name)


def _points(points: float, most: float) -> str:
    return ngettext(
        "{points} of {of} point",
        "{points} of {of} points",
        1 if most == 1 else 2,
        points=number(points),
        of=number(most),
    )


def _capital(words: str) -> str:
    """Return words with a capital at the beginning; what is a capital elsewhere stays one."""
    return words[:1].upper() + words[1:]


def _asked(task: Task) -> tuple[str, str]:
    """Return the heading of a task, as text, and what follows it, as Markdown."""
    text = "\n\n".join(task.prompts).strip()
    first, _, rest = text.partition("\n")
    return (first.lstrip("# "), rest) if first.startswith("#") else ("", text)


def _name(grade_id: str) -> str:
    sheet, _, task = grade_id.removeprefix("t").partition("-")
    return gettext("Task {sheet}.{task}", sheet=sheet, task=task) if sheet.isdigit() and task.isdigit() else grade_id


def _shown(item: ItemResult) -> list[Shown]:
    """Return what the answer showed; what a check says of a wrong answer ends with the hint, which follows anyway."""
    return [
        output
        for output in item.shown
        if output.kind != "error" or not item.hint or not output.text.endswith(item.hint)
    ]
