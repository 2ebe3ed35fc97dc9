"""The page of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.course import find_course
from coursekit.pages.frame import render
from coursekit.teaching.overview import matrix
from coursekit.teaching.overview.drawing import drawing_of, settings_legend, settings_of, short
from coursekit.words import gettext
from coursekit.words.numbers import whole_percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.quiz.question import Lesson, Question
    from coursekit.teaching.overview.matrix import Cell
    from coursekit.teaching.overview.overview import Misconception, Overview

HARDEST = 5
# How far apart two learners are, on average, where a cell gets the next darker ground.
STEPS = (0.4, 0.8, 1.2, 1.6)


def page_of(overview: Overview) -> str:
    """Return the page; of a class that is too small it says only that."""
    return render(
        "coursekit.teaching.overview",
        "overview_page.html",
        title=gettext("The class: {course}", course=find_course().title),
        overview=overview,
        talk=list(_talk(overview)),
        misconceptions=[_misconception(shown, overview.least) for shown in overview.misconceptions()],
        settings=[
            _settings(question, pairs)
            for question, pairs in sorted(overview.settings(), key=lambda slider: slider[0].id)
        ],
        matrix=_matrix(overview),
        positions=[
            _one(overview, question) for lesson in overview.lessons for question in _of(overview, lesson, "stance")
        ],
        lessons=[shown for lesson in overview.lessons if (shown := _lesson(overview, lesson))["questions"]],
        hidden=overview.hidden() if overview.enough else [],
    )


def _of(overview: Overview, lesson: Lesson, kind: str) -> list[Question]:
    return [question for question in overview.shown(lesson) if question.type == kind]


def _talk(overview: Overview) -> Iterable[str]:
    """Yield what is worth a word in class: what few knew, what many thought, where the class is of two minds."""
    shown = [question for lesson in overview.lessons for question in overview.shown(lesson)]
    marked = [question for question in shown if question.type in {"single", "multiple", "numeric", "order", "match"}]
    tally = overview.tally
    shares = {question.id: tally.right[question.id][0] / tally.answered[question.id] for question in marked}
    for question in sorted(marked, key=lambda question: shares[question.id])[:HARDEST]:
        share_right = gettext("{share}% were all right at first.", share=whole_percent(shares[question.id]))
        yield f"{question.id}: {share_right} {short(question.prompt)}"


def _misconception(misconception: Misconception, least: int) -> dict[str, Any]:
    where = [(name, count) for name, count in misconception.questions if count >= least]
    return {
        "code": misconception.code,
        "meaning": misconception.meaning,
        "learners": misconception.learners,
        "where": where,
    }


def _settings(question: Question, pairs: list[tuple[float, float]]) -> dict[str, Any]:
    bars, sentence = settings_of(question, pairs)
    return {
        "id": question.id,
        "prompt": question.prompt,
        "bars": bars,
        "legend": settings_legend(question),
        "sentence": sentence,
    }


def _matrix(overview: Overview) -> dict[str, Any]:
    cells = matrix.cells_of(overview)
    names = matrix.labels() if cells else {}
    rows: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.item, {})[cell.row] = cell
    columns = list(dict.fromkeys(cell.row for cell in cells))
    return {
        "heading": matrix.heading(),
        "columns": columns,
        "rows": [
            (f"{item} {names.get(item, '')}".strip(), [_cell(by_column.get(column)) for column in columns])
            for item, by_column in sorted(rows.items())
        ],
        "apart": [_apart(cell, names.get(cell.item, "")) for cell in matrix.most_apart(cells)],
    }


def _apart(cell: Cell, name: str) -> str:
    return gettext(
        "{item}, against {row}: two learners are {steps} steps apart on average; the mean is {mean}.",
        item=f"{cell.item} {name}",
        row=cell.row,
        steps=f"{cell.apart:.1f}",
        mean=signed(cell.mean),
    )


def signed(value: float) -> str:
    """Return a number with its sign and one decimal, and nothing below zero that rounds to it."""
    return f"{round(value, 1) + 0.0:+.1f}"


def _cell(cell: Cell | None) -> dict[str, Any]:
    if cell is None:
        return {"words": "-", "apart": "", "step": 0}
    step = sum(cell.apart >= bound for bound in STEPS)
    return {"words": signed(cell.mean), "apart": gettext("{steps} apart", steps=f"{cell.apart:.1f}"), "step": step}


def _lesson(overview: Overview, lesson: Lesson) -> dict[str, Any]:
    # Positions stand above, all together.
    questions = [_one(overview, question) for question in overview.shown(lesson) if question.type != "stance"]
    return {"number": lesson.number, "title": lesson.title, "questions": questions}


def _one(overview: Overview, question: Question) -> dict[str, Any]:
    drawing = drawing_of(overview, question)
    return {
        "id": question.id,
        "prompt": question.prompt,
        "bars": drawing.bars,
        "legend": drawing.legend,
        "sentence": drawing.sentence,
        "parted": drawing.parted,
        "rows": drawing.rows,
        "shows": any(row.place.shows for row in drawing.rows),
    }
