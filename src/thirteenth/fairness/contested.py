"""No keyed question on a contested matter: what a key may rest on when a question touches a contested claim."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

KEYED = {"single", "multiple", "match", "order", "numeric", "estimate"}
# Informed people differ on the first kind, and facts cannot settle the second.
OPEN_LABELS = {"contested", "judgement"}
CHECKABLE = {"data", "document"}
# Such questions ask how to weigh a claim, or what follows from one; the key is a rule and takes no side.
METHODS = {
    "argument analysis",
    "causal reasoning",
    "close reading",
    "counterfactual reasoning",
    "fair reading",
    "finding a hidden premise",
    "historiography",
    "internal consistency",
    "kinds of claims",
    "labels",
    "logic of claims",
    "sourcing",
    "using a concept",
    "weighing evidence",
    "what a count shows",
}
# A right option that holds so many of a contested claim's words says the claim over again.
SAME = 0.5


def questions(root: Path) -> Iterator[dict[str, Any]]:
    """Yield the questions as the bank's files have them.

    Args:
        root: the folder of the course.
    """
    for path in sorted((root / "data" / "questions").glob("[0-9][0-9].yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]


def claims(root: Path) -> dict[str, dict[str, str]]:
    """Return the rows of claims.csv by claim.

    Args:
        root: the folder of the course.
    """
    with (root / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
        return {row["claim_id"]: row for row in csv.DictReader(file)}


def faults(question: Mapping[str, Any], known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return why a question keys a contested matter; nothing when it does not.

    Args:
        question: a question as the bank's file has it.
        known: the rows of claims.csv by claim.
    """
    if question["type"] == "rate-evidence":
        return _only_one_rating(question["allowed"])
    touched = [known[claim] for claim in question["claims"]]
    open_ones = [row for row in touched if row["status"] in OPEN_LABELS]
    if question["type"] not in KEYED or not open_ones:
        return []
    said_again = [
        f"{row['claim_id']} is keyed as true: {text}" for row in open_ones for text in _said_again(question, row)
    ]
    return said_again + _without_ground(question, touched)


def _without_ground(question: Mapping[str, Any], touched: list[Mapping[str, str]]) -> list[str]:
    """Return what is wrong with the ground of a key: it needs a method, or a claim that can be checked."""
    checkable = any(row["checkable"] in CHECKABLE and row["status"] not in OPEN_LABELS for row in touched)
    if question["type"] in {"numeric", "estimate"}:
        return [] if checkable else ["a number needs a claim that a table or a paper can settle"]
    if checkable or question["skill"] in METHODS:
        return []
    return [f"the skill {question['skill']!r} is no method, and none of its claims can be checked"]


def _said_again(question: Mapping[str, Any], row: Mapping[str, str]) -> list[str]:
    """Return the right answers that say a contested claim over again; one that names its label does not."""
    return [text for text in right(question) if row["status"] not in text and shared(row["claim"], text) >= SAME]


def right(question: Mapping[str, Any]) -> list[str]:
    """Return the answers that a key calls right; in a match each statement with its partner.

    Args:
        question: a question as the bank's file has it.
    """
    if question["type"] == "match":
        partners = {item["id"]: item["text"] for item in question["right"]}
        return [f"{item['text']} {partners[question['pairs'][item['id']]]}" for item in question["left"]]
    return [option["text"] for option in question.get("options", []) if option["correct"]]


def shared(claim: str, text: str) -> float:
    """Return how much of a claim's words stand in a text, from 0 to 1; a word counts by its first five letters.

    Args:
        claim: a claim in our words.
        text: an answer.
    """
    words_of_claim, words_of_text = (
        {word[:5] for word in re.findall(r"[a-z]{4,}", part.lower())} for part in (claim, text)
    )
    return len(words_of_claim & words_of_text) / len(words_of_claim) if words_of_claim else 0.0


def _only_one_rating(allowed: Mapping[str, list[str]]) -> list[str]:
    """Return the explanations for which a single rating other than N is accepted: such a cell would decide a motive."""
    alone = {code: words[0] for code, words in allowed.items() if len(words) == 1}
    return [f"{code}: only {word} is accepted" for code, word in alone.items() if word != "N"]
