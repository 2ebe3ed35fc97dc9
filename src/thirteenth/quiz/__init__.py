"""Questions: the bank, the learner's log, the marking, and the view in a notebook.

``quiz.ask("q-0301")`` shows a question; ``quiz.progress()`` shows what has been answered; ``quiz.my_ratings()`` gives
the learner's matrix of evidence. They are loaded when they are first called, so importing ``quiz`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from thirteenth.quiz.shown import Shown

__all__ = ["ask", "my_ratings", "progress"]


def ask(question_id: str, *more: str) -> Shown:
    """Show a question of the course, or several one below the other; they work by keyboard alone and keep the answers.

    Args:
        question_id: such as ``"q-0301"``: lesson 03, question 01.
        more: further questions.

    Returns:
        What a notebook shows: each question, with the learner's last answer if there is one.

    Raises:
        BankError: the question bank is faulty; the error lists every fault.
        UnknownQuestionError: no question has this id; the error names the nearest.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.view import ask as show  # noqa: PLC0415 - loads the widgets only when a question is shown

    return show(question_id, *more)


def my_ratings() -> pd.DataFrame:
    """Return how well each item of evidence fits each hypothesis: your ratings, and the course's example for the rest.

    Returns:
        One row an item and hypothesis: ``evidence_id``, ``hypothesis_id``, ``low``, ``high`` and ``score`` (from -2,
        strongly inconsistent, to 2; for your own ratings all three are one number, for the example the range that
        careful readers may choose from and its middle), ``whose`` (``"you"`` or ``"example"``).

    Raises:
        BankError: the question bank is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.ratings import my_ratings as collect  # noqa: PLC0415 - as below

    return collect()


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
