"""Choose one option: ``choice``, the id of the option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import OPTION, list_of, texts
from coursekit.quiz.reply import Note, codes, incomplete, judged, yes_no
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response

FIELDS: dict[str, Any] = {"options": list_of(OPTION, 2, 8)}


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {"options": texts(body["options"])}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    chosen = [option for option in question.body["options"] if option["id"] == response.get("choice")]
    if not chosen:
        return incomplete(gettext("Choose one option first."))
    (option,) = chosen
    note = Note(option["id"], yes_no(option["correct"]), option["feedback"])
    return judged(question, int(option["correct"]), 1, [note], codes(chosen))


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the key."""
    right = sum(option["correct"] for option in question["options"])
    if right != 1:
        yield "options", f"{right} right options", "exactly one"


def answer(body: dict[str, Any]) -> list[str]:
    """Return the right option, and what is said to it."""
    return [f"{option['text']} {option['feedback']}" for option in body["options"] if option["correct"]]
