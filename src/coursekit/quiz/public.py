"""The part of a question that a learner may see before answering: never the key, never the feedback."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.quiz.bank import Question

NOTE = "Run this cell to answer."
SCALE_WORDS = {
    "CC": "strongly consistent",
    "C": "consistent",
    "N": "neutral",
    "I": "inconsistent",
    "II": "strongly inconsistent",
}


def public(question: Question, hypotheses: dict[str, str] | None = None) -> dict[str, Any]:
    """Return what the page needs to show a question.

    Args:
        question: the question.
        hypotheses: names of the hypotheses by code, where evidence is to be rated.

    Returns:
        Plain values: ``id``, ``type``, ``prompt``, ``hints`` (how many there are), and the fields of the type.
    """
    shown = {"id": question.id, "type": question.type, "prompt": question.prompt, "hints": len(question.hints)}
    return {**shown, **_fields(question, hypotheses or {})}


def _fields(question: Question, hypotheses: dict[str, str]) -> dict[str, Any]:
    """Return the fields of a type without its key: texts with their ids, and what a control needs."""
    body = question.body
    listed = ("options", "items", "left", "right", "positions")
    shown: dict[str, Any] = {name: _texts(body[name]) for name in listed if name in body}
    if question.type == "numeric":
        shown["unit"] = body["answer"]["unit"]
    elif question.type == "estimate":
        shown["scale"] = {name: body["answer"][name] for name in ("min", "max", "step", "unit")}
    elif question.type == "confidence":
        shown["scale"] = body["scale"]
    elif question.type == "stance":
        shown |= {"evidence": _texts(body["evidence"]), "words": body["min_words"]}
    elif question.type == "text":
        shown["words"] = body["words"]
    elif question.type == "rate-evidence":
        rated = [{"id": code, "text": f"{code} {hypotheses.get(code, '')}".strip()} for code in sorted(body["allowed"])]
        shown |= {"hypotheses": rated, "ratings": SCALE_WORDS}
    return shown


def _texts(entries: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{"id": entry["id"], "text": entry["text"]} for entry in entries]


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
    shown = _fields(question, {})
    names = ("options", "items", "left", "right", "positions", "evidence")
    return [entry["text"] for name in names for entry in shown.get(name, [])]
