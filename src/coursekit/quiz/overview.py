"""How far the learner is: answered questions by lesson."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from coursekit.quiz import answers, bank
from coursekit.quiz.shown import Shown

if TYPE_CHECKING:
    from coursekit.quiz.question import Lesson

TEXT = "Your progress: run this cell to see how many questions of each lesson you have answered."
CELL = "text-align:left;padding:0.3rem 1.2rem 0.3rem 0"


def counted(lessons: list[Lesson], log: answers.Log) -> list[tuple[str, int, int]]:
    """Count the answered questions.

    Args:
        lessons: the lessons.
        log: the learner's log.

    Returns:
        One entry a lesson: its name, how many of its questions have an answer, how many it has.
    """
    answered = {record["question"] for record in log.records}
    return [
        (f"{lesson.number:02d} {lesson.title}", len(answered & set(lesson.questions)), len(lesson.questions))
        for lesson in lessons
    ]


def progress() -> Shown:
    """Show the learner's progress."""
    from ipywidgets import HTML  # noqa: PLC0415 - loads the widgets only when one is shown

    log = answers.learner_log()
    rows = "".join(row(*counts) for counts in counted(bank.lessons(), log))
    head = (
        f'<tr><th scope="col" style="{CELL}">lesson</th><th scope="col" colspan="2" style="{CELL}">answered</th></tr>'
    )
    notes = "".join(f"<p>{html.escape(problem)}</p>" for problem in log.problems)
    table = f"<table style='font-size:1rem'><thead>{head}</thead><tbody>{rows}</tbody></table>{notes}"
    return Shown(HTML(table), TEXT, f"<p><em>{TEXT}</em></p>")


def row(name: str, done: int, total: int) -> str:
    """Return one lesson as a row of a table: its name, how many of its questions have an answer, a bar."""
    bar = f'<progress value="{done}" max="{total}" aria-label="{done} of {total} answered"></progress>'
    cells = "".join(f'<td style="{CELL}">{cell}</td>' for cell in (f"{done} of {total}", bar))
    return f'<tr><th scope="row" style="{CELL}">{html.escape(name)}</th>{cells}</tr>'
