"""What a learner has set and argued, from the learner's log: as tables, and in full for the verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from coursekit.quiz import answers, bank, revisits
from coursekit.quiz.own_table import own
from coursekit.words import N_, gettext
from thirteenth.quiz.report import Argument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.quiz.question import Question

# A question of fewer words needs the sentence before it.
SHORT_QUESTION = 5
SETTINGS = N_("Your settings of the sliders, first and last, stand here when you run this cell.")
POSITIONS = N_("The positions that you have argued stand here when you run this cell.")


def my_settings() -> pd.DataFrame:
    """Return first and last settings of the sliders; see ``thirteenth.quiz.my_settings``."""
    log, questions = answers.learner_log(), _questions()
    asked_again = {question.body.get("revisit") for question in questions.values()}
    rows = []
    for question in questions.values():
        if question.type == "confidence" and question.id not in asked_again:
            values = [value for _, value in revisits.settings(log, list(revisits.chain(question, questions)))]
            first = values[0] if values else None
            # A slider that was set once has not moved by nothing: it has not been asked again.
            last = values[-1] if len(values) > 1 else None
            rows.append({"question": question.id, "how sure": subject_of(question), "first": first, "last": last})
    table = pd.DataFrame(rows, columns=["question", "how sure", "first", "last"])
    table = table.astype({"first": "Float64", "last": "Float64"})
    return own(table.assign(moved=table["last"] - table["first"]), gettext(SETTINGS))


def my_positions() -> pd.DataFrame:
    """Return the positions that were argued; see ``thirteenth.quiz.my_positions``."""
    log = answers.learner_log()
    rows = []
    for question in _questions().values():
        response = _response(log, question) if question.type == "stance" else {}
        names = {position["id"]: position["text"] for position in question.body.get("positions", [])}
        if response.get("position") in names:
            rows.append(
                {
                    "question": question.id,
                    "position": names[response["position"]],
                    "sure": response.get("confidence"),
                    "evidence": len(response.get("evidence") or []),
                    "against": str(response.get("against") or ""),
                }
            )
    return own(pd.DataFrame(rows, columns=["question", "position", "sure", "evidence", "against"]), gettext(POSITIONS))


def argued(log: answers.Log) -> Iterator[Argument]:
    """Yield each position in full: what was asked, what was held, why, and what speaks against it."""
    for question in _questions().values():
        response = _response(log, question) if question.type == "stance" else {}
        names = {position["id"]: position["text"] for position in question.body.get("positions", [])}
        if response.get("position") in names:
            yield Argument(
                question=asked_in_full(question),
                position=names[response["position"]],
                sure=gettext("{value} of 100 sure", value=f"{response.get('confidence'):g}")
                if isinstance(response.get("confidence"), int | float)
                else "",
                reason=_plain(str(response.get("reason") or "")),
                against=_plain(str(response.get("against") or "")),
            )


def asked_in_full(question: Question) -> str:
    """Return the sentence that asks, in full, with the one before it where it is too short to stand alone."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(question.prompt.split()))
    last = next((place for place in reversed(range(len(sentences))) if sentences[place].endswith("?")), None)
    if last is None:
        return " ".join(sentences)
    is_short = len(sentences[last].split()) < SHORT_QUESTION
    return " ".join(sentences[max(0, last - is_short) : last + 1])


def subject_of(question: Question) -> str:
    """Return what a slider asks about: the words after "how sure are you", or the question that it quotes."""
    named = re.search(r"how sure are you (that,? .+?)\?", question.prompt)
    quoted = re.search(r"'([^']+\?)'", question.prompt)
    if named:
        return named[1]
    return gettext("of the answer to '{question}'", question=quoted[1]) if quoted else question.prompt


def _questions() -> dict[str, Question]:
    return {name: question for lesson in bank.lessons() for name, question in lesson.questions.items()}


def _response(log: answers.Log, question: Question) -> dict[str, Any]:
    response: dict[str, Any] = (log.latest(question.id) or {}).get("response", {})
    return response


def _plain(text: str) -> str:
    return " ".join(text.split())
