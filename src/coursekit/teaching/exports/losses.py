"""What a format cannot hold: listed by question, never dropped in silence."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import guarded
from coursekit.teaching.exports.tasks import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coursekit.teaching.exports.tasks import Item

MOST_IDS = 6


@dataclass(frozen=True)
class Loss:
    """One thing of one question that does not reach the file.

    Attributes:
        question: its id.
        what: what is lost.
        instead: what the file holds instead, or where it stands.
    """

    question: str
    what: str
    instead: str


def of_every_format(item: Item) -> Iterator[Loss]:
    """Yield what no other program holds."""
    if item.misconceptions:
        yield Loss(
            item.id, "which misconception each wrong answer shows", "codes as tags where there are tags; the bank"
        )
    if item.revisit:
        yield Loss(item.id, f"the comparison with the answer to {item.revisit}", "ask both and compare by hand")
    for name in item.tables:
        yield Loss(item.id, f"the table {name}, of which it speaks", "hand out the table, or let pupils use the lesson")
    if item.has_chart:
        yield Loss(item.id, "the lesson's chart, of which it speaks", "show the lesson or its slides")
    if isinstance(item.task, Stance):
        yield Loss(item.id, "counting the parts of an argument", "they are listed for who reads the answer")


def of_formats_without_tags(item: Item) -> Iterator[Loss]:
    """Yield what only tags hold."""
    if item.tags:
        yield Loss(item.id, "the claims that it bears on", "the bank; Moodle XML holds them as tags")


def as_csv(losses: Iterable[Loss]) -> str:
    """Return the list as CSV that a spreadsheet opens rightly."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("question", "not exported", "instead"))
    writer.writerows([guarded(cell) for cell in (loss.question, loss.what, loss.instead)] for loss in losses)
    return "\ufeff" + text.getvalue()


def summed_up(losses: Iterable[Loss]) -> Iterator[str]:
    """Yield a line for each kind of loss, with the first questions that it touches."""
    by_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
    for loss in losses:
        by_kind[loss.what, loss.instead].append(loss.question)
    for (what, instead), names in by_kind.items():
        more = f" and {len(names) - MOST_IDS} more" if len(names) > MOST_IDS else ""
        yield f"{what} ({', '.join(names[:MOST_IDS])}{more}); instead: {instead}"
