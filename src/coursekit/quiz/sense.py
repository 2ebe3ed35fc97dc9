"""What a form cannot show: ids that repeat or dangle, keys that do not fit, hints that tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.faults import Fault
from coursekit.quiz.registry import question_type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.quiz.faults import Lines
    from coursekit.quiz.forms import Problem


def faults(path: Path, content: dict[str, Any], lines: Lines, claims: frozenset[str] | None) -> list[Fault]:
    """Return what is wrong with questions whose form is right.

    Args:
        path: the file; its name is the lesson's number.
        content: what YAML holds.
        lines: the line of each place.
        claims: the ids of the article's claims, or None when that table is not at hand.
    """
    all_faults = []
    seen: set[str] = set()
    for number, question in enumerate(content["questions"]):
        problems = [
            *_id_problems(path, content, question, seen),
            *question_type(question["type"]).problems(question),
            *_claim_problems(question, claims),
        ]
        for field, value, expected in problems:
            line = lines[("questions", number, field)]
            all_faults.append(Fault(path.name, line, f"{question['id']} {field}", value, expected))
        seen.add(question["id"])
    return all_faults


def _id_problems(path: Path, content: dict[str, Any], question: dict[str, Any], seen: set[str]) -> Iterator[Problem]:
    prefix = f"q-{content['lesson']:02d}"
    if not question["id"].startswith(prefix) or path.stem != prefix[2:]:
        expected = f"the lesson's number {path.stem} in three places: the file's name, lesson: at the top, and the id"
        yield "id", repr(question["id"]), expected
    if question["id"] in seen:
        yield "id", f"{question['id']!r} again", "an id that no other question has"
    for field in ("options", "items", "left", "right", "positions", "evidence"):
        entries = question.get(field)
        ids = [entry["id"] for entry in entries] if isinstance(entries, list) else []
        for double in sorted({name for name in ids if ids.count(name) > 1}):
            yield field, f"the id {double!r} twice", "an id for each entry"


def _claim_problems(question: dict[str, Any], claims: frozenset[str] | None) -> Iterator[Problem]:
    for claim in question["claims"]:
        if claims is not None and claim not in claims:
            yield "claims", repr(claim), "a claim_id of data/claims.csv"
