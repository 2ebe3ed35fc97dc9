"""What each lesson grants the article, what it grants its critics, and what it asks of Western texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thirteenth.fairness.places import Sentence, sentences

if TYPE_CHECKING:
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

| lesson | granted | faulted | Western |
|---|--:|--:|--:|
"""


def built(root: Path) -> str:
    """Return the table as Markdown.

    Args:
        root: the folder of the course.
    """
    rows = counts(list(sentences(root)))
    lines = [f"| {lesson} | {row['granted']} | {row['faulted']} | {row['western']} |" for lesson, row in rows.items()]
    total = {name: sum(row[name] for row in rows.values()) for name in ("granted", "faulted", "western")}
    last = f"| **all** | {total['granted']} | {total['faulted']} | {total['western']} |"
    return HEAD + "\n".join([*lines, last]) + "\n"


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
