"""Every sentence that says what the article says, with its paragraph: a second reader can check them all in an hour."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from thirteenth.fairness.places import Sentence, sentences

if TYPE_CHECKING:
    from pathlib import Path

TABLE = "data/paraphrases.csv"
FIELDS = ["place", "paragraph", "sentence"]
VERBS = "says|said|tells|told|calls|leaves out|left out|lists|puts|gives|names|grants|reports|has|sums|never names|asks"
SPEAKS = re.compile(rf"\b(the (article|author)|[Pp]aragraphs? \d+)\b[^.?!]*?\b({VERBS})\b", re.IGNORECASE)
PARAGRAPHS = re.compile(r"[Pp]aragraphs? (\d+(?:(?:, | to | and )\d+)*)")


def found(root: Path) -> list[Sentence]:
    """Return the sentences that say what the article says, each once at its place.

    Args:
        root: the folder of the course.
    """
    return list(dict.fromkeys(sentence for sentence in sentences(root) if SPEAKS.search(sentence.text)))


# What stands where nobody has looked a sentence up yet, and where it speaks of the article as a whole.
OPEN, WHOLE = "?", "0-21"


def built(root: Path) -> str:
    """Return the table as text; a paragraph that an author has written into the present table is kept.

    Args:
        root: the folder of the course.

    Returns:
        The table. A sentence that is new has the paragraphs that it names itself, else ``?``: look them up in the
        article, and write them there.
    """
    kept = {(row["place"], row["sentence"]): row["paragraph"] for row in listed(root)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for sentence in found(root):
        known = kept.get((sentence.place, sentence.text), OPEN)
        writer.writerow([sentence.place, paragraph_of(sentence) if known == OPEN else known, sentence.text])
    return out.getvalue()


def listed(root: Path) -> list[dict[str, str]]:
    """Return the rows of the present table; none when there is no table yet.

    Args:
        root: the folder of the course.
    """
    path = root / TABLE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paragraph_of(sentence: Sentence) -> str:
    """Return the paragraphs that a sentence names, with semicolons; ``?`` when it names none.

    Args:
        sentence: the sentence.
    """
    named = PARAGRAPHS.search(sentence.text)
    return named.group(1).replace(", ", ";").replace(" and ", ";").replace(" to ", "-") if named else OPEN
