"""How far the learner is: answered questions by lesson."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from coursekit.quiz import answers, bank
from coursekit.quiz.ending import lesson_file
from coursekit.quiz.shown import Shown
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Lesson

TEXT = N_("Your progress: run this cell to see how many questions of each lesson you have answered.")
SQUARE = "display:inline-block;width:0.9em;height:0.9em;margin-right:3px;border:1px solid #767b82;border-radius:2px;"
# Filled, half filled, empty: a shape each, not a colour alone.
FILLS = {
    "answered": "background:#0b5cad",
    "shown": "background:linear-gradient(135deg,#b35300 50%,transparent 50%)",
    "open": "",
}
STATES = {"answered": N_("answered"), "shown": N_("shown"), "open": N_("open")}
CELL = "text-align:left;padding:0.3rem 1.2rem 0.3rem 0"


@dataclass(frozen=True)
class Count:
    """How far a learner is in a lesson.

    Attributes:
        title: number and title of the lesson.
        file: its notebook's name; empty where there is none.
        states: by question, ``answered``, ``shown`` (its answer was shown, none was given) or ``open``.
    """

    title: str
    file: str
    states: dict[str, str]

    @property
    def done(self) -> int:
        """How many questions have an answer of the learner's."""
        return list(self.states.values()).count("answered")

    @property
    def shown(self) -> int:
        """How many answers were shown instead."""
        return list(self.states.values()).count("shown")

    @property
    def is_open(self) -> bool:
        """Whether a question is left."""
        return "open" in self.states.values()

    @property
    def link(self) -> str:
        """The title, as a link to the lesson's notebook beside this one."""
        title = html.escape(self.title)
        return f'<a href="{html.escape(quote(self.file))}">{title}</a>' if self.file else title


def counted(lessons: list[Lesson], log: answers.Log) -> list[Count]:
    """Count the answered questions, one entry a lesson.

    Args:
        lessons: the lessons.
        log: the learner's log.
    """
    answered = {record["question"] for record in log.records if record["outcome"] != answers.SEEN}
    seen = {record["question"] for record in log.records} - answered

    def state(name: str) -> str:
        return "answered" if name in answered else "shown" if name in seen else "open"

    return [
        Count(
            f"{lesson.number:02d} {lesson.title}",
            lesson_file(lesson.number),
            {name: state(name) for name in lesson.questions},
        )
        for lesson in lessons
    ]


def progress() -> Shown:
    """Show the learner's progress."""
    from coursekit.quiz.own import OwnWidget  # noqa: PLC0415 - loads the widgets only when one is shown

    log = answers.learner_log()
    rows = "".join(row(count) for count in counted(bank.lessons(), log))
    lesson, answered = gettext("lesson"), gettext("answered")
    head = (
        f'<tr><th scope="col" style="{CELL}">{lesson}</th>'
        f'<th scope="col" colspan="2" style="{CELL}">{answered}</th></tr>'
    )
    notes = "".join(f"<p>{html.escape(problem)}</p>" for problem in log.problems)
    table = f"<table style='font-size:1rem'><thead>{head}</thead><tbody>{rows}</tbody></table>{notes}"
    text = gettext(TEXT)
    return Shown(OwnWidget(table, text, log), text, f"<p><em>{text}</em></p>")


def row(count: Count) -> str:
    """Return one lesson as a row of the map: its link, how many of its questions have an answer, a square for each."""
    done, total = count.done, len(count.states)
    words = gettext("{done} of {total}", done=done, total=total)
    label = gettext("{done} of {total} answered", done=done, total=total)
    if count.shown:
        words = gettext("{done} of {total}, {shown} shown", done=done, total=total, shown=count.shown)
        label = gettext("{done} of {total}, {shown} shown answered", done=done, total=total, shown=count.shown)
    squares = "".join(
        f'<span title="{name}: {gettext(STATES[state])}" style="{SQUARE}{FILLS[state]}"></span>'
        for name, state in count.states.items()
    )
    map_ = f'<span role="img" aria-label="{label}">{squares}</span>'
    cells = "".join(f'<td style="{CELL}">{cell}</td>' for cell in (words, map_))
    return f'<tr><th scope="row" style="{CELL}">{count.link}</th>{cells}</tr>'
