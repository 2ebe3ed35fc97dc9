"""What a phone and the projector may know of a question before it is revealed: never the key, never the feedback."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coursekit.quiz.public import public
from coursekit.teaching.vote.ballot import LETTERS
from coursekit.teaching.vote.layout import question_size

if TYPE_CHECKING:
    from coursekit.quiz.question import Question

# A sentence ends before a space and a capital, but not behind an initial or a title.
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|St|No|vs)\.)(?<!\bMrs\.)\s+")
# What a notebook asks for and a vote does not: how to use its controls, and the parts of a written argument.
_ONLY_WRITTEN = re.compile(
    r"Choose the position that|Choose one, say|Say how sure you are,|Set the slider|Write your numbers|"
    r"Estimate first, |Estimate before you load "
)


def asked(question: Question) -> dict[str, Any]:
    """Return what pages show before the answer.

    Args:
        question: the question; it can be voted on.

    Returns:
        Plain values: ``before`` and ``prompt`` (what leads to the question, and its last sentence), ``type``,
        ``choices`` (``id``, ``letter`` and ``text`` of each), ``scale`` and ``unit`` of a number, ``size`` (for the
        projector).
    """
    face = public(question)
    *before, prompt = spoken(question.prompt)
    listed: list[dict[str, str]] = next((face[name] for name in ("options", "positions", "items") if name in face), [])
    choices = [{**entry, "letter": letter} for letter, entry in zip(LETTERS, listed, strict=False)]
    scale = face.get("scale", {})
    return {
        "id": question.id,
        "type": question.type,
        "before": " ".join(before),
        "prompt": prompt,
        "choices": choices,
        "scale": scale,
        "unit": scale.get("unit", face.get("unit", "")),
        "size": question_size(" ".join(before), prompt, [choice["text"] for choice in choices]),
    }


def spoken(prompt: str) -> list[str]:
    """Return the sentences of a prompt that a class needs, which is at least one.

    Args:
        prompt: as the bank holds it.
    """
    sentences = _SENTENCE.split(" ".join(prompt.split()))
    return [sentence for sentence in sentences if not _ONLY_WRITTEN.match(sentence)] or sentences
