"""Sliders that a later lesson asks again: the first setting and the one of now, on one line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coursekit.quiz import bank
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.answers import Log
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply

REVISIT = "revisit"


def chain(question: Question, questions: dict[str, Question]) -> Iterator[str]:
    """Yield a slider's id and those of the sliders that ask the same again.

    Args:
        question: the first that asks.
        questions: every question by its id.
    """
    seen: set[str] = set()
    following: Question | None = question
    while following is not None and following.id not in seen:
        seen.add(following.id)
        yield following.id
        following = questions.get(following.body.get(REVISIT, ""))


def settings(log: Log, names: list[str]) -> list[tuple[str, float]]:
    """Return every setting of some sliders that the log holds, oldest first: the question's id and the value."""
    values = [(record["question"], record["response"].get("value")) for record in log.records]
    return [
        (name, float(value))
        for name, value in values
        if name in names and isinstance(value, int | float) and not isinstance(value, bool)
    ]


def first_and_now(question: Question, reply: Reply, log: Log) -> Reply:
    """Return the reply to a slider with the first setting beside the one of now; as it is where there is only one."""
    if question.type != "confidence":
        return reply
    given = settings(log, chain_up_to(question))
    if len(given) < 2:  # noqa: PLR2004 - a first and a last
        return reply
    (name, first), (_, now) = given[0], given[-1]
    where = 0 if name[:4] == question.id[:4] else int(name[2:4])
    return replace(reply, headline=_headline(first, now, where), line=_line(question, first, now))


def _headline(first: float, now: float, lesson: int) -> str:
    """Return first and now in a sentence; the lesson is that of the first, 0 for the one that asks now."""
    values = {"now": f"{now:g}", "first": f"{first:g}", "lesson": lesson}
    if first == now:
        return (
            gettext("Saved: {now}, as in lesson {lesson}.", **values)
            if lesson
            else gettext("Saved: {now}, as at first.", **values)
        )
    values["moved"] = gettext("You have moved by {step}.", step=f"{now - first:+g}")
    if lesson:
        return gettext("Saved: {now}. You set {first} in lesson {lesson}. {moved}", **values)
    return gettext("Saved: {now}. You set {first} at first. {moved}", **values)


def chain_up_to(question: Question) -> list[str]:
    """Return the ids of the sliders that ask what a slider asks, up to it: what came after does not belong to it."""
    questions = {name: other for lesson in bank.readable_lessons() for name, other in lesson.questions.items()}
    later = {other.body.get(REVISIT) for other in questions.values()}
    starts = [other for name, other in questions.items() if other.type == question.type and name not in later]
    names = next((list(chain(start, questions)) for start in starts if question.id in chain(start, questions)), [])
    return names[: names.index(question.id) + 1] if names else [question.id]


def _line(question: Question, first: float, now: float) -> dict[str, Any]:
    scale = question.body["scale"]
    marks = [{"label": gettext("first:"), "value": first}, {"label": gettext("now:"), "value": now}]
    return {"min": scale["min"], "max": scale["max"], "unit": "", "marks": marks}
