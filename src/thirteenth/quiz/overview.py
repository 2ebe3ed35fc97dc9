"""How far the learner is: answered questions by lesson."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from thirteenth.quiz import answers, bank
from thirteenth.quiz.shown import Shown

if TYPE_CHECKING:
    from thirteenth.quiz.bank import Lesson

TEXT = "Your progress: run this cell to see how many questions of each lesson you have answered."


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
    """Show the learner's progress; see ``thirteenth.quiz.progress``."""
    from ipywidgets import HTML  # noqa: PLC0415 - loads the widgets only when one is shown

    log = answers.learner_log()
    rows = "".join(
        f'<tr><th scope="row" style="text-align:left">{html.escape(name)}</th><td>{done} of {total}</td>'
        f'<td><progress value="{done}" max="{total}" aria-label="{done} of {total} answered"></progress></td></tr>'
        for name, done, total in counted(bank.lessons(), log)
    )
    head = (
        '<tr><th scope="col" style="text-align:left">lesson</th><th scope="col">answered</th><th scope="col"></th></tr>'
    )
    notes = "".join(f"<p>{html.escape(problem)}</p>" for problem in log.problems)
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{notes}"
    return Shown(HTML(table), TEXT, f"<p><em>{TEXT}</em></p>")
