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


# Sentences that name no paragraph: a piece of each, and where it was looked up.
LOOKED_UP = {
    "kept the Soviet Union (USSR) out of NATO": "0",
    "`named` is its list": "3",
    '"36 years"': "8",
    "great patience": "10",
    "April 1949: both": "1",
    "lists of twelve and eight": "3;18",
    "That Moscow is to blame": "2;19",
    "twelve founders": "3;6;18",
    "turned down the Soviet plan": "9;16",
}


def built(root: Path) -> str:
    """Return the table as text: the paragraph is the one that the sentence names, or those of the question's claims.

    Args:
        root: the folder of the course; ``data/claims.csv`` says which paragraph a claim stands in.
    """
    with (root / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
        where = {row["claim_id"]: row["paragraph"] for row in csv.DictReader(file)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for sentence in found(root):
        writer.writerow([sentence.place, paragraph_of(sentence, where), sentence.text])
    return out.getvalue()


def paragraph_of(sentence: Sentence, where: dict[str, str]) -> str:
    """Return the paragraphs that a sentence tells of, with semicolons; ``all`` where it speaks of the whole text.

    Args:
        sentence: the sentence.
        where: by claim, the paragraph that it stands in.
    """
    if named := PARAGRAPHS.search(sentence.text):
        return named.group(1).replace(", ", ";").replace(" and ", ";").replace(" to ", "-")
    if looked_up := [paragraph for piece, paragraph in LOOKED_UP.items() if piece in sentence.text]:
        return looked_up[0]
    of_claims = sorted({where[claim] for claim in sentence.claims}, key=int)
    return ";".join(of_claims) or "all"
