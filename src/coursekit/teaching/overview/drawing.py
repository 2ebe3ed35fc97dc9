"""Bars and sentences: what the answers to a question look like, and what is to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from coursekit.pages.bars import Bar, Part
from coursekit.teaching.overview.places import bin_of, counted
from coursekit.words import gettext, ngettext
from coursekit.words.numbers import whole_percent

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.teaching.overview.overview import Overview, Row
    from coursekit.teaching.overview.places import Place

SHORT = 60


@dataclass(frozen=True)
class Drawing:
    """The answers to one question.

    Attributes:
        question: the question.
        answered: how many have answered it.
        sentence: what is to be seen.
        bars: the first answers as bars.
        legend: what the parts of the bars stand for.
        rows: the answers as numbers, at first and at last.
        parted: whether the question has several lines, each with a bar of its own.
    """

    question: Question
    answered: int
    sentence: str
    bars: tuple[Bar, ...]
    legend: tuple[Part, ...]
    rows: tuple[Row, ...]
    parted: bool


def drawing_of(overview: Overview, question: Question) -> Drawing:
    """Return the answers to a question as a drawing."""
    rows = overview.rows(question)
    answered = overview.tally.answered[question.id]
    parted = counted(question.type).parted
    bars = _bars_of_parts(rows) if parted else tuple(_bar(row, answered) for row in rows)
    sentence = _sentence(overview, question, rows)
    return Drawing(question, answered, sentence, bars, _legend(rows, parted=parted), tuple(rows), parted)


def _bar(row: Row, answered: int) -> Bar:
    label = short(row.place.words)
    rest = Part("empty", gettext("did not: {answer}", answer=label), max(0, answered - row.first), quiet=True)
    return Bar(label, (Part(row.place.look, label, row.first), rest))


def _bars_of_parts(rows: list[Row]) -> tuple[Bar, ...]:
    lines = {row.place.part: row.place.line for row in rows}
    return tuple(
        Bar(short(words), tuple(_part(row.place, row.first) for row in rows if row.place.part == part))
        for part, words in lines.items()
    )


def _part(place: Place, count: int) -> Part:
    return Part(place.look, short(place.words), count)


def _legend(rows: list[Row], *, parted: bool) -> tuple[Part, ...]:
    looks = {row.place.look: row.place for row in rows}
    if parted and any(look.startswith("rating-") for look in looks):
        return tuple(_part(place, 0) for place in looks.values())
    words = {"passed": gettext("right"), "failed": gettext("not right")}
    return tuple(Part(look, words[look]) for look in looks) if looks.keys() <= words.keys() else ()


def short(text: str) -> str:
    """Return the beginning of a text, by whole words, that fits beside a bar."""
    text = " ".join(text.split())
    return text if len(text) <= SHORT else text[:SHORT].rpartition(" ")[0] + " …"


def _sentence(overview: Overview, question: Question, rows: list[Row]) -> str:
    """Say what is to be seen."""
    answered = overview.tally.answered[question.id]
    most = max(rows, key=lambda row: row.first)
    if counted(question.type).parted:
        seen = ngettext(
            "The first answer of {n} learner, line by line.",
            "The first answers of {n} learners, line by line.",
            answered,
        )
    else:
        seen = ngettext(
            "The first answer of {n} learner: most often '{answer}', by {most}.",
            "The first answers of {n} learners: most often '{answer}', by {most}.",
            answered,
            answer=short(most.place.words),
            most=most.first,
        )
    if not _is_marked(question):
        return seen
    first, last = overview.tally.right[question.id]
    shares = {"first": whole_percent(first, answered), "last": whole_percent(last, answered)}
    return f"{seen} " + gettext("All right: {first}% at first, {last}% at last.", **shares)


def _is_marked(question: Question) -> bool:
    return question.type in {"single", "multiple", "numeric", "order", "match"}


def settings_of(question: Question, pairs: list[tuple[float, float]]) -> tuple[tuple[Bar, ...], str]:
    """Return the first and the last settings of a slider as two bars, and a sentence.

    Args:
        question: the slider that was asked first.
        pairs: the first and the last setting of each learner.
    """
    places = list(counted("confidence").places(question))
    looks = ("rating-ii", "rating-i", "rating-n", "rating-c", "rating-cc")
    bars = []
    for name, values in (
        (gettext("first"), [pair[0] for pair in pairs]),
        (gettext("now"), [pair[1] for pair in pairs]),
    ):
        keys = [bin_of(question, value) for value in values]
        parts = (Part(look, place.words, keys.count(place.key)) for look, place in zip(looks, places, strict=True))
        bars.append(Bar(name, tuple(parts)))
    first, now = (fmean(side) for side in zip(*pairs, strict=True))
    up, down = (sum(sign * (now - before) > 0 for before, now in pairs) for sign in (1, -1))
    moved = {"up": up, "down": down, "stayed": len(pairs) - up - down}
    return tuple(bars), ngettext(
        "{n} learner set it twice: on average {first}, now {now}. {up} moved up, {down} down, {stayed} stayed.",
        "{n} learners set it twice: on average {first}, now {now}. {up} moved up, {down} down, {stayed} stayed.",
        len(pairs),
        first=f"{first:.0f}",
        now=f"{now:.0f}",
        **moved,
    )


def settings_legend(question: Question) -> tuple[Part, ...]:
    """Return what the parts of the two bars stand for."""
    return settings_of(question, [(0.0, 0.0)])[0][0].parts
