"""Question and response to reply: what was right, what to look at, and never a verdict on an opinion.

Pure functions, one a type of question (``types``). A contested question (stance, confidence, text, estimate) is never
marked right or wrong; its reply has the same form whichever side was taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.quiz.registry import question_type
from coursekit.quiz.reply import incomplete

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response


def mark(question: Question, response: Response) -> Reply:
    """Mark a response.

    Args:
        question: the question.
        response: its fields depend on the type; the module of the type says them.

    Returns:
        The reply; ``incomplete`` with what is missing when the response is no answer yet.
    """
    try:
        return question_type(question.type).mark(question, response)
    except (KeyError, TypeError, AttributeError):
        return incomplete("This answer cannot be read. Run the cell again and answer once more.")
