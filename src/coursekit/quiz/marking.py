"""Question and response to reply: what was right, what to look at, and never a verdict on an opinion.

Pure functions, one a type of question (``types``). A contested question (stance, confidence, text, estimate) is never
marked right or wrong; its reply has the same form whichever side was taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz import revisits
from coursekit.quiz.registry import question_type
from coursekit.quiz.reply import incomplete
from coursekit.words import gettext

if TYPE_CHECKING:
    from coursekit.quiz.answers import Log
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
        return incomplete(gettext("This answer cannot be read. Answer the question once more."))


def again(question: Question, tries: list[dict[str, Any]], reply: Reply, log: Log) -> Reply:
    """Return the reply as it reads beside earlier answers: the first estimate counts, a slider shows first and now.

    Args:
        question: the question.
        tries: the lines of the log with an answer to it, oldest first.
        reply: the reply to the last of them.
        log: the learner's log, for sliders that an earlier lesson has asked.
    """
    given = [record["response"] for record in tries]
    beside = question_type(question.type).again
    if beside is not None and len(given) > 1:
        return beside(question, given, reply)
    return revisits.first_and_now(question, reply, log)
