"""Which questions can be voted on, and how a phone's form becomes a response of the question's type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.quiz.marking import mark
from coursekit.quiz.reading import read_number
from coursekit.quiz.reply import INCOMPLETE
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Response

    Form = Mapping[str, Sequence[str]]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Longer numbers are no answers of people, and would not fit on a page.
LARGEST = 1e12
# What an opinion is: counted by position, never right or wrong.
OPINIONS = ("stance", "confidence")
# The types with one right answer; for the others no share of right answers exists.
KEYED = ("single", "multiple", "numeric", "order")

_INSTEAD = {
    "match": N_(
        "Pairs do not fit on a phone. Let two pupils draw the lines on paper, then compare with their neighbours."
    ),
    "rate-evidence": N_(
        "A rating needs its reasons. Let small groups rate the item, one pupil for each explanation, and report to the "
        "class."
    ),
    "text": N_(
        "A text is not counted, it is read. Let pupils write for five minutes, swap, and mark one strong sentence."
    ),
}


_OTHERS = N_("Ask it aloud or on paper, and collect the answers on the board.")


class NotAnAnswerError(ValueError):
    """A form holds no answer to the question; the message says what is missing."""


def instead(question: Question) -> str:
    """Return what to do with a question that cannot be voted on; empty when it can be."""
    if question.type in _READERS:
        return ""
    return gettext(_INSTEAD.get(question.type, _OTHERS))


def read_answer(question: Question, form: Form) -> Response:
    """Read a phone's form.

    Args:
        question: the question; it can be voted on.
        form: the values of each field.

    Returns:
        The response, with the fields that the question's type marks.

    Raises:
        NotAnAnswerError: something is missing or is none of the choices.
    """
    response = _READERS[question.type](question, form)
    if question.type == "stance":
        return response
    reply = mark(question, response)
    if reply.outcome == INCOMPLETE:
        raise NotAnAnswerError(reply.headline)
    return response


def read_cards(question: Question, form: Form) -> dict[str, int]:
    """Read how many cards the teacher has counted for each option.

    Args:
        question: the question.
        form: the values of each field, ``cards-`` and the option's id.
    """
    typed = {choice["id"]: _first_value(form, f"cards-{choice['id']}").strip() for choice in choices(question)}
    # Six digits are more than any classroom holds; the poll refuses what is too many.
    return {name: int(text[:6]) for name, text in typed.items() if text.isascii() and text.isdigit()}


def describe(question: Question, response: Response) -> str:
    """Return a response in the fewest words that its author knows it by, such as ``B`` or ``15 days``."""
    body = question.body
    if question.type in {"single", "stance"}:
        return letter_of(choices(question), str(response.get("choice") or response.get("position")))
    if question.type == "multiple":
        return ", ".join(letter_of(body["options"], name) for name in response["choices"])
    if question.type == "order":
        return " > ".join(letter_of(body["items"], name) for name in response["order"])
    return f"{response['value']:g} {unit(question)}".strip()


def choices(question: Question) -> list[dict[str, str]]:
    """Return the options, positions or items of a question; none for a number."""
    listed: list[dict[str, str]] = next(
        (question.body[name] for name in ("options", "positions", "items") if name in question.body), []
    )
    return listed


def letter_of(listed: Sequence[Mapping[str, str]], name: str) -> str:
    """Return the letter under which an option is shown."""
    return LETTERS[[entry["id"] for entry in listed].index(name)]


def unit(question: Question) -> str:
    """Return the unit of a number; empty where it has none."""
    return str(question.body.get("answer", {}).get("unit", ""))


def _first_value(form: Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")


def _single(_: Question, form: Form) -> Response:
    return {"choice": _first_value(form, "choice")}


def _multiple(question: Question, form: Form) -> Response:
    ticked = set(form.get("choice", ()))
    return {"choices": [option["id"] for option in question.body["options"] if option["id"] in ticked]}


def _number(question: Question, form: Form) -> Response:
    value = read_number(_first_value(form, "value"), question.body["answer"]["unit"])
    if value is not None and abs(value) > LARGEST:
        raise NotAnAnswerError(gettext("This number is too large. Write a smaller one."))
    return {"value": value}


def _on_scale(question: Question, form: Form) -> Response:
    scale = question.body["scale" if question.type == "confidence" else "answer"]
    value = read_number(_first_value(form, "value"))
    if value is None or not scale["min"] <= value <= scale["max"]:
        raise NotAnAnswerError(_within(scale))
    return {"value": value}


def _within(scale: Mapping[str, float]) -> str:
    return gettext("Choose a number from {low} to {high}.", low=f"{scale['min']:g}", high=f"{scale['max']:g}")


def _order(question: Question, form: Form) -> Response:
    named = [(_first_value(form, f"place-{item['id']}"), item["id"]) for item in question.body["items"]]
    places = sorted(int(place) for place, _ in named if place.isascii() and place.isdigit())
    if places != list(range(1, len(named) + 1)):
        raise NotAnAnswerError(gettext("Give each line its own place, from 1 to {n}.", n=len(named)))
    return {"order": [name for _, name in sorted(named, key=lambda pair: int(pair[0]))]}


def _position(question: Question, form: Form) -> Response:
    chosen = _first_value(form, "choice")
    if chosen not in {position["id"] for position in question.body["positions"]}:
        raise NotAnAnswerError(gettext("Choose one position first."))
    return {"position": chosen}


_READERS: dict[str, Callable[[Question, Form], Response]] = {
    "single": _single,
    "multiple": _multiple,
    "numeric": _number,
    "estimate": _on_scale,
    "confidence": _on_scale,
    "order": _order,
    "stance": _position,
}
