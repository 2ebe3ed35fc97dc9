"""The form of a lesson's plan (JSON Schema): what a teacher needs that no lesson and no question says."""

from __future__ import annotations

from typing import Any

from coursekit.quiz.forms import COUNT, QUESTION_ID, TEXT, list_of, record
from coursekit.words import N_

KINDS = (
    *(N_("warm-up"), N_("estimate"), N_("demonstration"), N_("notebook"), N_("pairs"), N_("vote")),
    *(N_("think-pair-share"), N_("debate"), N_("plenary"), N_("writing"), N_("exit ticket")),
)
LEVELS = (N_("strong"), N_("middling"), N_("weak"))
SLIDE_ID: dict[str, Any] = {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}
# What a move or a short version uses: a question of the bank, a slide of this plan, a line of a cell of the lesson.
USES: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "items": record(optional=("question", "slide", "cell"), question=QUESTION_ID, slide=SLIDE_ID, cell=TEXT),
}
MOVE = record(kind={"enum": list(KINDS)}, minutes=COUNT, title=TEXT, do=TEXT, uses=USES)
CONVERSATION = record(expect=TEXT, say=TEXT)
SAMPLE = record(
    level={"enum": list(LEVELS)},
    text=TEXT,
    marks={"type": "array", "minItems": 1, "items": {"type": "integer", "minimum": 0}},
    why=TEXT,
)
CRITERION = record(points=COUNT, criterion=TEXT)
WRITTEN = record(
    optional=("question", "task", "rubric"),
    question=QUESTION_ID,
    task=TEXT,
    rubric=list_of(CRITERION, 1, 8),
    samples=list_of(SAMPLE, 3, 3),
)
# Rows of a table of the course, by their key, with a heading for each column that is shown.
ROWS: dict[str, Any] = {
    "file": {"type": "string", "pattern": r"^[\w-]+\.csv$"},
    "key": TEXT,
    "rows": list_of(TEXT, 2, 14),
    "columns": {"type": "object", "minProperties": 1, "additionalProperties": TEXT},
}
SLIDE = record(
    optional=("question", "answer", "title", "cell", "text", "table", "wide"),
    id=SLIDE_ID,
    question=QUESTION_ID,
    answer=QUESTION_ID,
    title=TEXT,
    cell=TEXT,
    text=list_of(TEXT, 1, 6),
    table=record(**ROWS),
    wide={"type": "boolean"},
    say=TEXT,
)
TABLE = record(
    optional=("blank",),
    title=TEXT,
    ask=TEXT,
    **ROWS,
    blank=list_of(TEXT, 1, 4),
    solution=TEXT,
)
AXIS = record(label=TEXT, marks=list_of(TEXT, 2, 16))
FRAME = record(title=TEXT, ask=TEXT, across=AXIS, up=AXIS, solution=TEXT)
MAP = record(
    title=TEXT,
    ask=TEXT,
    day={"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    colours=list_of(TEXT, 2, 4),
    solution=TEXT,
)
LINES = record(title=TEXT, ask=TEXT, lines={"type": "integer", "minimum": 2, "maximum": 24}, solution=TEXT)
PART = record(
    optional=("question", "table", "frame", "map", "lines"),
    question=QUESTION_ID,
    table=TABLE,
    frame=FRAME,
    map=MAP,
    lines=LINES,
)
PLAN: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A lesson's plan for teachers",
    **record(
        lesson={"type": "integer", "minimum": 0, "maximum": 99},
        question=TEXT,
        afterwards=list_of(TEXT, 2, 5),
        bring=TEXT,
        moves=list_of(MOVE, 4, 10),
        conversations=list_of(CONVERSATION, 2, 2),
        sensitive=TEXT,
        ten_minutes=record(do=TEXT, uses=USES),
        homework=TEXT,
        written=list_of(WRITTEN, 1, 4),
        slides=list_of(SLIDE, 4, 30),
        worksheet=list_of(PART, 3, 12),
    ),
}
