"""The part of a question that a learner may see before answering: never the key, never the feedback."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from coursekit.quiz.registry import question_type

if TYPE_CHECKING:
    from coursekit.quiz.question import Question

NOTE = "Run this cell to answer."
LISTED = ("options", "items", "left", "right", "positions", "evidence")


def public(question: Question) -> dict[str, Any]:
    """Return what the page needs to show a question.

    Args:
        question: the question.

    Returns:
        Plain values: ``id``, ``type``, ``prompt``, ``hints`` (how many there are), and the fields of the type.
    """
    common = {"id": question.id, "type": question.type, "prompt": question.prompt, "hints": len(question.hints)}
    return {**common, **question_type(question.type).face(question.body)}


def as_text(question: Question) -> str:
    """Return a question as lines of plain text, the same on every run.

    Args:
        question: the question.
    """
    lines = [f"Question {question.id} ({question.type})", question.prompt]
    return "\n".join([*lines, *(f"  - {text}" for text in _choices(question)), NOTE])


def as_html(question: Question) -> str:
    """Return a question as HTML for a page without a kernel, the same on every run.

    Args:
        question: the question.
    """
    items = "".join(f"<li>{html.escape(text)}</li>" for text in _choices(question))
    listed = f"<ul>{items}</ul>" if items else ""
    return (
        f'<section aria-label="Question {question.id}"><p><strong>{html.escape(question.prompt)}</strong></p>'
        f"{listed}<p><em>{NOTE}</em></p></section>"
    )


def _choices(question: Question) -> list[str]:
    lists = [question.body[name] for name in LISTED if isinstance(question.body.get(name), list)]
    return [entry["text"] for entries in lists for entry in entries]
