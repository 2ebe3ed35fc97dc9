"""HTML: one page to read, print or try out, without script and without network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.pages.frame import render
from coursekit.teaching.exports import words
from coursekit.teaching.exports.losses import Loss, of_every_format
from coursekit.teaching.exports.tasks import (
    Choice,
    Estimate,
    Grid,
    Match,
    Number,
    Order,
    Stance,
    Writing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coursekit.teaching.exports.tasks import Bank, Item

ENDING = ".html"


def write(bank: Bank) -> bytes:
    """Return the bank as a page; hints, answers and feedback open on request."""
    lessons = [
        {"number": f"{number:02d}", "title": title, "questions": [_shown(item) for item in bank.of_lesson(number)]}
        for number, title in bank.lessons.items()
    ]
    page = render("coursekit.teaching.exports", "questions_page.html", title=bank.title, lessons=lessons)
    return page.encode("utf-8")


def losses(item: Item) -> Iterator[Loss]:
    """Yield what a page without script cannot hold of a question."""
    yield from of_every_format(item)
    yield Loss(item.id, "taking an answer and marking it", "the answer, to open and compare")


def _shown(item: Item) -> dict[str, Any]:
    """Return what the page shows of a question."""
    lines, request = _asked(item)
    return {
        "id": item.id,
        "skill": item.skill,
        "prompt": item.prompt,
        "lists": lines,
        "asked": request,
        "asked_in_english": isinstance(item.task, Grid),
        "hints": [(words.hint(number), text) for number, text in enumerate(item.hints, start=1)],
        "answer": [*((text, True) for text in _answer(item)), *((text, False) for text in _said_of_it(item))],
        "explanation": item.explanation,
    }


def _asked(item: Item) -> tuple[list[list[tuple[str, str]]], str]:
    """Return lists of lines, each line perhaps with what is said to it, and a sentence that says what to write."""
    task = item.task
    match task:
        case Choice():
            return [[(option.text, f"{'✓' if option.right else '✗'} {option.feedback}") for option in task.options]], ""
        case Order():
            return [_plain(line.text for line in task.lines)], ""
        case Match():
            left = [(line.text, line.feedback) for line in task.left]
            return [left, _plain(line.text for line in task.right)], ""
        case Grid():
            return [_plain(row.text for row in task.rows)], f"{', '.join(task.words.values())}."
        case Stance():
            positions = _plain(line.text for line in task.positions)
            return [positions, _plain(line.text for line in task.evidence)], words.argue(task)
    return [], words.to_write(task)


def _plain(texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(text, "") for text in texts]


def _answer(item: Item) -> list[str]:
    """Return the answer in lines, in the course's own words."""
    task = item.task
    match task:
        case Choice():
            return [option.text for option in task.options if option.right]
        case Number():
            return [f"{task.value:g} {task.unit}"]
        case Order():
            return [f"{line.text} {line.feedback}".strip() for line in task.in_order]
        case Match():
            return [f"{left or '-'} → {right}" for left, right in task.text_pairs]
        case Writing(model=str(model)) if model:
            return [model]
    return []


def _said_of_it(item: Item) -> list[str]:
    """Return what the interface says of an answer, with the course's words in it."""
    task = item.task
    match task:
        case Number():
            return [words.wrong_number(case) for case in task.near]
        case Estimate():
            return [words.revealed(task)]
        case Grid():
            return [f"{row.text}: {words.outside(row, task.words)}" for row in task.rows]
        case Stance():
            return [words.counter(position.text, position.feedback) for position in task.positions]
        case Writing():
            return [words.criterion(*rule) for rule in task.rubric]
    return []
