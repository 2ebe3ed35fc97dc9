"""Tick options: ``choices``, the ids of the ticked ones; each option is a decision of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import OPTION, list_of, texts
from coursekit.quiz.reply import RIGHT, Note, codes, incomplete, judged, yes_no
from coursekit.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response

FIELDS: dict[str, Any] = {"options": list_of(OPTION, 2, 10)}


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {"options": texts(body["options"])}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    ticked = set(response.get("choices") or [])
    options = question.body["options"]
    if not ticked & {option["id"] for option in options}:
        return incomplete(gettext("Tick at least one option first."))
    right = [option for option in options if option["correct"] == (option["id"] in ticked)]
    # Feedback only for what was ticked: an option that was missed stays to be found.
    notes = [Note(o["id"], yes_no(o["correct"]), o["feedback"]) for o in options if o["id"] in ticked]
    wrong = [option for option in options if option["id"] in ticked and not option["correct"]]
    reply = judged(question, len(right), len(options), notes, codes(wrong))
    if reply.outcome == RIGHT:
        return reply
    headline = ngettext(
        "{n} of {of} decisions is right: to tick or not to tick is a decision each.",
        "{n} of {of} decisions are right: to tick or not to tick is a decision each.",
        len(right),
        of=len(options),
    )
    return replace(reply, headline=headline)


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the key."""
    if not any(option["correct"] for option in question["options"]):
        yield "options", "no right option", "at least one: an answer without a tick is taken for no answer"


def answer(body: dict[str, Any]) -> list[str]:
    """Return the right options, each with what is said to it."""
    return [f"{option['text']} {option['feedback']}" for option in body["options"] if option["correct"]]
