"""Rate evidence against each hypothesis: ``ratings``, by hypothesis one of CC, C, N, I, II."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coursekit import tables
from coursekit.quiz.reply import Note, incomplete, judged, yes_no

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response

SCALE_WORDS = {
    "CC": "strongly consistent",
    "C": "consistent",
    "N": "neutral",
    "I": "inconsistent",
    "II": "strongly inconsistent",
}
SCALE = tuple(SCALE_WORDS)
FIELDS: dict[str, Any] = {
    "evidence": {"type": "string", "pattern": "^E[0-9]{2}$"},
    "allowed": {
        "type": "object",
        "minProperties": 2,
        "additionalProperties": {"type": "array", "items": {"enum": list(SCALE)}, "minItems": 1, "maxItems": 5},
    },
}


def hypotheses() -> dict[str, str]:
    """Return the hypotheses' names by code; with a broken table the codes have to do."""
    try:
        table = tables.load("hypotheses")
    except tables.TableError:
        return {}
    return dict(zip(table["hypothesis_id"], table["short_name"], strict=True))


def face(body: dict[str, Any]) -> dict[str, Any]:
    """Return what the controls need."""
    names = hypotheses()
    rated = [{"id": code, "text": f"{code} {names.get(code, '')}".strip()} for code in sorted(body["allowed"])]
    return {"hypotheses": rated, "ratings": SCALE_WORDS}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    allowed = question.body["allowed"]
    ratings = response.get("ratings") or {}
    if any(ratings.get(name) not in SCALE for name in allowed):
        return incomplete("Rate the evidence against every hypothesis first.")
    fits = {name: ratings[name] in words for name, words in allowed.items()}
    notes = [
        Note(name, yes_no(fit), "" if fit else f"Careful readers argue for {' or '.join(allowed[name])} here.")
        for name, fit in fits.items()
    ]
    reply = judged(question, sum(fits.values()), len(fits), notes, [])
    # A rating can be argued about: it is not "right" or "wrong" to stand outside the range, only to be argued for.
    return replace(reply, headline=f"{reply.points} of {reply.of} lie within the range that careful readers argue for.")


def answer(body: dict[str, Any]) -> list[str]:
    """Return by hypothesis the ratings that careful readers argue for."""
    names = hypotheses()
    return [
        f"{code} {names.get(code, '')}: {' or '.join(SCALE_WORDS[word] for word in words)}"
        for code, words in sorted(body["allowed"].items())
    ]
