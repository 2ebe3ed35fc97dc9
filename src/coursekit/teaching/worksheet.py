"""The worksheet of a lesson for paper, and its key with reasons: the same parts, once to fill in and once filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.quiz import bank
from coursekit.teaching.on_paper import on_paper
from coursekit.teaching.pages import render
from coursekit.teaching.rows import body, read_rows

if TYPE_CHECKING:
    from coursekit.course import Course
    from coursekit.teaching.lesson import Lesson
    from coursekit.teaching.plans import Plan

# A table with the tiles of a map, if course.toml names none: its columns.
TILES = {
    "table": "countries.csv",
    "code": "code",
    "name": "name",
    "old_name": "name_at_the_time",
    "from": "valid_from",
    "to": "valid_to",
    "column": "column",
    "row": "row",
}


def build_worksheet(plan: Plan, lesson: Lesson, course: Course, thoughts: dict[str, str], *, solved: bool) -> str:
    """Return the worksheet of a lesson, or its key, as an HTML page for paper.

    Args:
        plan: the lesson's plan, checked.
        lesson: the lesson.
        course: the course, for its tables.
        thoughts: what each misconception's code means.
        solved: whether to return the key.
    """
    parts = [_part(part, course, thoughts) for part in plan.content["worksheet"]]
    return render(
        "worksheet.html",
        course=course.title,
        lesson=lesson,
        number=int(lesson.number),
        question=plan.content["question"],
        parts=parts,
        solved=solved,
    )


def _part(part: dict[str, Any], course: Course, thoughts: dict[str, str]) -> dict[str, Any]:
    if "question" in part:
        return {"kind": "question", "paper": on_paper(bank.find(part["question"]), thoughts)}
    ((kind, content),) = part.items()
    if kind == "table":
        return {"kind": kind, **content, "body": body(content, course)}
    if kind == "map":
        return {"kind": kind, **content, "tiles": tiles(course, content["day"])}
    return {"kind": kind, **content}


def tiles(course: Course, day: str) -> list[dict[str, Any]]:
    """Return the states that existed on a day as tiles of a map.

    Args:
        course: the course; ``[teaching.tiles]`` of its file names the table and its columns.
        day: such as ``1954-03-31``.

    Returns:
        For each state its ``code``, its ``name`` then, and its ``column`` and ``row``, in the order of codes.
    """
    named = {**TILES, **course.sections.get("teaching", {}).get("tiles", {})}
    tiles = [
        {
            "code": row[named["code"]],
            "name": row.get(named["old_name"]) or row[named["name"]],
            "column": int(row[named["column"]]),
            "row": int(row[named["row"]]),
        }
        for row in read_rows(course, named["table"])
        if row[named["from"]] <= day and (not row[named["to"]] or day < row[named["to"]])
    ]
    return sorted(tiles, key=lambda tile: tile["code"])
