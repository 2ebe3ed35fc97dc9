"""The matrix of evidence as one grid: choose a rating, and see at once what the columns add up to.

A row is the rate-evidence question of its item: when all its ratings are chosen, it is marked and kept as that
question's answer. So it does not matter where a learner has rated an item; the last rating counts everywhere.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import traitlets

from coursekit import session, tables
from coursekit.quiz import answers, marking
from coursekit.quiz.learners_widget import LearnersWidget
from coursekit.quiz.page_files import file_text, style_text
from coursekit.quiz.public import NOTE
from coursekit.quiz.reply import INCOMPLETE, Reply
from coursekit.quiz.shown import Shown
from coursekit.quiz.types.rate_evidence import SCORES, hypotheses, scale_words, within_range
from coursekit.quiz.view import record
from coursekit.words import gettext, ngettext
from thirteenth.quiz.ratings import rating_questions

if TYPE_CHECKING:
    import pandas as pd

    from coursekit.quiz.question import Question


def rate(*wanted: str) -> Shown:
    """Show the grid; see ``thirteenth.quiz.rate``."""
    session.install()
    questions = _asked(wanted)
    evidence = tables.load("evidence").set_index("evidence_id")
    widget = MatrixWidget(questions, evidence, answers.learner_log())
    names = [f"{item}: {evidence.loc[item, 'title']}" for item in questions]
    lines = "\n".join(f"  - {name}" for name in names)
    listed = "".join(f"<li>{html.escape(name)}</li>" for name in names)
    note, heading = gettext(NOTE), html.escape(gettext("Rate these items."))
    task = ngettext("Rate {n} items against each hypothesis", "Rate {n} items against each hypothesis", len(questions))
    shown = f"<section><p><strong>{heading}</strong></p><ul>{listed}</ul><p>{html.escape(note)}</p></section>"
    return Shown(widget, f"{task}\n{lines}\n{note}", shown)


def _asked(items: tuple[str, ...]) -> dict[str, Question]:
    """Return the question of each item, in the order of the bank or in that of the items.

    Raises:
        ValueError: an item that no question asks to rate.
    """
    every = {question.body["evidence"]: question for question in rating_questions()}
    unknown = [item for item in items if item not in every]
    if unknown:
        raise ValueError(f"There is no item {unknown[0]!r} to rate. Choose from: {', '.join(sorted(every))}.")
    return {item: every[item] for item in items or sorted(every)}


class MatrixWidget(LearnersWidget):
    """The grid on the page.

    Attributes:
        plan: what is asked: ``rows`` (item, title, what it says), ``hypotheses``, and the ratings' ``words`` and
            ``scores``.
        given: by item, the ratings by hypothesis.
        replies: by item, what was said to a full row: ``headline``, ``explanation``, and ``ranges``, by hypothesis the
            lowest and the highest score that can be argued for. Empty for a row that is not full.
        note: why ratings cannot be kept, if so.
    """

    _css = style_text() + file_text("matrix.css", __package__)
    plan = traitlets.Dict().tag(sync=True)
    given = traitlets.Dict().tag(sync=True)
    replies = traitlets.Dict().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)

    def __init__(self, questions: dict[str, Question], evidence: pd.DataFrame, log: answers.Log) -> None:
        """Show the grid, with the last ratings from the log.

        Args:
            questions: by item, the question that asks to rate it.
            evidence: the table of evidence, by item.
            log: the learner's log.
        """
        super().__init__(file_text("matrix.js", __package__), log, plan=plan_of(questions, evidence))
        self._asked = questions
        self._log = log
        for item, question in questions.items():
            last = log.latest(question.id)
            if last is not None:
                self._show(item, last["response"].get("ratings") or {})
        self.note = log.news()
        self.on_msg(self._heard)

    def rate(self, item: str, ratings: dict[str, str]) -> None:
        """Take a row: mark it and keep it, when it is full.

        Args:
            item: such as ``E01``.
            ratings: by hypothesis one of CC, C, N, I, II.
        """
        reply = self._show(item, ratings)
        if reply.outcome != INCOMPLETE:
            is_saved = self._log.append(record(self._asked[item], {"ratings": ratings}, reply, hints=0))
            self.note = "" if is_saved else self._log.problems[-1]
            # The page knows by this, and not by the reply alone, that the row is saved and its draft can go.
            self.send({"kind": "kept", "item": item, "ratings": ratings})

    def _show(self, item: str, ratings: dict[str, str]) -> Reply:
        reply = marking.mark(self._asked[item], {"ratings": ratings})
        self.given = {**self.given, item: ratings}
        full = reply.outcome != INCOMPLETE
        self.replies = {**self.replies, item: _said(self._asked[item], reply) if full else {}}
        return reply

    def _heard(self, _: object, content: dict[str, Any], __: object) -> None:
        if content.get("kind") == "rate" and content.get("item") in self._asked:
            self.rate(content["item"], content["ratings"])


def plan_of(questions: dict[str, Question], evidence: pd.DataFrame) -> dict[str, Any]:
    """Return what the page needs to draw the grid; see ``MatrixWidget``.

    Args:
        questions: by item, the question that asks to rate it.
        evidence: the table of evidence, by item.
    """
    names = hypotheses()
    rows = evidence.loc[list(questions)].iterrows()
    codes = sorted({code for question in questions.values() for code in question.body["allowed"]})
    return {
        "rows": [
            {"id": item, "question": questions[item].id, "text": row["title"], "says": row["evidence"]}
            for item, row in rows
        ],
        "hypotheses": [{"id": code, "text": names.get(code, "")} for code in codes],
        "words": scale_words(),
        "scores": SCORES,
    }


def _said(question: Question, reply: Reply) -> dict[str, Any]:
    return {
        "headline": within_range(reply),
        "explanation": question.explanation,
        "ranges": ranges_of(question),
    }


def ranges_of(question: Question) -> dict[str, list[int]]:
    """Return by hypothesis the lowest and the highest score that careful readers argue for."""
    scores = {name: [SCORES[word] for word in words] for name, words in question.body["allowed"].items()}
    return {name: [min(allowed), max(allowed)] for name, allowed in scores.items()}
