"""What each lesson grants the article, what it grants its critics, and what it asks of Western texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thirteenth.fairness.places import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLE = "docs/balance.md"
ARTICLE = r"\b(the article|the author|[Pp]aragraphs? \d+|the label|C\d\d)\b"
GRANTED = re.compile(
    rf"{ARTICLE}.*\b(right|accurate|fair|best item|a point for|holds|correct|could have)\b", re.IGNORECASE
)
FAULTED = re.compile(
    rf"({ARTICLE}.*)?\b(imprecise|unsupported|an error|errors?\.|too strong|overstated)\b", re.IGNORECASE
)
WESTERN = re.compile(
    r"same (test|for|label|two questions|rule)|other side|Western (text|picture|account|plan|paper|reason|source)s?",
    re.IGNORECASE,
)
LESSONS = range(10)
HEAD = """# Who gets what

Written by `python -m thirteenth.fairness balance --write`; for teachers. Each number counts sentences of a lesson and
of its questions. **Granted**: a sentence on the article, its author, a paragraph or a claim with a word such as
*right*, *accurate*, *fair*. **Faulted**: a sentence with *imprecise*, *unsupported*, *an error*, *too strong*.
**Western**: a
sentence that puts the same question to a Western text, or names what one leaves out. Words are a rough measure: they
show where to read again, and prove nothing alone.
More faults than grants are found, because labels other than *accurate* need a reason and *accurate* needs none.
Where the highest and the lowest number of a lesson are more than four apart, the last column says why.

| lesson | granted | faulted | Western | why they differ |
|---|--:|--:|--:|---|
"""
NEAR = 4
# Read by an author; a test asks for a reason wherever the numbers of a lesson are far apart, and for none elsewhere.
WHY = {
    1: "It asks who speaks before it labels claims; the last column counts the Lords' statement and Time by the phrase",
    3: "Counts can be right, and most of the article's are; the two Western pages are tested in one cell",
    5: "What the article has right is the frame (a note, a refusal, dates, E08) and said once; single words get a label"
    " each; every second cell asks the same of a US paper",
}


def built(root: Path) -> str:
    """Return the table as Markdown.

    Args:
        root: the folder of the course.
    """
    rows = counts(list(sentences(root)))
    lines = [
        f"| {lesson} | {row['granted']} | {row['faulted']} | {row['western']} | {WHY.get(lesson, '')} |"
        for lesson, row in rows.items()
    ]
    total = {name: sum(row[name] for row in rows.values()) for name in ("granted", "faulted", "western")}
    last = f"| **all** | {total['granted']} | {total['faulted']} | {total['western']} | |"
    return HEAD + "\n".join([*lines, last]) + "\n"


def far_apart(row: Mapping[str, int]) -> bool:
    """Say whether the numbers of a lesson need a reason.

    Args:
        row: by kind, how many sentences.
    """
    return max(row.values()) - min(row.values()) > NEAR


def counts(sentences: list[Sentence]) -> dict[int, dict[str, int]]:
    """Return by lesson how many sentences grant, fault, and ask the same of a Western text.

    Args:
        sentences: the sentences of the course; those of sheets are not counted.
    """
    rules = {"granted": GRANTED, "faulted": FAULTED, "western": WESTERN}
    rows = {lesson: dict.fromkeys(rules, 0) for lesson in LESSONS}
    for sentence in sentences:
        number = re.match(r"q-(\d\d)|(\d\d)-", sentence.place)
        for name, rule in rules.items():
            if number and rule.search(sentence.text):
                rows[int(number.group(1) or number.group(2))][name] += 1
    return rows
