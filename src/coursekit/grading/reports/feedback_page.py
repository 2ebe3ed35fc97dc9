"""The page of one learner and one sheet: what was asked, what the answer showed, what to try next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import number
from coursekit.grading.model import Outcome, Status
from coursekit.grading.reports.html_frame import SIGNS, STATES, WORDS, escaped, page, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import ItemResult, Master, Shown, Task


AGAIN = (
    "No task could be marked. Open the sheet in JupyterLab, check that your answers are there, save it, and hand it in "
    "again."
)


def feedback(record: Record, master: Master) -> str:
    """Return the page.

    Args:
        record: the learner's submission, with what the answers showed.
        master: the master of its sheet; only what learners may see of it is used.
    """
    title = f"Sheet {int(master.sheet)}: {master.title}"
    head = [
        f"<header>\n<h1>{escaped(title)}</h1>",
        f'<p class="quiet">{escaped(record.learner)} · {STATES[record.result.status]}</p>',
        f'<p class="total">{number(record.points)} of {number(record.max_points)} points</p>\n</header>',
    ]
    body = _unreadable(record) if record.result.status is Status.UNREADABLE else list(_tasks(record, master))
    return page(f"{title}, {record.learner}", "\n".join([*head, *body]))


def _unreadable(record: Record) -> list[str]:
    return [f"<p>{escaped(record.result.reason)}</p>", f"<p>{AGAIN}</p>"]


def _tasks(record: Record, master: Master) -> Iterator[str]:
    yield from (f'<p class="quiet">{escaped(note)}</p>' for note in record.result.notes)
    tasks = {task.grade_id: task for task in master.tasks}
    for item in record.result.items:
        if item.grade_id in tasks:
            yield _task(item, tasks[item.grade_id], record.comments.get(item.grade_id, ""))


def _task(item: ItemResult, task: Task, comment: str) -> str:
    points = "" if item.points is None else f" · {number(item.points)} of {number(item.max_points)} points"
    title, asked = _asked(task)
    sign = f'<span class="sign" aria-hidden="true">{SIGNS[item.outcome]}</span>'
    parts = [
        f'<section class="task" aria-labelledby="{escaped(item.grade_id)}">',
        f'<h2 id="{escaped(item.grade_id)}">{escaped(title or _name(item.grade_id))}</h2>',
        f'<p class="outcome">{sign}{WORDS[item.outcome].capitalize()}{points}</p>',
        f'<div class="asked">{words_of(asked, 1)}</div>',
        *_shown(item),
        *([f'<p class="hint"><strong>Hint.</strong> {escaped(item.hint)}</p>'] if item.hint else []),
        *_reading(task, comment),
        "</section>",
    ]
    return "\n".join(parts)


def _asked(task: Task) -> tuple[str, str]:
    """Return the heading of a task, as text, and what follows it, as Markdown."""
    text = "\n\n".join(task.prompts).strip()
    first, _, rest = text.partition("\n")
    return (first.lstrip("# "), rest) if first.startswith("#") else ("", text)


def _name(grade_id: str) -> str:
    sheet, _, task = grade_id.removeprefix("t").partition("-")
    return f"Task {sheet}.{task}" if sheet.isdigit() and task.isdigit() else grade_id


def _shown(item: ItemResult) -> Iterator[str]:
    # What a check says of a wrong answer ends with the hint, which follows on the page.
    shown = [one for one in item.shown if one.kind != "error" or not item.hint or not one.text.endswith(item.hint)]
    if not shown:
        return
    yield (
        "<h3>What your answer showed</h3>"
        if item.outcome not in {Outcome.TO_READ, Outcome.READ}
        else "<h3>What you wrote</h3>"
    )
    yield from (_thing(one, _name(item.grade_id)) for one in shown)


def _thing(shown: Shown, name: str) -> str:
    if shown.kind == "png":
        alt = escaped(f"The chart that your answer to {name} drew")
        return f'<p><img src="data:image/png;base64,{escaped(shown.text)}" alt="{alt}"></p>'
    label = ' aria-label="error"' if shown.kind == "error" else ""
    return f"<pre{label}>{escaped(shown.text)}</pre>"


def _reading(task: Task, comment: str) -> Iterator[str]:
    if task.written and task.rubric:
        lines = "".join(f"<li>{escaped(line)}</li>" for line in task.rubric)
        yield f"<h3>How it is marked</h3>\n<ul>{lines}</ul>"
    if comment:
        yield f'<p class="hint"><strong>Comment.</strong> {escaped(comment)}</p>'
