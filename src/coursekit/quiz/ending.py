"""How far a learner is in a lesson: where to go on, and what the end of it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coursekit.course import find_course
from coursekit.quiz import bank
from coursekit.quiz.answers import SEEN
from coursekit.quiz.reading import read_number
from coursekit.quiz.reply import RIGHT
from coursekit.words import gettext, ngettext

if TYPE_CHECKING:
    from coursekit.quiz.answers import Log
    from coursekit.quiz.question import Lesson, Question

MOST_FOUND = 4


def welcome(lesson: Lesson | None, log: Log) -> dict[str, Any]:
    """Return how many questions of a lesson are answered, of how many, and the first that is not."""
    if lesson is None:
        return {}
    dealt_with = {record["question"] for record in log.records}
    left = [name for name in lesson.questions if name not in dealt_with]
    total = len(lesson.questions)
    return {"answered": total - len(left), "total": total, "next": left[0] if left else ""}


def ending(lesson: Lesson | None, log: Log) -> dict[str, Any]:
    """Return what is said when the last question of a lesson has its answer; nothing before.

    Args:
        lesson: the lesson; None for a question that stands in no file.
        log: the learner's log.

    Returns:
        ``title``, ``count`` (right ones and answers that were shown), ``found`` (what was found out), ``numbers`` (the
        learner's own estimates and settings) and ``next`` (``file`` and ``title`` of the next lesson).
    """
    if lesson is None or welcome(lesson, log)["next"]:
        return {}
    return {
        "title": lesson.title,
        "count": _count(lesson, log),
        "found": _found(lesson, log),
        "numbers": _numbers(lesson, log),
        "next": next_lesson(lesson.number),
    }


def lesson_file(number: int) -> str:
    """Return the name of a lesson's notebook, or nothing where there is none."""
    course = find_course()
    notebooks = sorted(course.path(course.folders.lessons).glob(f"{number:02d}-*.ipynb"))
    return notebooks[0].name if notebooks else ""


def next_lesson(number: int) -> dict[str, str]:
    """Return file and title of the lesson that follows, empty after the last."""
    following = next((lesson for lesson in bank.readable_lessons() if lesson.number == number + 1), None)
    file = lesson_file(number + 1)
    title = f"{following.number} {following.title}" if following else ""
    return {"file": file, "title": title} if file and title else {"file": "", "title": ""}


def _right(lesson: Lesson, log: Log) -> list[Question]:
    last = {name: log.latest(name) or {} for name in lesson.questions}
    return [question for name, question in lesson.questions.items() if last[name].get("outcome") == RIGHT]


def _count(lesson: Lesson, log: Log) -> str:
    seen = {record["question"] for record in log.records if record["outcome"] == SEEN} & set(lesson.questions)
    total, right = len(lesson.questions), len(_right(lesson, log))
    if seen:
        return ngettext(
            "{n} question, {right} right, {shown} with the answer shown.",
            "{n} questions, {right} right, {shown} with the answer shown.",
            total,
            right=right,
            shown=len(seen),
        )
    return ngettext("{n} question, {right} right.", "{n} questions, {right} right.", total, right=right)


def _found(lesson: Lesson, log: Log) -> list[str]:
    """Return the first sentence of the explanations of what was answered rightly."""
    return [first_sentence(question) for question in _right(lesson, log)[:MOST_FOUND]]


def first_sentence(question: Question) -> str:
    """Return what an explanation says first: what was found out, in one line."""
    return " ".join(re.split(r"(?<=[.!?])\s+(?=[A-Z])", question.explanation)[0].split())


def _numbers(lesson: Lesson, log: Log) -> list[str]:
    lines = []
    for name, question in lesson.questions.items():
        given = [read_number(record["response"].get("value")) for record in log.tries(question)]
        values = [value for value in given if value is not None]
        if values and question.type == "estimate":
            answer = question.body["answer"]
            told = {"value": f"{values[0]:g}", "unit": answer["unit"], "answer": f"{answer['value']:g}", "id": name}
            lines.append(gettext("You estimated {value} {unit}; it is {answer} ({id}).", **told))
        elif values and question.type == "confidence":
            sure = {"value": f"{values[-1]:g}", "most": f"{question.body['scale']['max']:g}", "id": name}
            lines.append(gettext("How sure you are: {value} of {most} ({id}).", **sure))
    return lines
