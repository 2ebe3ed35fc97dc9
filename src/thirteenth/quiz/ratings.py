"""The matrix of ratings: the learner's own where there are any, the course's example for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.quiz import answers, bank
from coursekit.quiz.types.rate_evidence import SCORES
from thirteenth import ratings
from thirteenth.charts.own import YOURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from coursekit.quiz.question import Question


def my_ratings() -> pd.DataFrame:
    """Return the matrix; see ``thirteenth.quiz.my_ratings``."""
    table = ratings.example()
    for evidence_id, hypothesis_id, word in _given():
        own = (table["evidence_id"] == evidence_id) & (table["hypothesis_id"] == hypothesis_id)
        table.loc[own, ["low", "high", "score"]] = float(SCORES[word])
        table.loc[own, "whose"] = YOURS
    return table


def _given() -> Iterator[tuple[str, str, str]]:
    """Yield the learner's last ratings: item, hypothesis, word. A rating that this course does not know is left out."""
    log = answers.learner_log()
    for question in rating_questions():
        record = log.latest(question.id)
        given = (record or {}).get("response", {}).get("ratings") or {}
        for name in question.body["allowed"]:
            if given.get(name) in SCORES:
                yield question.body["evidence"], name, given[name]


def rating_questions() -> Iterator[Question]:
    """Yield the questions that ask to rate an item of evidence, in the order of the lessons."""
    for lesson in bank.lessons():
        yield from (question for question in lesson.questions.values() if question.type == "rate-evidence")
