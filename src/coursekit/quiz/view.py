"""A question in a notebook: the page shows and asks, Python marks and keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import traitlets
from ipywidgets import VBox

from coursekit import session
from coursekit.files import whole_characters
from coursekit.quiz import answers, bank, ending, marking, public, warmth
from coursekit.quiz.answers import time_in_words
from coursekit.quiz.learners_widget import LearnersWidget
from coursekit.quiz.page_files import file_text, style_text
from coursekit.quiz.registry import question_type
from coursekit.quiz.reply import INCOMPLETE, PARTLY, RIGHT, WRONG, Reply
from coursekit.quiz.shown import Shown
from coursekit.words import gettext

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.quiz.question import Question


def ask(question_id: str, *more: str) -> Shown:
    """Show questions; a course's package hands this on to its learners."""
    session.install()
    questions = [bank.find(name) for name in (question_id, *more)]
    log = answers.learner_log()
    widgets = [QuestionWidget(question, log) for question in questions]
    text = "\n\n".join(map(public.as_text, questions))
    return Shown(VBox(widgets) if more else widgets[0], text, "".join(map(public.as_html, questions)))


TRIES_BEFORE_ANSWER = 3


class QuestionWidget(LearnersWidget):
    """One question on the page.

    Attributes:
        question: what the page may know before an answer (``public.public``).
        welcome: how many questions of the lesson are answered, of how many, and the first that is not.
        response: what the controls hold: the last answer, or a draft that the page has sent; empty before both.
        saved: the last answer that was kept; empty before the first.
        reply: what was said to the last answer (``reply.Reply``, with ``warm``, a kind word now and then, and ``turn``,
            which counts); empty before the first.
        hints: the hints that were opened.
        offers: whether an answer may be shown: the hints are used up, or three tries were made.
        answer: the answer that was shown, as ``lines`` and ``why``; empty before.
        done: what is said when the lesson's last question has its answer (``ending.ending``); empty before.
        note: a word on keeping: when a restored answer was given, or why answers cannot be kept.
    """

    _css = style_text()
    question = traitlets.Dict().tag(sync=True)
    welcome = traitlets.Dict().tag(sync=True)
    response = traitlets.Dict().tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)
    reply = traitlets.Dict().tag(sync=True)
    hints: traitlets.List[str] = traitlets.List().tag(sync=True)
    offers = traitlets.Bool(default_value=False).tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    done = traitlets.Dict().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)

    def __init__(self, question: Question, log: answers.Log) -> None:
        """Show a question, with the last answer from the log if there is one.

        Args:
            question: the question.
            log: the learner's log.
        """
        super().__init__(
            question_type(question.type).script + file_text("view.js"), log, question=public.public(question)
        )
        self._asked = question
        self._log = log
        # Read once: an answer is replied to whatever happens to the file meanwhile.
        self._lesson = bank.lesson_of(question.id)
        self.count_answers()
        self._restore()
        _on_the_page[(log.path, question.id)] = self
        self.on_msg(self._heard)

    def submit(self, response: dict[str, Any]) -> None:
        """Take a response: mark it, keep it, reply.

        Args:
            response: its fields depend on the type, see ``types``.
        """
        reply = marking.mark(self._asked, response)
        is_complete = reply.outcome != INCOMPLETE
        if is_complete:
            self._keep(response, reply)
        self._say(response, reply, fresh=is_complete)
        if is_complete:
            self._tell_how_far()

    def hint(self) -> None:
        """Open the next hint, if one is left."""
        opened = len(self.hints)
        self.hints = [*self.hints, *self._asked.hints[opened : opened + 1]]
        self._offer()

    def reveal(self) -> None:
        """Show an answer and why, when it may be shown; the log keeps that it was seen."""
        if not self.offers:
            return
        self._log.append(seen_record(self._asked, hints=len(self.hints)))
        self._show_answer()
        self._tell_how_far()

    def _tell_how_far(self) -> None:
        """Say the lesson's end, if this is it; what is first on the page welcomes the learner the next day."""
        self.done = ending.ending(self._lesson, self._log)
        for widget in _on_the_page.values():
            widget.count_answers()

    def count_answers(self) -> None:
        """Count the lesson's answers anew, for the welcome of the next day."""
        self.welcome = ending.welcome(self._lesson, self._log)

    def _show_answer(self) -> None:
        lines = question_type(self._asked.type).answer(self._asked.body)
        self.answer = {"lines": lines, "why": self._asked.explanation}
        self._offer()

    def _say(self, response: dict[str, Any], reply: Reply, *, fresh: bool = False) -> None:
        """Show a reply. Its turn makes it new even when its words are the same, so that the page speaks again."""
        response = whole_characters(response)
        tries = self._log.tries(self._asked)
        if reply.outcome in {WRONG, PARTLY} and len(tries) >= TRIES_BEFORE_ANSWER:
            reply = replace(reply, explanation=self._asked.explanation)
        if reply.outcome != INCOMPLETE:
            reply = marking.again(self._asked, tries, reply, self._log)
            self.saved = response
        warm = warmth.warm(self._asked, reply, len(tries), len(self.hints)) if fresh else ""
        self.response = response
        self.reply = whole_characters(
            {**reply.as_dict(), "warm": warm, "turn": self.reply.get("turn", 0) + 1},
        )
        self._offer()

    def _offer(self) -> None:
        """Offer the answer after the last hint or the third try, to a question that has one and is not solved."""
        has_answer = bool(question_type(self._asked.type).answer(self._asked.body))
        used_up = bool(self.hints) and len(self.hints) == len(self._asked.hints)
        tried = len(self._log.tries(self._asked)) >= TRIES_BEFORE_ANSWER
        solved = self.reply.get("outcome") == RIGHT
        self.offers = has_answer and not solved and not self.answer and (used_up or tried)

    def _heard(self, _: object, content: dict[str, Any], __: object) -> None:
        if content.get("kind") == "submit":
            self.submit(content["response"])
        elif content.get("kind") == "hint":
            self.hint()
        elif content.get("kind") == "reveal":
            self.reveal()

    def _keep(self, response: dict[str, Any], reply: Reply) -> None:
        is_saved = self._log.append(record(self._asked, response, reply, hints=len(self.hints)))
        self.note = "" if is_saved else self._log.problems[-1]

    def _restore(self) -> None:
        """Bring the last answer back, marked anew, so that a mended question gives its mended reply."""
        last = self._log.latest(self._asked.id)
        notes = [] if last is None else [self._bring_back(last)]
        if self._log.was_seen(self._asked.id):
            self._show_answer()
        self.note = " ".join([*notes, self._log.news()]).strip()

    def _bring_back(self, last: dict[str, Any]) -> str:
        reply = marking.mark(self._asked, last["response"])
        when = time_in_words(last["time"])
        if reply.outcome == INCOMPLETE:
            return gettext(
                "Your answer of {when} does not fit this question any more: its words have changed. It stays kept.",
                when=when,
            )
        opened = last.get("hints")
        self.hints = list(self._asked.hints[: opened if isinstance(opened, int) and opened > 0 else 0])
        self._say(last["response"], reply)
        restored = gettext("Restored from your answers of {when}.", when=when)
        reworded = gettext("The question has been reworded since.")
        return restored if last.get("wording") == self._asked.wording else f"{restored} {reworded}"


# The questions that this kernel shows, by log and question: a cell run again takes the place of its older widget.
_on_the_page: dict[tuple[Path, str], QuestionWidget] = {}


def record(question: Question, response: dict[str, Any], reply: Reply, *, hints: int) -> dict[str, Any]:
    """Return what the log keeps of an answer.

    Args:
        question: what was asked.
        response: the answer.
        reply: what was said to it.
        hints: how many hints were open.
    """
    return {
        "question": question.id,
        "type": question.type,
        "response": response,
        "outcome": reply.outcome,
        "points": reply.points,
        "of": reply.of,
        "misconceptions": reply.misconceptions,
        "hints": hints,
        "wording": question.wording,
    }


def seen_record(question: Question, *, hints: int) -> dict[str, Any]:
    """Return what the log keeps when an answer was shown."""
    entry = {"question": question.id, "type": question.type, "response": {}, "outcome": answers.SEEN}
    return {**entry, "hints": hints, "wording": question.wording}
