"""The parts of this course's pages: the matrix of evidence, the ways through the course, the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit import tables
from coursekit.course import find_course
from coursekit.quiz import bank, revisits
from coursekit.quiz.page_files import controls_text, file_text
from coursekit.quiz.types.rate_evidence import SCORES, hypotheses
from coursekit.site.questions.parts import Part
from coursekit.words import gettext
from coursekit.words.scripts import with_words
from thirteenth import ratings
from thirteenth.quiz import matrix, own_answers, report, verdict, ways
from thirteenth.quiz.ratings import rating_questions

if TYPE_CHECKING:
    from coursekit.quiz.question import Question


def parts() -> list[Part]:
    """Return the parts; ``course.toml`` names this function.

    Raises:
        TableError: a table cannot be read.
        BankError: the question bank is faulty.
        CourseFileError: ``course.toml`` lacks what a part needs.
    """
    return [_matrix(), _paths(), _verdict()]


def _script(name: str) -> str:
    return file_text(name, __package__)


def _matrix() -> Part:
    questions = {question.body["evidence"]: question for question in rating_questions()}
    by_item = {item: questions[item] for item in sorted(questions)}
    evidence = tables.load("evidence").set_index("evidence_id")
    view = with_words(controls_text() + file_text("matrix.js", "thirteenth.quiz"))
    return Part(
        name="matrix",
        scripts={
            "matrix.js": _script("matrix.js"),
            "matrix_model.js": _script("matrix_model.js"),
            "matrix_view.js": view,
        },
        data={
            "plan": matrix.plan_of(by_item, evidence),
            "ranges": {item: matrix.ranges_of(question) for item, question in by_item.items()},
        },
        call="rate",
        css=file_text("matrix.css", "thirteenth.quiz"),
    )


def _paths() -> Part:
    listed = [
        {"name": name, "about": path.on_page or path.about, "lessons": list(path.lessons)}
        for name, path in ways.read_ways(find_course()).items()
    ]
    return Part(name="paths", scripts={"paths.js": _script("paths.js")}, data=listed, call="paths")


def _verdict() -> Part:
    every = [question for lesson in bank.lessons() for question in lesson.questions.values()]
    other_side = verdict.question_of("other_side")
    return Part(
        name="verdict",
        scripts={"verdict.js": _script("verdict.js"), "report.js": _script("report.js")},
        data={
            "title": gettext(verdict.TITLE),
            "alt": gettext(verdict.ALT),
            "css": report.CSS,
            "verdict": verdict.question_of("verdict"),
            "otherSide": other_side,
            "sliders": _sliders({question.id: question for question in every}),
            "stances": [_stance(question) for question in every if question.type == "stance"],
            "rated": [
                {"question": q.id, "evidence": q.body["evidence"], "codes": sorted(q.body["allowed"])}
                for q in rating_questions()
            ],
            "example": _example(),
            "scores": SCORES,
            "names": hypotheses(),
        },
        after=other_side,
    )


def _sliders(questions: dict[str, Question]) -> list[dict[str, Any]]:
    """Return each slider that is not an earlier one asked again, with those that ask it again."""
    again = {question.body.get(revisits.REVISIT) for question in questions.values()}
    first = [question for question in questions.values() if question.type == "confidence" and question.id not in again]
    return [
        {"subject": own_answers.subject_of(question), "chain": list(revisits.chain(question, questions))}
        for question in first
    ]


def _stance(question: Question) -> dict[str, Any]:
    positions = {position["id"]: position["text"] for position in question.body["positions"]}
    return {"id": question.id, "asked": own_answers.asked_in_full(question), "positions": positions}


def _example() -> list[dict[str, Any]]:
    table = ratings.example()[["evidence_id", "hypothesis_id", "score"]]
    rows = zip(table["evidence_id"], table["hypothesis_id"], table["score"], strict=True)
    return [{"evidence": item, "code": code, "score": float(score)} for item, code, score in rows]
