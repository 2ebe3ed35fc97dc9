"""Argue for a position: ``position``, ``confidence``, ``evidence`` (ids), ``against`` and ``reason`` (texts)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz.forms import CHOICE, COUNT, ID, TEXT, list_of, record, texts
from coursekit.quiz.reading import count_words
from coursekit.quiz.reply import DONE, Note, Reply, incomplete, yes_no
from coursekit.words import gettext, ngettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Response

EVIDENCE_WANTED, AGAINST_WORDS = 2, 8
FIELDS: dict[str, Any] = {
    "positions": list_of(record(id=ID, text=TEXT, counter=TEXT), 2, 6),
    "evidence": list_of(CHOICE, 2, 12),
    "min_words": COUNT,
}


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    return {name: texts(body[name]) for name in ("positions", "evidence")} | {"words": body["min_words"]}


def mark(question: Question, response: Response) -> Reply:
    """``position``, ``confidence``, ``evidence`` (ids), ``against`` and ``reason`` (texts).

    What counts is how the position is argued, never which: the same parts are asked of each.
    """
    positions = {position["id"]: position for position in question.body["positions"]}
    position = positions.get(str(response.get("position")))
    known = {item["id"] for item in question.body["evidence"]}
    used = known & set(response.get("evidence") or [])
    needed = question.body["min_words"]
    written = count_words(response.get("reason"))
    if position is None:
        return incomplete(gettext("Choose the position that you will argue for first."))
    if written < needed:
        return incomplete(_too_short(needed, written))
    parts = [
        ("position", True, gettext("A position, and how sure you are of it.")),
        ("evidence", len(used) >= EVIDENCE_WANTED, _evidence_wanted()),
        (
            "against",
            count_words(response.get("against")) >= AGAINST_WORDS,
            gettext("The strongest evidence against it, in a sentence."),
        ),
        ("reason", True, gettext("A reason in your own words.")),
    ]
    points = sum(is_given for _, is_given, _ in parts)
    notes = [Note(name, yes_no(is_given), text) for name, is_given, text in parts]
    notes.append(
        Note("counter", "", gettext("The strongest argument against it: {counter}", counter=position["counter"]))
    )
    headline = ngettext(
        "Saved. {n} of {of} parts of a full argument is there. No position is marked right or wrong.",
        "Saved. {n} of {of} parts of a full argument are there. No position is marked right or wrong.",
        points,
        of=len(parts),
    )
    return Reply(DONE, headline, points, len(parts), notes, question.explanation)


def _too_short(needed: int, written: int) -> str:
    return ngettext(
        "Not saved yet. Give your reason in at least {n} words; you have {written}.",
        "Not saved yet. Give your reason in at least {n} words; you have {written}.",
        needed,
        written=written,
    )


def _evidence_wanted() -> str:
    return ngettext(
        "At least {n} piece of evidence for it.", "At least {n} pieces of evidence for it.", EVIDENCE_WANTED
    )
