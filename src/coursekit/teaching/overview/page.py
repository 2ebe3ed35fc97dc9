"""The page of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.course import find_course
from coursekit.pages.frame import render
from coursekit.teaching.overview import matrix
from coursekit.teaching.overview.drawing import drawing_of, settings_legend, settings_of, short
from coursekit.words import gettext

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
        misconceptions=[_misconception(one, overview.least) for one in overview.misconceptions()],
        settings=[
            _settings(question, pairs) for question, pairs in sorted(overview.settings(), key=lambda one: one[0].id)
        ],
        matrix=_matrix(overview),
        positions=[_one(overview, one) for lesson in overview.lessons for one in _of(overview, lesson, "stance")],
        lessons=[shown for lesson in overview.lessons if (shown := _lesson(overview, lesson))["questions"]],
        hidden=overview.hidden() if overview.enough else [],
    )


def _of(overview: Overview, lesson: Lesson, kind: str) -> list[Question]:
    return [one for one in overview.shown(lesson) if one.type == kind]


def _talk(overview: Overview) -> Iterable[str]:
    """Yield what is worth a word in class: what few knew, what many thought, where the class is of two minds."""
    shown = [one for lesson in overview.lessons for one in overview.shown(lesson)]
    marked = [one for one in shown if one.type in {"single", "multiple", "numeric", "order", "match"}]
    shares = {one.id: overview.tally.right[one.id][0] / overview.tally.answered[one.id] for one in marked}
    for one in sorted(marked, key=lambda one: shares[one.id])[:HARDEST]:
        said = gettext("{share}% were all right at first.", share=round(100 * shares[one.id]))
        yield f"{one.id}: {said} {short(one.prompt)}"


def _misconception(found: Misconception, least: int) -> dict[str, Any]:
    where = [(name, count) for name, count in found.questions if count >= least]
    return {"code": found.code, "meaning": found.meaning, "learners": found.learners, "where": where}


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
            (f"{item} {names.get(item, '')}".strip(), [_cell(found.get(column)) for column in columns])
            for item, found in sorted(rows.items())
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
    asked = [one for one in overview.shown(lesson) if one.type != "stance"]
    return {"number": lesson.number, "title": lesson.title, "questions": [_one(overview, one) for one in asked]}


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
