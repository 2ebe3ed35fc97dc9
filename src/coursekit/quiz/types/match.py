"""Find each line's partner: ``pairs``, for each id of the left side the id of the right side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import CHOICE, ID, ITEM, list_of, texts
from coursekit.quiz.reply import Note, incomplete, judged, yes_no
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response

FIELDS: dict[str, Any] = {
    "left": list_of(ITEM, 2, 10),
    "right": list_of(CHOICE, 2, 10),
    "pairs": {"type": "object", "additionalProperties": ID},
}


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {"left": texts(body["left"]), "right": texts(body["right"])}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    given = response.get("pairs") or {}
    left = question.body["left"]
    if any(not given.get(item["id"]) for item in left):
        return incomplete(gettext("Choose a partner for every line first."))
    fits = {item["id"]: given[item["id"]] == question.body["pairs"][item["id"]] for item in left}
    notes = [Note(i["id"], yes_no(fits[i["id"]]), i.get("feedback", "") if fits[i["id"]] else "") for i in left]
    return judged(question, sum(fits.values()), len(left), notes, [])


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield pairs that do not fit the sides."""
    left, right = ({item["id"] for item in question[side]} for side in ("left", "right"))
    if set(question["pairs"]) != left or not set(question["pairs"].values()) <= right:
        yield "pairs", repr(question["pairs"]), "for each id of left one id of right"


def answer(body: dict[str, Any]) -> list[str]:
    """Return each line of the left side with its partner."""
    right = {item["id"]: item["text"] for item in body["right"]}
    return [f"{item['text']} → {right[body['pairs'][item['id']]]}" for item in body["left"]]
