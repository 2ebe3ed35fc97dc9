"""How a class rates evidence: for each item and row the mean, and how far apart two learners are on average.

The engine knows questions that ask for ratings, not what is rated. ``course.toml`` may say it::

    [overview.matrix]
    heading = "The matrix of hypotheses"
    table = "evidence"      # a table of the course that names the items …
    key = "evidence_id"     # … by this column …
    label = "title"         # … in these words
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from coursekit import tables
from coursekit.course import find_course
from coursekit.quiz.types.rate_evidence import SCORES
from coursekit.teaching.overview.places import rows_of
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.teaching.overview.overview import Overview, Row

HEADING = N_("Ratings of evidence")
MOST_APART = 5


@dataclass(frozen=True)
class Cell:
    """How a class rates one item against one row.

    Attributes:
        question: the question's id.
        item: the item's code, such as ``E01``.
        row: what it is rated against, in words.
        rated: how many learners did.
        mean: from -2 (strongly inconsistent) to 2.
        apart: how far apart two learners are, on average, on that scale: 0 when all agree.
        range: the ratings that careful readers argue for.
    """

    question: str
    item: str
    row: str
    rated: int
    mean: float
    apart: float
    range: tuple[str, ...]


def cells_of(overview: Overview) -> list[Cell]:
    """Return a cell for each item and row that enough learners have rated; the last rating of each counts."""
    return [
        cell
        for lesson in overview.lessons
        for question in overview.shown(lesson)
        if question.type == "rate-evidence"
        for cell in _cells(overview, question.id)
    ]


def _cells(overview: Overview, name: str) -> Iterable[Cell]:
    question = overview.tally.questions[name]
    rows = overview.rows(question)
    for code, words in rows_of(question).items():
        counts = _scores(row for row in rows if row.place.part == code)
        rated = sum(counts.values())
        if rated >= overview.least:
            mean = sum(score * count for score, count in counts.items()) / rated
            allowed = tuple(question.body["allowed"][code])
            yield Cell(name, question.body["evidence"], words, rated, mean, apart(counts), allowed)


def _scores(rows: Iterable[Row]) -> dict[int, int]:
    return {SCORES[row.place.key]: row.last for row in rows}


def apart(counts: dict[int, int]) -> float:
    """Return how far apart two learners are, on average over all pairs of them.

    Args:
        counts: how many chose each score.
    """
    people = sum(counts.values())
    pairs = people * (people - 1) / 2
    distance = sum(abs(score - other) * counts[score] * counts[other] for score, other in combinations(counts, 2))
    return distance / pairs if pairs else 0.0


def most_apart(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells in which the class disagrees most, the widest first."""
    ordered = sorted(cells, key=lambda cell: (-cell.apart, cell.item, cell.row))
    return [cell for cell in ordered[:MOST_APART] if cell.apart]


def heading() -> str:
    """Return what the course calls its matrix."""
    return str(_settings().get("heading", "")) or gettext(HEADING)


def labels() -> dict[str, str]:
    """Return the items' names by code, from the table that ``course.toml`` names; nothing without one."""
    named = _settings()
    if "table" not in named:
        return {}
    table = tables.load(named["table"])
    return dict(zip(table[named["key"]], table[named["label"]], strict=True))


def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = find_course().sections.get("overview", {}).get("matrix", {})
    return settings
