"""Write a number: ``value``, a number or the text of one."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import AT_LEAST_ZERO, MISCONCEPTION, NUMBER, TEXT, record
from coursekit.quiz.reading import read_number
from coursekit.quiz.reply import Note, codes, incomplete, judged
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response

FIELDS: dict[str, Any] = {
    "answer": record(value=NUMBER, tolerance=AT_LEAST_ZERO, unit=TEXT),
    "near": {
        "type": "array",
        "items": record(value=NUMBER, misconception=MISCONCEPTION, feedback=TEXT, optional=("misconception",)),
    },
}
OPTIONAL = ("near",)


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {"unit": body["answer"]["unit"]}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    answer = question.body["answer"]
    value = read_number(response.get("value"), answer["unit"])
    if value is None:
        return incomplete(gettext("Write a number, for example 12 or 3.5."))
    if abs(value - answer["value"]) <= answer["tolerance"]:
        return judged(question, 1, 1, [], [])
    near = [case for case in question.body.get("near", []) if math.isclose(case["value"], value)]
    notes = [Note("value", "no", case["feedback"]) for case in near]
    given = gettext("You answered {value} {unit}.", value=f"{value:g}", unit=answer["unit"])
    return judged(question, 0, 1, notes or [Note("value", "no", given)], codes(near))


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield hints that tell, and near misses that are right."""
    answer = question["answer"]
    if any(re.search(_whole(answer["value"]), hint) for hint in question["hints"]):
        yield "hints", "the answer in a hint", "hints that lead to the answer without naming it"
    for case in question.get("near", []):
        if abs(case["value"] - answer["value"]) <= answer["tolerance"]:
            yield "near", repr(case["value"]), "numbers that are wrong"


def _whole(value: float) -> str:
    return rf"(?<![\d.]){re.escape(f'{value:g}')}(?![\d.]*\d)"


def answer(body: dict[str, Any]) -> list[str]:
    """Return the number."""
    return [f"{body['answer']['value']:g} {body['answer']['unit']}"]
