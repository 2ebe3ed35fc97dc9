"""Estimate, then see: ``value``; it is compared with the answer, not marked."""

from __future__ import annotations

from dataclasses import replace
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
    headline = f"You said {value:g}; the answer is {answer['value']:g} {answer['unit']}. {_distance(answer, value)}"
    line = _line(answer, {"you:": value, "answer:": answer["value"]})
    return Reply(DONE, headline, 1, 1, [], question.explanation, line=line)


def again(question: Question, given: list[Response], reply: Reply) -> Reply:
    """Return the reply where there was an estimate before: the first, given before the answer was known, counts."""
    answer = question.body["answer"]
    first, last = (read_number(response.get("value")) for response in (given[0], given[-1]))
    if first is None or last is None:
        return reply
    headline = (
        f"Your first estimate counts: you said {first:g}; the answer is {answer['value']:g} {answer['unit']}. "
        f"{_distance(answer, first)} Later you set {last:g}, when you had seen the answer."
    )
    line = _line(answer, {"first:": first, "answer:": answer["value"], "later:": last})
    return replace(reply, headline=headline, line=line)


def _distance(answer: dict[str, Any], value: float) -> str:
    away = abs(value - answer["value"])
    if not away:
        return "That is exactly it."
    return f"That is close: {away:g} away." if away <= answer["tolerance"] else f"That is {away:g} away."


def _line(answer: dict[str, Any], marks: dict[str, float]) -> dict[str, Any]:
    labelled = [{"label": label, "value": value} for label, value in marks.items()]
    return {name: answer[name] for name in ("min", "max", "unit")} | {"marks": labelled}


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield bounds that hold no value."""
    yield from range_problems("answer", question["answer"])
