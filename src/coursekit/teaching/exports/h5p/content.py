"""From tasks to the content of H5P's libraries."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING

from coursekit.teaching.exports import words
from coursekit.teaching.exports.h5p.libraries import BLANKS, CHOICE, DRAG, ESSAY, feedback_by_score
from coursekit.teaching.exports.markup import bullets, for_readers, paragraphs, plain, stance_task
from coursekit.teaching.exports.tasks import (
    Choice,
    Estimate,
    Grid,
    Line,
    Match,
    Number,
    Option,
    Order,
    Scale,
    Stance,
    Writing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coursekit.teaching.exports.h5p.libraries import Library, Params
    from coursekit.teaching.exports.tasks import Item, Row

# A learner may write any number within a tolerance; H5P wants them one by one.
MOST_NUMBERS = 40
# Signs that H5P takes for its own within a line to drag, and what looks like them.
LOOK_ALIKES = str.maketrans({"*": "\N{ASTERISK OPERATOR}", ":": "\N{RATIO}"})


def questions_of(item: Item) -> Iterator[tuple[str, Library, Params]]:
    """Yield title, library and content of each question that holds the item: one, or one a row of a grid."""
    task = item.task
    if isinstance(task, Grid):
        for row in task.rows:
            yield words.name(item, row.id), CHOICE, _rating(item, task, row)
        return
    yield words.name(item), *_content(item)


def _content(item: Item) -> tuple[Library, Params]:
    task = item.task
    match task:
        case Choice():
            return CHOICE, _choices(item, task.options, many=task.many)
        case Number():
            return BLANKS, _blank(item, task)
        case Order():
            lines = [(words.place(number), line.text) for number, line in enumerate(task.in_order, start=1)]
            return DRAG, _drag(item, lines, task.in_order)
        case Match():
            return DRAG, _drag(item, task.text_pairs, task.left)
    return ESSAY, _essay(item)


def _choices(item: Item, options: Iterable[Option], *below: str, many: bool = False) -> Params:
    answers = [
        {
            "text": plain(option.text),
            "correct": option.right,
            "tipsAndFeedback": {"tip": "", "chosenFeedback": plain(option.feedback), "notChosenFeedback": ""},
        }
        for option in options
    ]
    behaviour = {"type": "multi" if many else "single", "enableRetry": True, "randomAnswers": False}
    return {
        "question": paragraphs(item.prompt, *below),
        "answers": answers,
        "overallFeedback": _overall(item),
        "behaviour": behaviour,
    }


def _rating(item: Item, task: Grid, row: Row) -> Params:
    outside = words.outside(row, task.words)
    options = [
        Option(code, word, "" if code in row.allowed else outside, right=code in row.allowed)
        for code, word in task.words.items()
    ]
    return _choices(item, options, row.text)


def _overall(item: Item, below: Iterable[str] = (), full: Iterable[str] = ()) -> list[Params]:
    """Return what is said afterwards: hints while something is missing, then the explanation."""
    return feedback_by_score(plain(" ".join([*below, *_hints(item)])), plain(" ".join([*full, item.explanation])))


def accepted(task: Number) -> list[str]:
    """Return the numbers that are right, as they may be written: all within the tolerance, with its decimals.

    With more than ``MOST_NUMBERS`` of them, only the answer itself.
    """
    decimals = max(_decimals(task.value), _decimals(task.tolerance))
    unit = 10**decimals
    low, high = (round((task.value + sign * task.tolerance) * unit) for sign in (-1, 1))
    if high - low >= MOST_NUMBERS:
        return [f"{task.value:g}"]
    inside = [number / unit for number in range(low, high + 1)]
    first = sorted(inside, key=lambda number: abs(number - task.value))
    return list(dict.fromkeys(text for number in first for text in (f"{number:g}", f"{number:.{decimals}f}")))


def _decimals(value: float) -> int:
    return 0 if math.isclose(value, round(value)) else len(f"{value:g}".partition(".")[2])


def _blank(item: Item, task: Number) -> Params:
    near = [words.wrong_number(case) for case in task.near]
    line = f"<p>*{'/'.join(accepted(task))}* {plain(task.unit).translate(LOOK_ALIKES)}</p>"
    return {
        "text": paragraphs(item.prompt),
        "questions": [line],
        "overallFeedback": _overall(item, near),
        "behaviour": {"enableRetry": True, "caseSensitive": False, "acceptSpellingErrors": False},
    }


def _drag(item: Item, pairs: Iterable[tuple[str, str]], lines: Iterable[Line]) -> Params:
    wanted = [(left, right.translate(LOOK_ALIKES)) for left, right in pairs]
    feedback = [words.said_to(line) for line in lines if line.feedback]
    return {
        "taskDescription": paragraphs(item.prompt),
        "textField": html.escape("\n".join(f"{left.replace('*', '')}: *{right}*" for left, right in wanted if left)),
        "distractors": html.escape(" ".join(f"*{right}*" for left, right in wanted if not left)),
        "overallFeedback": _overall(item, full=feedback),
        "behaviour": {"enableRetry": True, "enableSolutionsButton": True},
    }


def _essay(item: Item) -> Params:
    """Return an essay that is not scored; what can be said for any answer stands in its sample solution."""
    return {
        "taskDescription": paragraphs(item.prompt) + _asked(item) + paragraphs(*_hints(item)),
        "solution": {"introduction": _before_sample(item), "sample": plain(item.explanation)},
        # H5P asks for a keyword: this one is any text, and earns nothing.
        "keywords": [{"keyword": "*", "alternatives": [], "options": {"points": 0, "occurrences": 1}}],
        "overallFeedback": [{"from": 0, "to": 100, "feedback": ""}],
        "behaviour": {"inputFieldSize": "10", "enableRetry": True, "ignoreScoring": True, "pointsHost": 0},
    }


def _hints(item: Item) -> list[str]:
    return [f"{words.hint(number)}: {text}" for number, text in enumerate(item.hints, start=1)]


def _asked(item: Item) -> str:
    task = item.task
    match task:
        case Stance():
            return stance_task(task)
        case Writing():
            return paragraphs(words.length(task))
        case Scale():
            return paragraphs(words.scale(task))
        case Estimate():
            return paragraphs(words.unit(task))
    return ""


def _before_sample(item: Item) -> str:
    task = item.task
    match task:
        case Stance():
            return bullets(words.counter(position.text, position.feedback) for position in task.positions)
        case Writing():
            return for_readers(task)
        case Estimate():
            return paragraphs(words.revealed(task))
    return ""
