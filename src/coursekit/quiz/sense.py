"""What a form cannot show: ids that repeat or dangle, keys that do not fit, hints that tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coursekit.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.quiz.faults import Lines

Problem = tuple[str, str, str]


def faults(path: Path, content: dict[str, Any], lines: Lines, claims: frozenset[str] | None) -> list[Fault]:
    """Return what is wrong with questions whose form is right.

    Args:
        path: the file; its name is the lesson's number.
        content: what YAML holds.
        lines: the line of each place.
        claims: the ids of the article's claims, or None when that table is not at hand.
    """
    found = []
    seen: set[str] = set()
    for number, question in enumerate(content["questions"]):
        problems = [
            *_id_problems(path, content, question, seen),
            *_key_problems(question),
            *_claim_problems(question, claims),
        ]
        for field, value, expected in problems:
            line = lines[("questions", number, field)]
            found.append(Fault(path.name, line, f"{question['id']} {field}", value, expected))
        seen.add(question["id"])
    return found


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


def _key_problems(question: dict[str, Any]) -> Iterator[Problem]:
    checks = {
        "single": _single,
        "multiple": _multiple,
        "order": _order,
        "match": _match,
        "numeric": _numeric,
        "estimate": _range,
        "confidence": _range,
        "text": _text,
    }
    if question["type"] in checks:
        yield from checks[question["type"]](question)


def _single(question: dict[str, Any]) -> Iterator[Problem]:
    right = sum(option["correct"] for option in question["options"])
    if right != 1:
        yield "options", f"{right} right options", "exactly one"


def _multiple(question: dict[str, Any]) -> Iterator[Problem]:
    if not any(option["correct"] for option in question["options"]):
        yield "options", "no right option", "at least one: an answer without a tick is taken for no answer"


def _order(question: dict[str, Any]) -> Iterator[Problem]:
    shown = [item["id"] for item in question["items"]]
    if sorted(question["order"]) != sorted(shown):
        yield "order", repr(question["order"]), "each item's id once"
    elif question["order"] == shown:
        yield "items", "the items in their right order", "another order, or there is nothing to do"


def _match(question: dict[str, Any]) -> Iterator[Problem]:
    left, right = ({item["id"] for item in question[side]} for side in ("left", "right"))
    if set(question["pairs"]) != left or not set(question["pairs"].values()) <= right:
        yield "pairs", repr(question["pairs"]), "for each id of left one id of right"


def _numeric(question: dict[str, Any]) -> Iterator[Problem]:
    answer = question["answer"]
    if any(re.search(_whole(answer["value"]), hint) for hint in question["hints"]):
        yield "hints", "the answer in a hint", "hints that lead to the answer without naming it"
    for case in question.get("near", []):
        if abs(case["value"] - answer["value"]) <= answer["tolerance"]:
            yield "near", repr(case["value"]), "numbers that are wrong"


def _range(question: dict[str, Any]) -> Iterator[Problem]:
    field = "answer" if question["type"] == "estimate" else "scale"
    bounds = question[field]
    if bounds["min"] >= bounds["max"]:
        yield field, f"from {bounds['min']} to {bounds['max']}", "a min below the max"
    elif not bounds["min"] <= bounds.get("value", bounds["min"]) <= bounds["max"]:
        yield field, repr(bounds["value"]), "a value from min to max"


def _text(question: dict[str, Any]) -> Iterator[Problem]:
    if question["words"]["min"] > question["words"]["max"]:
        yield "words", repr(question["words"]), "a min that is not above max"


def _claim_problems(question: dict[str, Any], claims: frozenset[str] | None) -> Iterator[Problem]:
    for claim in question["claims"]:
        if claims is not None and claim not in claims:
            yield "claims", repr(claim), "a claim_id of data/claims.csv"


def _whole(value: float) -> str:
    return rf"(?<![\d.]){re.escape(f'{value:g}')}(?![\d.]*\d)"
