"""What a page of the pseudo-language shows outside of its brackets, and what of that is the course's own."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from tests.site.questions.serving import one_of_each_type

from coursekit.quiz import bank, public
from coursekit.quiz.types.rate_evidence import SCALE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coursekit.quiz.question import Question

BRACKETS = re.compile(r"⟦[^⟦⟧]*⟧")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# A sentence may hold such elements: its text goes on inside them and behind them.
INLINE = {"strong", "b", "em", "a", "code", "abbr"}
# What is read or seen of an element beside its text.
READ_OUT = ("aria-label", "aria-valuetext", "title", "alt", "placeholder", "data-label")
QUESTIONS = [bank.find(name) for name in one_of_each_type()]


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._code: list[str] = []
        self._goes_on = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts += [value for name, value in attrs if name in READ_OUT and value]
        self._goes_on = self._goes_on and tag in INLINE
        if tag in {"style", "script"}:
            self._code.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._goes_on = self._goes_on and tag in INLINE
        if tag in self._code:
            self._code.remove(tag)

    def handle_data(self, data: str) -> None:
        if self._code:
            return
        if self._goes_on:
            self.texts[-1] += data
        else:
            self.texts.append(data)
        self._goes_on = True


def texts_of(page: str) -> list[str]:
    """Return every text that a page shows or has read out."""
    parser = _Words()
    parser.feed(page)
    return parser.texts


def hard_coded(texts: list[str], content: Iterable[str]) -> list[str]:
    """Return the texts that hold words outside of the brackets which are not the course's own."""
    # The longest first: an option may hold another.
    own = sorted({" ".join(part.split()) for part in content if LETTERS.search(part)}, key=len, reverse=True)
    found = []
    for text in texts:
        rest = " ".join(text.split())
        for part in own:
            rest = rest.replace(part, " ")
        while BRACKETS.search(rest):
            rest = BRACKETS.sub(" ", rest)
        if LETTERS.search(rest):
            found.append(text.strip())
    return found


def strings_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - plain values of any shape
    """Yield every text in plain values."""
    if isinstance(value, str):
        yield value
        yield from re.split(r"(?<=[.!?])['\u2019\u201d)]*\s+", value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings_in(part)


def content_of(question: Question) -> list[str]:
    """Return the course's own texts of a question."""
    shown = public.public(question)
    own = [question.prompt, question.explanation, *question.hints, question.body, question.type, question.id]
    return [
        *strings_in([*own, shown["people"], shown.get("hypotheses", [])]),
        *question.body.get("allowed", ()),
        *SCALE_WORDS,
    ]


def _other(allowed: list[str]) -> str:
    return next((rating for rating in ("II", "CC", "N") if rating not in allowed), "N")


def responses(question: Question) -> Iterator[dict[str, Any]]:
    """Yield an empty answer, a wrong or thin one, and a right or full one."""
    body: dict[str, Any] = question.body
    listed = {name: part for name, part in body.items() if isinstance(part, list)}
    ids = {name: [entry["id"] for entry in part if "id" in entry] for name, part in listed.items()}
    allowed = body.get("allowed", {})
    yield {}
    yield {
        "choice": next((o["id"] for o in body.get("options", []) if not o["correct"]), ""),
        "choices": [o["id"] for o in body.get("options", []) if not o["correct"]],
        "value": -3,
        "order": list(reversed(body.get("order", []))),
        "pairs": dict.fromkeys(ids.get("left", []), (ids.get("right") or [""])[0]),
        "ratings": {name: _other(words) for name, words in allowed.items()},
        "position": (ids.get("positions") or [""])[0],
        "reason": "Because " * 200,
        "text": "word " * 30,
    }
    yield {
        "choice": next((o["id"] for o in body.get("options", []) if o["correct"]), ""),
        "choices": [o["id"] for o in body.get("options", []) if o["correct"]],
        "value": body.get("answer", {}).get("value", 50) if isinstance(body.get("answer"), dict) else 50,
        "order": body.get("order", []),
        "pairs": body.get("pairs", {}),
        "ratings": {name: words[0] for name, words in allowed.items()},
        "position": (ids.get("positions") or [""])[-1],
        "reason": "Because " * 200,
        "text": "word " * 900,
        "evidence": ids.get("evidence", []),
        "against": "word " * 9,
        "confidence": 50,
    }
