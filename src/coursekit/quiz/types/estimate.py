"""Estimate, then see: ``value``; it is compared with the answer, not marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import ABOVE_ZERO, AT_LEAST_ZERO, NUMBER, TEXT, range_problems, record
from coursekit.quiz.reading import read_number
from coursekit.quiz.reply import DONE, Reply, incomplete
from coursekit.words import gettext

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
        return incomplete(gettext("Set your estimate first."))
    answer = question.body["answer"]
    headline = gettext(
        "You said {value}; the answer is {answer} {unit}. {distance}", value=f"{value:g}", **_reply_words(answer, value)
    )
    line = _line(answer, {gettext("you:"): value, gettext("answer:"): answer["value"]})
    return Reply(DONE, headline, 1, 1, [], question.explanation, line=line)


def again(question: Question, given: list[Response], reply: Reply) -> Reply:
    """Return the reply where there was an estimate before: the first, given before the answer was known, counts."""
    answer = question.body["answer"]
    first, last = (read_number(response.get("value")) for response in (given[0], given[-1]))
    if first is None or last is None:
        return reply
    headline = gettext(
        "Your first estimate counts: you said {first}; the answer is {answer} {unit}. {distance} Later you set {last}, "
        "when you had seen the answer.",
        first=f"{first:g}",
        last=f"{last:g}",
        **_reply_words(answer, first),
    )
    line = _line(answer, {gettext("first:"): first, gettext("answer:"): answer["value"], gettext("later:"): last})
    return replace(reply, headline=headline, line=line)


def _reply_words(answer: dict[str, Any], value: float) -> dict[str, str]:
    return {"answer": f"{answer['value']:g}", "unit": answer["unit"], "distance": _distance(answer, value)}


def _distance(answer: dict[str, Any], value: float) -> str:
    away = abs(value - answer["value"])
    if not away:
        return gettext("That is exactly it.")
    if away <= answer["tolerance"]:
        return gettext("That is close: {away} away.", away=f"{away:g}")
    return gettext("That is {away} away.", away=f"{away:g}")


def _line(answer: dict[str, Any], marks: dict[str, float]) -> dict[str, Any]:
    labelled = [{"label": label, "value": value} for label, value in marks.items()]
    return {name: answer[name] for name in ("min", "max", "unit")} | {"marks": labelled}


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield bounds that hold no value."""
    yield from range_problems("answer", question["answer"])
