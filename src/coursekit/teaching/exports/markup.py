"""The bank's plain text as the little HTML that other programs show."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from coursekit.teaching.exports import words
from coursekit.teaching.exports.tasks import Match, Order, Stance, Writing
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.teaching.exports.tasks import Item


def plain(text: str) -> str:
    """Return text that HTML shows letter by letter."""
    return html.escape(" ".join(text.split()), quote=False)


def paragraphs(*texts: str) -> str:
    """Return a paragraph for each text that is not empty."""
    return "".join(f"<p>{plain(text)}</p>" for text in texts if text)


def bullets(texts: Iterable[str]) -> str:
    """Return a list; nothing for no texts."""
    inside = "".join(f"<li>{plain(text)}</li>" for text in texts)
    return f"<ul>{inside}</ul>" if inside else ""


def folded_hints(item: Item) -> str:
    """Return the hints, each folded away until it is opened."""
    return "".join(
        f"<details><summary>{words.hint(number)}</summary>{plain(text)}</details>"
        for number, text in enumerate(item.hints, start=1)
    )


def stance_task(task: Stance) -> str:
    """Return positions and evidence, and what to write."""
    return (
        bullets(position.text for position in task.positions)
        + bullets(item.text for item in task.evidence)
        + paragraphs(words.argue(task))
    )


def general_feedback(item: Item) -> str:
    """Return what is said after any answer: what belongs to lines and positions, then the explanation."""
    task = item.task
    lines: Iterable[str] = ()
    if isinstance(task, Order | Match):
        answered = task.in_order if isinstance(task, Order) else task.left
        lines = (words.said_to(line) for line in answered if line.feedback)
    elif isinstance(task, Stance):
        lines = (words.counter(position.text, position.feedback) for position in task.positions)
    return bullets(lines) + paragraphs(item.explanation)


def for_readers(task: Writing | Stance) -> str:
    """Return what helps a person who reads the answer: the rubric, and a model answer if there is one."""
    if isinstance(task, Stance):
        return paragraphs(gettext(words.NO_POSITION))
    return bullets(words.criterion(points, text) for points, text in task.rubric) + paragraphs(task.model)
