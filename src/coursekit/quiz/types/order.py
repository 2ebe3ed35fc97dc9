"""Put items in order: ``order``, their ids, first to last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import ID, ITEM, list_of, texts
from coursekit.quiz.reply import RIGHT, Note, incomplete, judged, yes_no
from coursekit.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response

FIELDS: dict[str, Any] = {"items": list_of(ITEM, 2, 10), "order": list_of(ID, 2, 10)}


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {"items": texts(body["items"])}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    wanted, given = question.body["order"], list(response.get("order") or [])
    if sorted(given) != sorted(wanted):
        return incomplete(gettext("Put all the items in order first."))
    feedback = {item["id"]: item.get("feedback", "") for item in question.body["items"]}
    places = [(name, name == right) for name, right in zip(given, wanted, strict=True)]
    notes = [Note(name, yes_no(in_place), feedback[name] if in_place else "") for name, in_place in places]
    reply = judged(question, sum(in_place for _, in_place in places), len(wanted), notes, [])
    if reply.outcome == RIGHT:
        return reply
    # One item moved far takes all the others out of their places: the longest run says how much is right all the same.
    run = _longest_run([wanted.index(name) for name in given])
    headline = ngettext(
        "{n} of {of} stands in its place; this is the right order backwards.",
        "{n} of {of} stand in their place; this is the right order backwards.",
        reply.points,
        of=reply.of,
    )
    if run > 1:
        headline = ngettext(
            "{n} of {of} stands in its place; {run} stand in the right order among themselves.",
            "{n} of {of} stand in their place; {run} stand in the right order among themselves.",
            reply.points,
            of=reply.of,
            run=run,
        )
    return replace(reply, headline=headline)


def _longest_run(places: list[int]) -> int:
    """Return how many of the places can be kept, at most, so that they rise."""
    longest: list[int] = []
    for end, place in enumerate(places):
        longest.append(1 + max((longest[i] for i in range(end) if places[i] < place), default=0))
    return max(longest)


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield an order that does not fit the items, or is given away."""
    listed = [item["id"] for item in question["items"]]
    if sorted(question["order"]) != sorted(listed):
        yield "order", repr(question["order"]), "each item's id once"
    elif question["order"] == listed:
        yield "items", "the items in their right order", "another order, or there is nothing to do"


def answer(body: dict[str, Any]) -> list[str]:
    """Return the items, first to last."""
    named = {item["id"]: item["text"] for item in body["items"]}
    return [f"{place}. {named[name]}" for place, name in enumerate(body["order"], start=1)]
