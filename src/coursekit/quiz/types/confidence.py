"""Say how sure you are: ``value``, on the question's scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import ABOVE_ZERO, NUMBER, QUESTION_ID, TEXT, range_problems, record
from coursekit.quiz.reading import read_number
from coursekit.quiz.reply import DONE, Reply, incomplete
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Response

FIELDS: dict[str, Any] = {
    "scale": record(min=NUMBER, max=NUMBER, step=ABOVE_ZERO, low=TEXT, high=TEXT),
    "revisit": QUESTION_ID,
}
OPTIONAL = ("revisit",)


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {"scale": body["scale"]}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    value = read_number(response.get("value"))
    if value is None:
        return incomplete(gettext("Set the slider first."))
    headline = gettext("Saved: {value} of {most}.", value=f"{value:g}", most=f"{question.body['scale']['max']:g}")
    return Reply(DONE, headline, 1, 1, [], question.explanation)


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield bounds that hold no value."""
    yield from range_problems("scale", question["scale"])
