"""Where an answer falls: the answers that a question can have, as places to count them in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coursekit.quiz.misconceptions import misconceptions
from coursekit.quiz.reading import read_number
from coursekit.quiz.registry import question_type
from coursekit.quiz.types.rate_evidence import SCALE_WORDS
from coursekit.teaching.vote.tally import range_label
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply

Response = dict[str, Any]
# How a bar looks: right, not right, neither.
RIGHT, OTHER, NEUTRAL = "passed", "failed", "waits"
BINS = 5
WORDS = {"right": N_("all right"), "partly": N_("partly right"), "wrong": N_("not right"), "done": N_("answered")}
LOOKS = {"right": RIGHT, "partly": NEUTRAL, "wrong": OTHER, "done": NEUTRAL}


@dataclass(frozen=True)
class Place:
    """One answer that a question, or a part of it, can have.

    Attributes:
        part: the id of a line, where a question has several; empty where it has one.
        key: a word of the answer's own.
        label: the answer in words; the interface's own are English, as the class's table has them.
        look: how its bar looks.
        shows: the misconception that it shows, in words; empty without one.
        line: the line in words.
        spoken: the label in the language that is spoken, where it is the interface's; else empty.
    """

    part: str
    key: str
    label: str
    look: str
    shows: str = ""
    line: str = ""
    spoken: str = ""

    @property
    def words(self) -> str:
        """The label as a page says it."""
        return self.spoken or self.label


@dataclass(frozen=True)
class Counted:
    """How answers to a type of question are counted.

    Attributes:
        places: every place of a question, in order.
        keys: from a question, a response and the reply to it to the places (part and key) that it falls into.
        parted: whether each part is a bar of its own.
    """

    places: Callable[[Question], Iterable[Place]]
    keys: Callable[[Question, Response, Reply], Iterable[tuple[str, str]]]
    parted: bool = False


def counted(type_name: str) -> Counted:
    """Return how answers to a type are counted; of an unknown type only what came of them is."""
    return _KINDS.get(type_name, _OUTCOMES)


def _shows(case: dict[str, Any]) -> str:
    code = case.get("misconception", "")
    meaning = misconceptions().get(code, "")
    return f"{code}: {meaning}" if meaning else code


def _options(question: Question) -> Iterable[Place]:
    for option in question.body["options"]:
        yield Place("", option["id"], option["text"], RIGHT if option["correct"] else OTHER, _shows(option))


def _numbers(question: Question) -> Iterable[Place]:
    answer = question.body["answer"]
    yield Place("", "right", f"{answer['value']:g} {answer['unit']}", RIGHT)
    for place, case in enumerate(question.body.get("near", [])):
        yield Place("", str(place), f"{case['value']:g}", OTHER, _shows(case))
    yield Place("", "other", label := N_("another number"), OTHER, spoken=gettext(label))


def _number(question: Question, response: Response, reply: Reply) -> Iterable[tuple[str, str]]:
    value = read_number(response.get("value"), question.body["answer"]["unit"])
    if reply.outcome == "right" or value is None:
        return [("", "right")]
    near = question.body.get("near", [])
    return [("", next((str(n) for n, case in enumerate(near) if math.isclose(case["value"], value)), "other"))]


def _estimates(question: Question) -> Iterable[Place]:
    answer = question.body["answer"]
    lower, close, higher = N_("lower"), N_("close to {number}"), N_("higher")
    number = f"{answer['value']:g} {answer['unit']}"
    near = gettext(close, number=number)
    return [
        Place("", "low", lower, NEUTRAL, spoken=gettext(lower)),
        Place("", "close", close.format(number=number), RIGHT, spoken=near),
        Place("", "high", higher, NEUTRAL, spoken=gettext(higher)),
    ]


def _estimate(question: Question, response: Response, _: Reply) -> Iterable[tuple[str, str]]:
    away = (read_number(response.get("value")) or 0) - question.body["answer"]["value"]
    if abs(away) <= question.body["answer"]["tolerance"]:
        return [("", "close")]
    return [("", "low" if away < 0 else "high")]


def _pairs(question: Question) -> Iterable[Place]:
    right = {line["id"]: line["text"] for line in question.body["right"]}
    for left in question.body["left"]:
        partner = right[question.body["pairs"][left["id"]]]
        yield Place(left["id"], "yes", partner, RIGHT, line=left["text"])
        label = N_("another partner")
        yield Place(left["id"], "no", label, OTHER, line=left["text"], spoken=gettext(label))


def _pair(question: Question, response: Response, _: Reply) -> Iterable[tuple[str, str]]:
    wanted = question.body["pairs"]
    return [
        (line["id"], "yes" if response["pairs"][line["id"]] == wanted[line["id"]] else "no")
        for line in question.body["left"]
    ]


def rows_of(question: Question) -> dict[str, str]:
    """Return the rows of a question that asks for ratings: code and words."""
    return {row["id"]: row["text"] for row in question_type(question.type).face(question.body)["hypotheses"]}


def _ratings(question: Question) -> Iterable[Place]:
    for row, words in rows_of(question).items():
        for code, word in SCALE_WORDS.items():
            yield Place(row, code, word, f"rating-{code.lower()}", line=words, spoken=gettext(word))


def _rating(question: Question, response: Response, _: Reply) -> Iterable[tuple[str, str]]:
    return [(row, response["ratings"][row]) for row in question.body["allowed"]]


def _positions(question: Question) -> Iterable[Place]:
    return [Place("", position["id"], position["text"], NEUTRAL) for position in question.body["positions"]]


def _bins(question: Question) -> Iterable[Place]:
    scale = question.body["scale"]
    width = (scale["max"] - scale["min"]) / BINS
    for place in range(BINS):
        low = scale["min"] + place * width
        label, spoken = range_label(low, low + width)
        yield Place("", str(place), label, NEUTRAL, spoken=spoken)


def bin_of(question: Question, value: float) -> str:
    """Return the part of a slider that a setting lies in."""
    scale = question.body["scale"]
    share = (value - scale["min"]) / (scale["max"] - scale["min"])
    return str(max(0, min(BINS - 1, int(share * BINS))))


def _bin(question: Question, response: Response, _: Reply) -> Iterable[tuple[str, str]]:
    return [("", bin_of(question, read_number(response.get("value")) or 0))]


def _outcomes(_: Question) -> Iterable[Place]:
    return [Place("", key, word, LOOKS[key], spoken=gettext(word)) for key, word in WORDS.items()]


def _outcome(_: Question, __: Response, reply: Reply) -> Iterable[tuple[str, str]]:
    return [("", reply.outcome)]


_OUTCOMES = Counted(_outcomes, _outcome)
_KINDS = {
    "single": Counted(_options, lambda _, response, __: [("", str(response["choice"]))]),
    "multiple": Counted(_options, lambda _, response, __: [("", str(choice)) for choice in set(response["choices"])]),
    "numeric": Counted(_numbers, _number),
    "estimate": Counted(_estimates, _estimate),
    "match": Counted(_pairs, _pair, parted=True),
    "rate-evidence": Counted(_ratings, _rating, parted=True),
    "stance": Counted(_positions, lambda _, response, __: [("", str(response["position"]))]),
    "confidence": Counted(_bins, _bin),
}
