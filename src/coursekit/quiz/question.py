"""A question and a lesson's questions, as the bank holds them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        id: such as ``q-0301``.
        type: the name of one of the types (``registry``).
        prompt: what is asked.
        hints: up to three, from a nudge to nearly the answer.
        explanation: what is said after an answer.
        claims: the claims of the article that it bears on.
        body: the fields of its type, as in the file.
        skill: what it practises.
    """

    id: str
    type: str
    prompt: str
    hints: tuple[str, ...]
    explanation: str
    claims: tuple[str, ...]
    body: dict[str, Any]
    skill: str = ""

    @property
    def wording(self) -> str:
        """Eight digits that change when the question's text changes, so that an old answer is known as one."""
        text = json.dumps([self.prompt, self.body], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


@dataclass(frozen=True)
class Lesson:
    """A lesson's questions.

    Attributes:
        number: the lesson's number.
        title: its title.
        questions: by id, in the file's order.
    """

    number: int
    title: str
    questions: dict[str, Question]
