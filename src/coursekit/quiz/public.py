"""The part of a question that a learner may see before answering: never the key, never the feedback."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from coursekit.quiz.people import named_in
from coursekit.quiz.registry import question_type
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Question

NOTE = N_("Run this cell to answer.")
# As in controls.js, which does the same on the page.
_SENTENCE_END = re.compile(r"[.!?]['\u2019\u201d)]*\s+")
_QUESTION = re.compile(r"\?['\u2019\u201d)]*\s*$")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Dr|St|No|pp?|vs|[A-Z]|e\.g|i\.e)\.$")
LISTED = ("options", "items", "left", "right", "positions", "evidence")


def public(question: Question) -> dict[str, Any]:
    """Return what the page needs to show a question.

    Args:
        question: the question.

    Returns:
        Plain values: ``id``, ``type``, ``prompt``, ``hints`` (how many there are), ``people`` (who is who in it), and
        the fields of the type.
    """
    common = {"id": question.id, "type": question.type, "prompt": question.prompt, "hints": len(question.hints)}
    people = named_in(question.prompt, *_choices(question))
    return {**common, "people": people, **question_type(question.type).face(question.body)}


def as_text(question: Question) -> str:
    """Return a question as lines of plain text, the same on every run.

    Args:
        question: the question.
    """
    lines = [gettext("Question {id} ({type})", id=question.id, type=question.type), question.prompt]
    return "\n".join([*lines, *(f"  - {text}" for text in _choices(question)), gettext(NOTE)])


def as_html(question: Question) -> str:
    """Return a question as HTML for a page without a kernel, the same on every run.

    Args:
        question: the question.
    """
    items = "".join(f"<li>{html.escape(text)}</li>" for text in _choices(question))
    listed = f"<ul>{items}</ul>" if items else ""
    label = html.escape(gettext("Question {id}", id=question.id))
    return (
        f'<section aria-label="{label}"><p>{_prompt(question.prompt)}</p>'
        f"{listed}<p><em>{html.escape(gettext(NOTE))}</em></p></section>"
    )


def _prompt(prompt: str) -> str:
    """Return a prompt as HTML: what is asked is bold, the last question or else the last sentence.

    What stands before it tells; places with numbers, such as (1) and (2), have a line each.
    """
    pieces = _sentences(prompt.strip())
    place_of_question = max(
        (place for place, piece in enumerate(pieces) if _QUESTION.search(piece)), default=len(pieces) - 1
    )
    told = html.escape("".join(pieces[:place_of_question]))
    listed = re.sub(r"\s+(?=\(\d\) )", "<br>", told)
    before = f"{listed.rstrip()}<br>" if listed != told else told
    question, after = pieces[place_of_question].rstrip(), "".join(pieces[place_of_question + 1 :])
    return f"{before}<strong>{html.escape(question)}</strong>{html.escape(f' {after}' if after else '')}"


def _sentences(text: str) -> list[str]:
    """Cut a text after each sentence; the spaces stay with the sentence before them."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text) if not _ABBREVIATION.search(text[: end.start() + 1])]
    return [text[begin:end] for begin, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _choices(question: Question) -> list[str]:
    lists = [question.body[name] for name in LISTED if isinstance(question.body.get(name), list)]
    return [entry["text"] for entries in lists for entry in entries]
