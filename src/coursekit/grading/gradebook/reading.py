"""Read records out of the gradebook: each submission with its tasks, and with the marks that people gave for them."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from coursekit.grading.gradebook.counting import Contender, contenders, ranked
from coursekit.grading.gradebook.records import Record, mark_in_words, text_digest, with_scores
from coursekit.grading.model import ItemResult, Outcome, Result, Shown, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Read = Callable[..., Any]
    Row = tuple[Any, ...]

_SUBMISSIONS = (
    "SELECT learner, sheet, key, path, origin, status, reason, notes, seconds, handed, submission FROM submissions"
)
_ITEMS = (
    "SELECT grade_id, points, max_points, outcome, hint, misconception, shown FROM items "
    "WHERE key = ? ORDER BY position"
)
_SCORES = "SELECT grade_id, points, comment, text FROM scores WHERE learner = ? AND sheet = ? ORDER BY rowid"


@dataclasses.dataclass(frozen=True)
class _Mark:
    """What a person gave for a task, and the digest of the text that it was given for; empty for any text."""

    points: float
    comment: str
    text: str


def files_of(read: Read, *, with_outputs: bool) -> Iterator[list[Record]]:
    """Yield for each learner and sheet the files that may count: first the one that does, then the others.

    Args:
        read: executes SQL.
        with_outputs: also what the answers showed.

    Raises:
        sqlite3.Error: the gradebook cannot be read.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in read(_SUBMISSIONS).fetchall():
        groups.setdefault(row[:2], []).append(row)
    for _, group in sorted(groups.items(), key=lambda entry: (entry[0][0].casefold(), *entry[0])):
        left = contenders([_contender(row) for row in group])
        by_key = {row[2]: row for row in group}
        first, *rest = ranked([_record(read, by_key[entry.key], with_outputs=with_outputs) for entry in left])
        others = tuple(json.loads(row[4]) for row in group if row[3] != first.path)
        yield [dataclasses.replace(first, others=others), *rest]


def _contender(row: Row) -> Contender:
    return Contender(row[2], row[9], row[3], row[10], json.loads(row[4]), row[5])


def _record(read: Read, row: Row, *, with_outputs: bool) -> Record:
    learner, sheet, key, path, origin, status, reason, notes, seconds, _, submission = row
    items = _items(read, key, with_outputs=with_outputs)
    texts = {item.grade_id: text_digest(item, submission) for item in items}
    given = _given(read, learner, sheet)
    valid = _valid(given, texts)
    graded = Result(Status(status), items, reason, tuple(json.loads(notes)), json.loads(seconds))
    result = with_scores(graded, {name: mark.points for name, mark in valid.items()})
    if not with_outputs:
        result = dataclasses.replace(result, items=tuple(dataclasses.replace(item, shown=()) for item in result.items))
    comments = {name: mark.comment for name, mark in valid.items() if mark.comment}
    earlier = {
        name: mark_in_words(marks[-1].points, marks[-1].comment) for name, marks in given.items() if name not in valid
    }
    return Record(learner, sheet, path, json.loads(origin), result, comments, earlier, texts)


def _items(read: Read, key: str, *, with_outputs: bool) -> tuple[ItemResult, ...]:
    """Return the tasks; what answers showed may be much: it is read where it is asked for, or where a mark needs it."""
    return tuple(
        _item(row if with_outputs or row[3] == Outcome.TO_READ else (*row[:-1], "[]")) for row in read(_ITEMS, (key,))
    )


def _item(row: Row) -> ItemResult:
    grade_id, points, max_points, outcome, hint, misconception, outputs = row
    things = tuple(Shown(*output) for output in json.loads(outputs))
    return ItemResult(grade_id, points, max_points, Outcome(outcome), hint, things, misconception)


def _given(read: Read, learner: str, sheet: str) -> dict[str, list[_Mark]]:
    """Return the marks that people gave, by grade_id, oldest first."""
    given: dict[str, list[_Mark]] = {}
    for grade_id, *mark in read(_SCORES, (learner, sheet)):
        given.setdefault(grade_id, []).append(_Mark(*mark))
    return given


def _valid(given: dict[str, list[_Mark]], texts: dict[str, str]) -> dict[str, _Mark]:
    """Return of each task the last mark for the text that it has now."""
    own = {name: [mark for mark in marks if mark.text in {"", texts.get(name)}] for name, marks in given.items()}
    return {name: marks[-1] for name, marks in own.items() if marks}
