"""Write a text: ``text``; the rubric is for reading it, by the learner or an instructor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import COUNT, TEXT, list_of, record
from coursekit.quiz.reading import count_words
from coursekit.quiz.reply import DONE, Note, Reply, incomplete
from coursekit.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Response

FIELDS: dict[str, Any] = {
    "words": record(min=COUNT, max=COUNT),
    "rubric": list_of(record(points=COUNT, criterion=TEXT), 1, 8),
    "model": TEXT,
}
OPTIONAL = ("model",)


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {"words": body["words"]}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    words = count_words(response.get("text"))
    low, high = question.body["words"]["min"], question.body["words"]["max"]
    if words < low:
        return incomplete(
            gettext("Not saved yet. Write {low} to {high} words; you have {words}.", low=low, high=high, words=words)
        )
    notes = [
        Note(str(n), "", f"{rule['criterion']} ({_points(rule['points'])})")
        for n, rule in enumerate(question.body["rubric"], start=1)
    ]
    if "model" in question.body:
        notes.append(Note("model", "", question.body["model"]))
    headline = gettext("Saved. {length} Read it once more with these points.", length=_length(words, high))
    return Reply(DONE, headline, 1, 1, notes, question.explanation)


def _points(count: int) -> str:
    return ngettext("{n} point", "{n} points", count)


def _length(words: int, high: int) -> str:
    if words <= high:
        return ngettext("{n} word.", "{n} words.", words)
    return ngettext(
        "{n} word; {high} are asked for, so look what can go.",
        "{n} words; {high} are asked for, so look what can go.",
        words,
        high=high,
    )


def problems(question: dict[str, Any]) -> Iterator[Problem]:
    """Yield bounds that no text fits."""
    if question["words"]["min"] > question["words"]["max"]:
        yield "words", repr(question["words"]), "a min that is not above max"
