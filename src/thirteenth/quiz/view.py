"""A question in a notebook: the page shows and asks, Python marks and keeps."""

from __future__ import annotations

import datetime as dt
from importlib import resources
from typing import Any

import anywidget
import traitlets

from thirteenth.quiz import answers, bank, marking, public
from thirteenth.quiz.shown import Shown


def ask(question_id: str) -> Shown:
    """Show a question; see ``thirteenth.quiz.ask``."""
    question = bank.find(question_id)
    widget = QuestionWidget(question, answers.learner_log())
    return Shown(widget, public.as_text(question), public.as_html(question))


def _file(name: str) -> str:
    return resources.files("thirteenth.quiz").joinpath(name).read_text(encoding="utf-8")


class QuestionWidget(anywidget.AnyWidget):
    """One question on the page.

    Attributes:
        question: what the page may know before an answer (``public.public``).
        response: the learner's last response; empty before the first.
        reply: what was said to it (``marking.Reply``); empty before the first.
        hints: the hints that were opened.
        note: a word on keeping: when a restored answer was given, or why answers cannot be kept.
    """

    _esm = _file("view.js")
    _css = _file("view.css")
    question = traitlets.Dict().tag(sync=True)
    response = traitlets.Dict().tag(sync=True)
    reply = traitlets.Dict().tag(sync=True)
    hints: traitlets.List[str] = traitlets.List().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)

    def __init__(self, question: bank.Question, log: answers.Log) -> None:
        """Show a question, with the last answer from the log if there is one.

        Args:
            question: the question.
            log: the learner's log.
        """
        super().__init__(question=public.public(question))
        self._asked = question
        self._log = log
        self._restore()
        self.on_msg(self._heard)

    def submit(self, response: dict[str, Any]) -> None:
        """Take a response: mark it, keep it, reply.

        Args:
            response: its fields depend on the type, see ``marking``.
        """
        reply = marking.mark(self._asked, response)
        if reply.outcome != marking.INCOMPLETE:
            self._keep(response, reply)
        self.response = response
        self.reply = reply.as_dict()

    def hint(self) -> None:
        """Open the next hint, if one is left."""
        opened = len(self.hints)
        self.hints = [*self.hints, *self._asked.hints[opened : opened + 1]]

    def _heard(self, _: object, content: dict[str, Any], __: object) -> None:
        if content.get("kind") == "submit":
            self.submit(content["response"])
        elif content.get("kind") == "hint":
            self.hint()

    def _keep(self, response: dict[str, Any], reply: marking.Reply) -> None:
        record = {
            "question": self._asked.id,
            "type": self._asked.type,
            "response": response,
            "outcome": reply.outcome,
            "points": reply.points,
            "of": reply.of,
            "misconceptions": reply.misconceptions,
            "hints": len(self.hints),
            "wording": self._asked.wording,
        }
        kept = self._log.append(record)
        self.note = "" if kept else self._log.problems[-1]

    def _restore(self) -> None:
        """Bring the last answer back, marked anew, so that a mended question gives its mended reply."""
        last = self._log.latest(self._asked.id)
        if last is None:
            self.note = " ".join(self._log.problems)
            return
        self.response = last["response"]
        self.reply = marking.mark(self._asked, last["response"]).as_dict()
        said = f"Restored from your answers of {_when(last['time'])}."
        if last.get("wording") != self._asked.wording:
            said += " The question has been reworded since."
        self.note = " ".join([said, *self._log.problems])


def _when(time: str) -> str:
    """Return the local day and time of a log line, or the text itself when it is no time."""
    try:
        local = dt.datetime.fromisoformat(time).astimezone()
    except ValueError:
        return time
    return f"{local:%Y-%m-%d, %H:%M}"
