"""Questions: the bank, the learner's log, the marking, and the view in a notebook.

``quiz.ask("q-0301")`` shows a question; ``quiz.progress()`` shows what has been answered. Both are loaded when they are
first called, so importing ``quiz`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thirteenth.quiz.shown import Shown

__all__ = ["ask", "progress"]


def ask(question_id: str) -> Shown:
    """Show a question of the course; it works by keyboard alone and keeps the answer.

    Args:
        question_id: such as ``"q-0301"``: lesson 03, question 01.

    Returns:
        What a notebook shows: the question, with the learner's last answer if there is one.

    Raises:
        BankError: the question bank is faulty; the error lists every fault.
        UnknownQuestionError: no question has this id; the error names the nearest.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.view import ask as show  # noqa: PLC0415 - loads the widgets only when a question is shown

    return show(question_id)


def progress() -> Shown:
    """Show how many questions of each lesson have an answer in the learner's log.

    Returns:
        What a notebook shows: one row a lesson.

    Raises:
        BankError: the question bank is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.overview import progress as show  # noqa: PLC0415 - as above

    return show()
