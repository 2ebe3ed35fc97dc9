"""From answers to counts: rows that both rounds share, side by side, and the share of right answers.

Marking is the bank's own (``quiz.marking``). Below ``least`` answers a round shows nothing but how many there were.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from coursekit.quiz.marking import mark
from coursekit.quiz.misconceptions import misconceptions
from coursekit.quiz.reply import RIGHT
from coursekit.teaching.vote.ballot import KEYED, LETTERS, choices, unit
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Response

    Answers = Sequence[Response]

LEAST = 5
_BINS = {"estimate": 10, "confidence": 5}
# A number that one pupil alone has written may tell who it was, or be meant to.
_SHOWN_NUMBER = 2
_MOST_NUMBERS = 4
OTHER = "other"
"""The label of all numbers that have no row of their own."""


@dataclass(frozen=True)
class Row:
    """One line of the result.

    Attributes:
        label: a letter, a number or a range, in English.
        text: the option's words; empty for numbers.
        counts: for each round how many; None where a round has too few answers.
        right: whether it is right; None where nothing is.
        code: the code of the misconception that it may show; empty without one.
        meaning: that misconception in words.
        note: what is said to it: feedback, or the counter-argument to a position.
        spoken: the label in the language that is spoken, where it holds words; else empty.
    """

    label: str
    text: str
    counts: tuple[int | None, ...]
    right: bool | None = None
    code: str = ""
    meaning: str = ""
    note: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class Result:
    """The result of one question.

    Attributes:
        answered: for each round how many have answered.
        right: for each round the share of right answers, from 0 to 1; None where nothing is right or too few answered.
        rows: the lines.
        middles: for each round the median of the numbers; None for other types or too few answers.
        unit: of the numbers.
    """

    answered: tuple[int, ...]
    right: tuple[float | None, ...]
    rows: tuple[Row, ...]
    middles: tuple[float | None, ...]
    unit: str = ""


def tally(question: Question, rounds: Sequence[Answers], least: int = LEAST) -> Result:
    """Count the answers to a question.

    Args:
        question: the question; it can be voted on.
        rounds: for each round the responses.
        least: below so many answers nothing of a round is shown.
    """
    shown = [answers if len(answers) >= least else None for answers in rounds]
    return Result(
        answered=tuple(len(answers) for answers in rounds),
        right=tuple(_share_right(question, answers) for answers in shown),
        rows=tuple(_ROWS[question.type](question, shown)),
        middles=tuple(_middle(answers) for answers in shown),
        unit=unit(question),
    )


def _share_right(question: Question, answers: Answers | None) -> float | None:
    if not answers or question.type not in KEYED:
        return None
    return sum(_is_right(question, given) for given in answers) / len(answers)


def _middle(answers: Answers | None) -> float | None:
    values = [response["value"] for response in answers or () if "value" in response]
    return median(values) if values else None


def _counts(shown: Sequence[Answers | None], counted: Callable[[Response], bool]) -> tuple[int | None, ...]:
    return tuple(None if answers is None else sum(map(counted, answers)) for answers in shown)


def _is_right(question: Question, given: Response) -> bool:
    return mark(question, given).outcome == RIGHT


def _chose(name: str, given: Response) -> bool:
    return name in (given.get("choice"), given.get("position")) or name in given.get("choices", ())


def _put_at(place: int, name: str, given: Response) -> bool:
    return bool(given["order"][place] == name)


def _wrote(value: float, given: Response) -> bool:
    return math.isclose(given["value"], value)


def _is_any(values: Sequence[float], given: Response) -> bool:
    return any(_wrote(value, given) for value in values)


def _is_written(text: str, given: Response) -> bool:
    return f"{given['value']:g}" == text


def _lies_in(begin: float, end: float, given: Response) -> bool:
    return bool(begin <= given["value"] < end)


def _options(question: Question, shown: Sequence[Answers | None]) -> list[Row]:
    words = misconceptions()
    rows = []
    for letter, option in zip(LETTERS, question.body["options"], strict=False):
        code = option.get("misconception", "")
        counts = _counts(shown, partial(_chose, option["id"]))
        rows.append(
            Row(letter, option["text"], counts, option["correct"], code, words.get(code, ""), option["feedback"])
        )
    return rows


def _positions(question: Question, shown: Sequence[Answers | None]) -> list[Row]:
    return [
        Row(
            letter,
            position["text"],
            _counts(shown, partial(_chose, position["id"])),
            note=position["counter"],
        )
        for letter, position in zip(LETTERS, question.body["positions"], strict=False)
    ]


def _places(question: Question, shown: Sequence[Answers | None]) -> list[Row]:
    """Return the items in their right order, each with how many put it in its place."""
    items = {item["id"]: item for item in choices(question)}
    return [
        Row(
            f"{place + 1}.",
            items[name]["text"],
            _counts(shown, partial(_put_at, place, name)),
            note=items[name].get("feedback", ""),
        )
        for place, name in enumerate(question.body["order"])
    ]


def _numbers(question: Question, shown: Sequence[Answers | None]) -> list[Row]:
    """Return the right number, those that the bank foresees, the frequent others, and all the rest in one."""
    answer, words = question.body["answer"], misconceptions()
    is_right = partial(_is_right, question)
    rows = [Row(f"{answer['value']:g}", "", _counts(shown, is_right), right=True)]
    foreseen = []
    for case in question.body.get("near", []):
        code = case.get("misconception", "")
        counts = _counts(shown, partial(_wrote, case["value"]))
        foreseen.append(
            Row(f"{case['value']:g}", "", counts, False, code, words.get(code, ""), case["feedback"])  # noqa: FBT003 - whether it is right, third in every row
        )
    known = [case["value"] for case in question.body.get("near", [])]
    others = [
        None if answers is None else [given for given in answers if not is_right(given) and not _is_any(known, given)]
        for answers in shown
    ]
    return [*rows, *foreseen, *_other_numbers(others)]


def _other_numbers(others: Sequence[Answers | None]) -> list[Row]:
    often = Counter(f"{given['value']:g}" for answers in others for given in answers or ())
    listed = [name for name, count in often.most_common(_MOST_NUMBERS) if count >= _SHOWN_NUMBER]
    rows = [Row(name, "", _counts(others, partial(_is_written, name)), right=False) for name in listed]
    rest = _counts(others, lambda given: f"{given['value']:g}" not in listed)
    other = Row(OTHER, gettext("other numbers"), rest, right=False, spoken=gettext("other"))
    return [*rows, other] if any(rest) else rows


def _ranges(question: Question, shown: Sequence[Answers | None]) -> list[Row]:
    """Return ranges of equal width; the one with the answer of an estimate says so."""
    scale = question.body["scale" if question.type == "confidence" else "answer"]
    low, high = scale["min"], scale["max"]
    width = _width(high - low, _BINS[question.type])
    begins = [width * n for n in range(math.floor(low / width), math.ceil(high / width))]
    rows = []
    for begin in begins:
        # The last range holds the highest value too.
        end = high + 1 if begin == begins[-1] else begin + width
        note = gettext("here lies the answer") if begin <= scale.get("value", math.nan) < end else ""
        label, spoken = range_label(max(begin, low), end - 1) if end - 1 > begin else (f"{begin:g}", "")
        rows.append(Row(label, "", _counts(shown, partial(_lies_in, begin, end)), note=note, spoken=spoken))
    return rows


def range_label(low: float, high: float) -> tuple[str, str]:
    """Return the label of a range in English, as tables have it, and in the language that is spoken.

    Args:
        low: where it begins.
        high: where it ends.
    """
    ends = {"low": f"{low:g}", "high": f"{high:g}"}
    label = N_("{low} to {high}")
    return label.format(**ends), gettext(label, **ends)


def _width(length: float, most: int) -> float:
    """Return the smallest round number that cuts a length into no more than so many pieces, such as 5, 20 or 50."""
    power = 10 ** math.floor(math.log10(length / most))
    return next(float(factor * power) for factor in (1, 2, 5, 10) if length / (factor * power) <= most)


_ROWS: dict[str, Callable[[Question, Sequence[Answers | None]], list[Row]]] = {
    "single": _options,
    "multiple": _options,
    "numeric": _numbers,
    "order": _places,
    "estimate": _ranges,
    "confidence": _ranges,
    "stance": _positions,
}
