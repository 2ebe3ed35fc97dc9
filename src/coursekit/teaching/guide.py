"""The guide of a lesson: the plan on one sheet of paper, and behind it what pupils may think, say and write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coursekit.quiz import bank
from coursekit.teaching.on_paper import on_paper
from coursekit.teaching.pages import render
from coursekit.teaching.references import asked, rubric_of
from coursekit.teaching.rows import read_rows
from coursekit.teaching.slides import places
from coursekit.words import gettext

if TYPE_CHECKING:
    from coursekit.course import Course
    from coursekit.teaching.lesson import Lesson
    from coursekit.teaching.plans import Plan

# Where the findings on the course's text stand, if course.toml does not say it: a table and its columns.
FINDINGS = {
    "table": "claims.csv",
    "id": "claim_id",
    "place": "paragraph",
    "text": "claim",
    "label": "status",
    "note": "note",
}


# What makes the command of a vote there, if course.toml does not say it.
SET_UP = 'python -m pip install ".[class]"'

# "Partly supported." alone tells nobody what was found.
ENOUGH_LETTERS = 60


def build_guide(plan: Plan, lesson: Lesson, course: Course, thoughts: dict[str, str], files: list[str]) -> str:
    """Return the guide of a lesson as an HTML page.

    Args:
        plan: the lesson's plan, checked.
        lesson: the lesson.
        course: the course, for its findings and its command.
        thoughts: what each misconception's code means.
        files: the names of the files that lie beside it.
    """
    papers = [on_paper(bank.find(name), thoughts) for name in questions_used(plan)]
    return render(
        "guide.html",
        course=course.title,
        command=course.command,
        set_up=course.sections.get("teaching", {}).get("set_up", SET_UP),
        lesson=lesson,
        number=int(lesson.number),
        plan=plan.content,
        moves=_timed(plan),
        papers=papers,
        revealing=[paper for paper in papers if paper.wrong],
        written=[_written(entry) for entry in plan.content["written"]],
        findings=_findings(lesson, course),
        balance=_balance(course, int(lesson.number)),
        titles=_titles(plan),
        places=places(plan, thoughts),
        spare=_spare(plan, thoughts),
        parts=_parts(plan),
        alone=_parts_alone(plan),
        files=files,
    )


def questions_used(plan: Plan) -> list[str]:
    """Return the questions that the moves and the slides of a plan use, in their order, each once.

    Args:
        plan: the plan.
    """
    uses = [use for move in plan.content["moves"] for use in move["uses"]]
    named = [entry["question"] for entry in [*uses, *plan.content["slides"]] if "question" in entry]
    return list(dict.fromkeys(named))


def _spare(plan: Plan, thoughts: dict[str, str]) -> list[tuple[int, str]]:
    """Return the slides that no move uses, each with its number and what it is called."""
    uses = [use for move in plan.content["moves"] for use in move["uses"]]
    used = {name for use in uses for kind, name in use.items() if kind in {"slide", "question"}}
    numbers, titles = places(plan, thoughts), _titles(plan)
    spare = [slide for slide in plan.content["slides"] if not used & {slide["id"], slide.get("question")}]
    return [(numbers[slide["id"]], titles[slide["id"]]) for slide in spare]


def _parts(plan: Plan) -> dict[str, int]:
    """Return for each question of the worksheet the number of its part."""
    numbered = enumerate(plan.content["worksheet"], start=1)
    return {part["question"]: number for number, part in numbered if "question" in part}


def _parts_alone(plan: Plan) -> list[tuple[int, str]]:
    """Return the parts of the worksheet that are no question, each with its number and title."""
    numbered = enumerate(plan.content["worksheet"], start=1)
    return [(number, next(iter(part.values()))["title"]) for number, part in numbered if "question" not in part]


def _timed(plan: Plan) -> list[dict[str, Any]]:
    """Return the moves, each with the minute in which it begins and ends."""
    timed, begun = [], 0
    for move in plan.content["moves"]:
        timed.append({**move, "begins": begun, "ends": begun + move["minutes"]})
        begun += move["minutes"]
    return timed


def _titles(plan: Plan) -> dict[str, str]:
    """Return what each slide is called: its title, its question's id, or whose answer it is."""
    return {slide["id"]: _title(slide) for slide in plan.content["slides"]}


def _title(slide: dict[str, Any]) -> str:
    if "answer" in slide:
        return gettext("Answer to {name}", name=slide["answer"])
    return str(slide.get("title") or slide["question"])


def _written(entry: dict[str, Any]) -> dict[str, Any]:
    rubric = rubric_of(entry)
    question = asked(entry["question"]) if "question" in entry else None
    return {
        "task": question.prompt if question else entry["task"],
        "id": question.id if question else "",
        "rubric": rubric,
        "points": sum(line["points"] for line in rubric),
        "samples": [{**sample, "total": sum(sample["marks"])} for sample in entry["samples"]],
    }


def _findings(lesson: Lesson, course: Course) -> list[dict[str, Any]]:
    """Return what the course found on the claims that the lesson's questions bear on, by label."""
    named = {**FINDINGS, **course.sections.get("teaching", {}).get("findings", {})}
    if not course.path(course.folders.data, named["table"]).is_file():
        return []
    touched = {claim for question in lesson.questions.values() for claim in question.claims}
    rows = [row for row in read_rows(course, named["table"]) if row[named["id"]] in touched]
    labels = sorted({row[named["label"]] for row in rows})
    return [
        {"label": label, "rows": [_finding(row, named) for row in rows if row[named["label"]] == label]}
        for label in labels
    ]


def _finding(row: dict[str, str], named: dict[str, str]) -> dict[str, str]:
    return {name: row[named[name]] for name in ("id", "place", "text")} | {"note": _opening(row[named["note"]])}


def _opening(note: str) -> str:
    """Return the first sentences of a note, as many as it takes to say something."""
    opening = ""
    for sentence in re.split(r"(?<=[.!?])\s", note):
        if len(opening) >= ENOUGH_LETTERS:
            break
        opening = f"{opening} {sentence}".strip()
    return opening


def _balance(course: Course, number: int) -> list[tuple[str, str]]:
    """Return the lesson's row of the table of balance with its headings; empty where the course has no such table."""
    name = course.sections.get("teaching", {}).get("balance", "")
    path = course.path(name) if name else None
    if path is None or not path.is_file():
        return []
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    row = next((cells for cells in lines if cells[0] == str(number)), [])
    return list(zip(lines[0][1:], row[1:], strict=False))
