"""Rate evidence against each hypothesis: ``ratings``, by hypothesis one of CC, C, N, I, II."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from coursekit import tables
from coursekit.quiz.reply import Note, incomplete, judged, yes_no
from coursekit.words import N_, gettext, ngettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response

SCALE_WORDS = {
    "CC": N_("strongly consistent"),
    "C": N_("consistent"),
    "N": N_("neutral"),
    "I": N_("inconsistent"),
    "II": N_("strongly inconsistent"),
}
SCALE = tuple(SCALE_WORDS)
# What a rating counts where ratings are summed: from 2, strongly consistent, to -2.
SCORES = dict(zip(SCALE, (2, 1, 0, -1, -2), strict=True))
FIELDS: dict[str, Any] = {
    "evidence": {"type": "string", "pattern": "^E[0-9]{2}$"},
    "allowed": {
        "type": "object",
        "minProperties": 2,
        "additionalProperties": {"type": "array", "items": {"enum": list(SCALE)}, "minItems": 1, "maxItems": 5},
    },
}


def scale_words() -> dict[str, str]:
    """Return what each rating means, in the language that is spoken."""
    return {rating: gettext(words) for rating, words in SCALE_WORDS.items()}


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
    return {"hypotheses": rated, "ratings": scale_words()}


def mark(question: Question, response: Response) -> Reply:
    """Return the reply to a response."""
    allowed = question.body["allowed"]
    ratings = response.get("ratings") or {}
    if any(ratings.get(name) not in SCALE for name in allowed):
        return incomplete(gettext("Rate the evidence against every hypothesis first."))
    fits = {name: ratings[name] in words for name, words in allowed.items()}
    notes = [Note(name, yes_no(fit), "" if fit else _range(allowed[name])) for name, fit in fits.items()]
    reply = judged(question, sum(fits.values()), len(fits), notes, [])
    # A rating can be argued about: it is not "right" or "wrong" to stand outside the range, only to be argued for.
    return replace(reply, headline=within_range(reply))


def _range(allowed: list[str]) -> str:
    return gettext("Careful readers argue for {ratings} here.", ratings=_either(allowed))


def _either(names: list[str]) -> str:
    return reduce(lambda left, right: gettext("{one} or {other}", one=left, other=right), names)


def within_range(reply: Reply) -> str:
    """Return how many ratings lie within the range that can be argued for, in a sentence."""
    return ngettext(
        "{n} of {of} lies within the range that careful readers argue for.",
        "{n} of {of} lie within the range that careful readers argue for.",
        reply.points,
        of=reply.of,
    )


def answer(body: dict[str, Any]) -> list[str]:
    """Return by hypothesis the ratings that careful readers argue for."""
    names = hypotheses()
    in_words = scale_words()
    return [
        f"{code} {names.get(code, '')}: {_either([in_words[word] for word in words])}"
        for code, words in sorted(body["allowed"].items())
    ]
