"""A question in a notebook: the page shows and asks, Python marks and keeps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from ipywidgets import VBox

from coursekit.quiz import answers, bank, marking, public
from coursekit.quiz.registry import question_type
from coursekit.quiz.reply import INCOMPLETE, PARTLY, WRONG, Reply
from coursekit.quiz.shown import Shown

if TYPE_CHECKING:
    from coursekit.quiz.question import Question

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
TRIES_BEFORE_EXPLANATION = 3


def ask(question_id: str, *more: str) -> Shown:
    """Show questions; a course's package hands this on to its learners."""
    questions = [bank.find(name) for name in (question_id, *more)]
    log = answers.learner_log()
    widgets = [QuestionWidget(question, log) for question in questions]
    text = "\n\n".join(map(public.as_text, questions))
    return Shown(VBox(widgets) if more else widgets[0], text, "".join(map(public.as_html, questions)))


def file_text(name: str, package: str = "coursekit.quiz") -> str:
    """Return the text of a file of a package, such as ``view.css``."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


class QuestionWidget(anywidget.AnyWidget):
    """One question on the page.

    Attributes:
        question: what the page may know before an answer (``public.public``).
        response: what the controls hold: the last answer, or a draft that the page has sent; empty before both.
        reply: what was said to the last answer (``reply.Reply``, and ``turn``, which counts); empty before the first.
        hints: the hints that were opened.
        note: a word on keeping: when a restored answer was given, or why answers cannot be kept.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _css = file_text("view.css")
    question = traitlets.Dict().tag(sync=True)
    response = traitlets.Dict().tag(sync=True)
    reply = traitlets.Dict().tag(sync=True)
    hints: traitlets.List[str] = traitlets.List().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)

    def __init__(self, question: Question, log: answers.Log) -> None:
        """Show a question, with the last answer from the log if there is one.

        Args:
            question: the question.
            log: the learner's log.
        """
        script = file_text("controls.js") + question_type(question.type).script + file_text("view.js")
        super().__init__(_esm=script, question=public.public(question))
        self._asked = question
        self._log = log
        self._restore()
        self.on_msg(self._heard)

    def submit(self, response: dict[str, Any]) -> None:
        """Take a response: mark it, keep it, reply.

        Args:
            response: its fields depend on the type, see ``types``.
        """
        reply = marking.mark(self._asked, response)
        if reply.outcome != INCOMPLETE:
            self._keep(response, reply)
        self._say(response, reply)

    def _say(self, response: dict[str, Any], reply: Reply) -> None:
        """Show a reply. Its turn makes it new even when its words are the same, so that the page speaks again."""
        if reply.outcome in {WRONG, PARTLY} and self._tries() >= TRIES_BEFORE_EXPLANATION:
            reply = replace(reply, explanation=self._asked.explanation)
        self.response = response
        self.reply = {**reply.as_dict(), "turn": self.reply.get("turn", 0) + 1}

    def _tries(self) -> int:
        history = self._log.history(self._asked.id)
        return sum(record.get("wording") == self._asked.wording for record in history)

    def hint(self) -> None:
        """Open the next hint, if one is left."""
        opened = len(self.hints)
        self.hints = [*self.hints, *self._asked.hints[opened : opened + 1]]

    def _heard(self, _: object, content: dict[str, Any], __: object) -> None:
        if content.get("kind") == "submit":
            self.submit(content["response"])
        elif content.get("kind") == "hint":
            self.hint()

    def _keep(self, response: dict[str, Any], reply: Reply) -> None:
        kept = self._log.append(record(self._asked, response, reply, hints=len(self.hints)))
        self.note = "" if kept else self._log.problems[-1]

    def _restore(self) -> None:
        """Bring the last answer back, marked anew, so that a mended question gives its mended reply."""
        last = self._log.latest(self._asked.id)
        said = [] if last is None else [self._bring_back(last)]
        self.note = " ".join([*said, self._log.news()]).strip()

    def _bring_back(self, last: dict[str, Any]) -> str:
        reply = marking.mark(self._asked, last["response"])
        when = _when(last["time"])
        if reply.outcome == INCOMPLETE:
            return f"Your answer of {when} does not fit this question any more: its words have changed. It stays kept."
        opened = last.get("hints")
        self.hints = list(self._asked.hints[: opened if isinstance(opened, int) and opened > 0 else 0])
        self._say(last["response"], reply)
        reworded = last.get("wording") != self._asked.wording
        return f"Restored from your answers of {when}." + reworded * " The question has been reworded since."


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


def _when(time: str) -> str:
    """Return the local day and time of a log line in words, or the text itself when it is no time."""
    try:
        local = dt.datetime.fromisoformat(time).astimezone()
    except (ValueError, OverflowError):
        return time
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"
