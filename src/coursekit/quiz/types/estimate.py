"""Estimate, then see: ``value``; it is compared with the answer, not marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import ABOVE_ZERO, AT_LEAST_ZERO, NUMBER, TEXT, range_problems, record
from coursekit.quiz.reading import read_number
from coursekit.quiz.reply import DONE, Reply, incomplete

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Response

FIELDS: dict[str, Any] = {
    "answer": record(value=NUMBER, tolerance=AT_LEAST_ZERO, unit=TEXT, min=NUMBER, max=NUMBER, step=ABOVE_ZERO)
}


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {"scale": {name: body["answer"][name] for name in ("min", "max", "step", "unit")}}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    value = read_number(response.get("value"))
    if value is None:
        return incomplete("Set your estimate first.")
    answer = question.body["answer"]
    away = abs(value - answer["value"])
    near = "That is close." if away <= answer["tolerance"] else f"That is {away:g} away."
    headline = f"You said {value:g}; the answer is {answer['value']:g} {answer['unit']}. {near}"
    line = {name: answer[name] for name in ("min", "max", "unit")} | {"given": value, "answer": answer["value"]}
    return Reply(DONE, headline, 1, 1, [], question.explanation, line=line)


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield bounds that hold no value."""
    yield from range_problems("answer", question["answer"])
