"""Questions: the bank, the learner's log, the marking, and the view in a notebook.

``quiz.ask("q-0301")`` shows a question; ``quiz.progress()`` shows what has been answered; ``quiz.my_ratings()`` gives
the learner's matrix of evidence. They are loaded when they are first called, so importing ``quiz`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.quiz.shown import Shown
    from thirteenth.quiz.verdict import Written

__all__ = ["ask", "my_positions", "my_ratings", "my_settings", "paths", "progress", "rate", "write_verdict"]


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
    from coursekit.quiz.view import ask as show  # noqa: PLC0415 - loads the widgets only when a question is shown

    return show(question_id, *more)


def rate(*items: str) -> Shown:
    """Show a grid in which each item of evidence is rated against each hypothesis, with the sums below.

    Args:
        items: such as ``"E01"``; all when none is named.

    Returns:
        What a notebook shows: the grid, with the ratings that the learner has given before, here or in a question. The
        range that careful readers argue for appears when a row is full.

    Raises:
        ValueError: an item that cannot be rated; the error names those that can.
        BankError: the question bank is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.matrix import rate as show  # noqa: PLC0415 - loads the widgets only when the grid is shown

    return show(*items)


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
    from thirteenth.quiz.ratings import my_ratings as collect  # noqa: PLC0415 - importing quiz costs nothing

    return collect()


def my_settings() -> pd.DataFrame:
    """Return your settings of the sliders, first and last.

    Returns:
        One row a slider: ``question``, ``how sure``, ``first``, ``last`` and ``moved`` (last less first); ``first`` is
        missing where it has not been set, ``last`` and ``moved`` where it has been set once. A slider that a later
        lesson asks again is one row.

    Raises:
        BankError: the question bank is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.own_answers import my_settings as collect  # noqa: PLC0415 - importing quiz costs nothing

    return collect()


def my_positions() -> pd.DataFrame:
    """Return the positions that you have argued.

    Returns:
        One row a contested question: ``question``, ``position``, ``sure`` (as you set it), ``evidence`` (how many
        pieces you named), ``against`` (the strongest evidence against it, in your words).

    Raises:
        BankError: the question bank is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.own_answers import my_positions as collect  # noqa: PLC0415 - importing quiz costs nothing

    return collect()


def write_verdict(figure: Any = None, says: str = "", name: str = "") -> Written:  # noqa: ANN401 - a figure, its axes, or a chart of the course
    """Write your report as a page and as a notebook, from your answers and one figure.

    Args:
        figure: your figure: ``ax``, a matplotlib figure, or a chart of the course; without one the page says so.
        says: what your figure shows, in a sentence of your own.
        name: your name as it is to stand on the page; else the one that this computer was given (THIRTEENTH_LEARNER),
            else a line to write it on.

    Returns:
        What a notebook shows: the files, what is still missing, and a link that opens the page. An older report is
        replaced.

    Raises:
        TypeError: this is no figure.
        OSError: the folder of your answers cannot be written.
        BankError: the question bank is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.verdict import write_verdict as write  # noqa: PLC0415 - importing quiz costs nothing

    return write(figure, says, name)


def progress() -> Shown:
    """Show how many questions of each lesson have an answer in the learner's log.

    Returns:
        What a notebook shows: one row a lesson.

    Raises:
        BankError: the question bank is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    from coursekit.quiz.overview import progress as show  # noqa: PLC0415 - importing quiz costs nothing

    return show()


def paths(chosen: str = "") -> Shown:
    """Show the ways through the course, with the learner's progress on each and what comes next.

    Args:
        chosen: the way that stands open: ``"full course"``, ``"four lessons"``, ``"single lesson"`` or
            ``"without code"``; a click opens any.

    Returns:
        What a notebook shows.

    Raises:
        ValueError: there is no such way; the error names those that there are.
        BankError: the question bank is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    from thirteenth.quiz.ways import paths as show  # noqa: PLC0415 - importing quiz costs nothing

    return show(chosen)
