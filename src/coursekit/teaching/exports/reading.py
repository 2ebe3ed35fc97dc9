"""From the bank to tasks: one function a type of question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coursekit.course import find_course
from coursekit.quiz.registry import question_type
from coursekit.quiz.types.rate_evidence import scale_words
from coursekit.teaching.exports.tasks import (
    Bank,
    Choice,
    Estimate,
    Grid,
    Item,
    Line,
    Match,
    Near,
    Number,
    Option,
    Order,
    Position,
    Row,
    Scale,
    Stance,
    Writing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coursekit.quiz.question import Lesson, Question
    from coursekit.teaching.exports.tasks import Task

Body = dict[str, Any]
TABLE = re.compile(r"\b(?P<file>\w+\.csv)\b|\btable (?P<name>\w+)")
CHART = re.compile(r"\b(?:the|this) chart\b", re.IGNORECASE)


def bank_of(title: str, lessons: Iterable[Lesson]) -> tuple[Bank, list[Question]]:
    """Return the questions as tasks, and those of a type that no export knows.

    Args:
        title: the course's.
        lessons: the lessons to export.
    """
    lessons = list(lessons)
    every = [(lesson.number, question) for lesson in lessons for question in lesson.questions.values()]
    items = tuple(_item(number, question) for number, question in every if question.type in READERS)
    unknown = [question for _, question in every if question.type not in READERS]
    return Bank(title, {lesson.number: lesson.title for lesson in lessons}, items), unknown


def _item(number: int, question: Question) -> Item:
    shown = [case for name in ("options", "near") for case in question.body.get(name, []) if case.get("misconception")]
    return Item(
        id=question.id,
        lesson=number,
        skill=question.skill,
        prompt=question.prompt,
        hints=question.hints,
        explanation=question.explanation,
        tags=(*question.claims, *sorted({case["misconception"] for case in shown})),
        task=READERS[question.type](question.body),
        misconceptions=len(shown),
        revisit=question.body.get("revisit", ""),
        tables=_tables(" ".join([question.prompt, *question.hints])),
        has_chart=any(CHART.search(text) for text in (question.prompt, *question.hints)),
    )


def _tables(words: str) -> tuple[str, ...]:
    """Return the tables of the course that a text names, as ``claims.csv`` or as "the table claims"."""
    course = find_course()
    named = {match["file"] or f"{match['name']}.csv" for match in TABLE.finditer(words)}
    return tuple(name for name in sorted(named) if course.path(course.folders.data, name).is_file())


def _choice(body: Body, *, many: bool) -> Task:
    options = (Option(row["id"], row["text"], row["feedback"], right=row["correct"]) for row in body["options"])
    return Choice(tuple(options), many)


def _number(body: Body) -> Task:
    near = tuple(Near(case["value"], case["feedback"]) for case in body.get("near", []))
    return Number(**body["answer"], near=near)


def _estimate(body: Body) -> Task:
    answer = body["answer"]
    bounds = {"low": answer["min"], "high": answer["max"], "step": answer["step"]}
    return Estimate(answer["value"], answer["tolerance"], answer["unit"], **bounds)


def _lines(entries: list[dict[str, str]]) -> tuple[Line, ...]:
    return tuple(Line(entry["id"], entry["text"], entry.get("feedback", "")) for entry in entries)


def _order(body: Body) -> Task:
    return Order(_lines(body["items"]), tuple(body["order"]))


def _match(body: Body) -> Task:
    return Match(_lines(body["left"]), _lines(body["right"]), dict(body["pairs"]))


def _grid(body: Body) -> Task:
    # The names of the rows stand in a table of the course, which the page's part of the type reads.
    rated = question_type("rate-evidence").face(body)["hypotheses"]
    return Grid(tuple(Row(row["id"], row["text"], tuple(body["allowed"][row["id"]])) for row in rated), scale_words())


def _scale(body: Body) -> Task:
    scale = body["scale"]
    return Scale(scale["min"], scale["max"], scale["step"], scale["low"], scale["high"])


def _stance(body: Body) -> Task:
    positions = tuple(Position(position["id"], position["text"], position["counter"]) for position in body["positions"])
    return Stance(positions, _lines(body["evidence"]), body["min_words"])


def _writing(body: Body) -> Task:
    rubric = tuple((rule["points"], rule["criterion"]) for rule in body["rubric"])
    return Writing(body["words"]["min"], body["words"]["max"], rubric, body.get("model", ""))


READERS: dict[str, Callable[[Body], Task]] = {
    "single": lambda body: _choice(body, many=False),
    "multiple": lambda body: _choice(body, many=True),
    "numeric": _number,
    "estimate": _estimate,
    "order": _order,
    "match": _match,
    "rate-evidence": _grid,
    "confidence": _scale,
    "stance": _stance,
    "text": _writing,
}
