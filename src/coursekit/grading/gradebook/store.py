"""The gradebook: one SQLite file that keeps each result from the moment it is known.

Every result is written in one transaction, so an interrupted run loses at most what it was grading. A result belongs
to the learner, the sheet, the content of the submission, the content of the master and the version of the rules; if
none of these has changed, it is not graded again.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from coursekit.grading.gradebook.counting import Contender, better, contenders
from coursekit.grading.gradebook.records import Record, with_scores
from coursekit.grading.model import RULES, GradingError, ItemResult, Outcome, Result, Shown, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from coursekit.grading.gradebook.records import Handed, Score

SCHEMA = 1
BUSY_S = 30.0
_TABLES = """
CREATE TABLE IF NOT EXISTS submissions (
    key TEXT PRIMARY KEY, learner TEXT NOT NULL, sheet TEXT NOT NULL, path TEXT NOT NULL, origin TEXT NOT NULL,
    submission TEXT NOT NULL, master TEXT NOT NULL, rules INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    notes TEXT NOT NULL, seconds TEXT NOT NULL, handed INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS submissions_of ON submissions (learner, sheet, handed);
CREATE TABLE IF NOT EXISTS items (
    key TEXT NOT NULL REFERENCES submissions (key), position INTEGER NOT NULL, grade_id TEXT NOT NULL, points REAL,
    max_points REAL NOT NULL, outcome TEXT NOT NULL, hint TEXT NOT NULL, misconception TEXT NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (key, grade_id)
);
CREATE TABLE IF NOT EXISTS scores (
    learner TEXT NOT NULL, sheet TEXT NOT NULL, grade_id TEXT NOT NULL, points REAL NOT NULL, comment TEXT NOT NULL,
    PRIMARY KEY (learner, sheet, grade_id)
);
CREATE TABLE IF NOT EXISTS proven (master TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, run TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, seen REAL NOT NULL);
"""


class GradebookError(GradingError):
    """The gradebook cannot be read or written; the message says what to do. What was graded is kept."""


class Gradebook:
    """An open gradebook; use it as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open or make a gradebook.

        Args:
            path: the SQLite file.

        Raises:
            GradebookError: it cannot be opened, or is no gradebook of this version.
        """
        self.path = path
        with self._explained():
            self.connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
            version = self.connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, SCHEMA}:
                raise GradebookError(f"{path} was made by another version of this program. Use another --out folder.")
            with self.changing() as change:
                for statement in filter(str.strip, _TABLES.split(";")):
                    change(statement)
                change(f"PRAGMA user_version = {SCHEMA}")

    def __enter__(self) -> Self:
        """Return the open gradebook."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, traceback: TracebackType | None) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def changing(self) -> Iterator[Any]:
        """Make several changes or none; yields a function that executes SQL.

        Raises:
            GradebookError: the change cannot be written.
        """
        with self._explained():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection.execute
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def has(self, key: str) -> bool:
        """Tell whether a submission has been graded."""
        with self._explained():
            return self.connection.execute("SELECT 1 FROM submissions WHERE key = ?", (key,)).fetchone() is not None

    def store(self, handed: Handed, result: Result) -> None:
        """Keep the result of a submission and give back its claim, all at once.

        Args:
            handed: whose it is, and what it depends on.
            result: the result.

        Raises:
            GradebookError: it cannot be written.
        """
        about = (*dataclasses.astuple(handed)[:3], _json(handed.origin), handed.submission, handed.master, RULES)
        outcome = (result.status, result.reason, _json(result.notes), _json(result.seconds))
        with self.changing() as change:
            change(
                f"INSERT OR REPLACE INTO submissions VALUES ({_marks(13)})",  # noqa: S608 - question marks only
                (handed.key, *about, *outcome, self._next(change)),
            )
            for position, item in enumerate(result.items):
                change(
                    f"INSERT OR REPLACE INTO items VALUES ({_marks(9)})",  # noqa: S608 - as above
                    (
                        *(handed.key, position, item.grade_id, item.points, item.max_points, item.outcome, item.hint),
                        *(item.misconception, _json([dataclasses.astuple(shown) for shown in item.shown])),
                    ),
                )
            change("DELETE FROM claims WHERE key = ?", (handed.key,))

    def touch(self, handed: Handed) -> None:
        """Note that a graded submission is the one that its learner stands by now."""
        with self.changing() as change:
            newest = "SELECT key FROM submissions WHERE learner = ? AND sheet = ? ORDER BY handed DESC LIMIT 1"
            if change(newest, (handed.learner, handed.sheet)).fetchone() != (handed.key,):
                change("UPDATE submissions SET handed = ? WHERE key = ?", (self._next(change), handed.key))

    def prove(self, master: str) -> None:
        """Keep that a master gives itself full marks on this machine."""
        with self.changing() as change:
            change("INSERT OR REPLACE INTO proven VALUES (?)", (master,))

    def is_proven(self, master: str) -> bool:
        """Tell whether a master has given itself full marks on this machine."""
        with self._explained():
            return self.connection.execute("SELECT 1 FROM proven WHERE master = ?", (master,)).fetchone() is not None

    def keep_scores(self, scores: Iterable[Score]) -> None:
        """Keep what a person gave for written answers; newer scores replace older ones."""
        with self.changing() as change:
            for score in scores:
                change("INSERT OR REPLACE INTO scores VALUES (?, ?, ?, ?, ?)", dataclasses.astuple(score))

    def records(self, *, shown: bool = False) -> Iterator[Record]:
        """Yield the submission that counts of each learner and sheet, by learner and sheet; see ``counting``.

        Args:
            shown: also read what the answers showed, which may be much.

        Yields:
            One record at a time.

        Raises:
            GradebookError: the gradebook cannot be read.
        """
        with self._explained():
            rows = self.connection.execute(
                "SELECT learner, sheet, key, path, origin, status, reason, notes, seconds, handed, submission "
                "FROM submissions"
            ).fetchall()
            groups: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
            for row in rows:
                groups.setdefault(row[:2], []).append(row)
            for _, group in sorted(groups.items(), key=lambda one: (one[0][0].casefold(), *one[0])):
                yield self._counting(group, shown=shown)

    def _counting(self, rows: list[tuple[Any, ...]], *, shown: bool) -> Record:
        """Return the record that counts of one learner and sheet."""
        left = contenders([Contender(row[2], row[9], row[3], row[10], json.loads(row[4]), row[5]) for row in rows])
        by_key = {row[2]: row[:9] for row in rows}
        records = [self._record(by_key[one.key], shown=shown) for one in left]
        return better(records)

    def people(self) -> list[tuple[str, str, dict[str, str]]]:
        """Return the learner, the sheet and the origin of every submission."""
        with self._explained():
            rows = self.connection.execute("SELECT DISTINCT learner, sheet, origin FROM submissions").fetchall()
        return [(learner, sheet, json.loads(origin)) for learner, sheet, origin in rows]

    def _record(self, row: tuple[Any, ...], *, shown: bool) -> Record:
        learner, sheet, key, path, origin, status, reason, notes, seconds = row
        read = self.connection.execute
        scores = "SELECT grade_id, points, comment FROM scores WHERE learner = ? AND sheet = ?"
        scored = {grade_id: (points, comment) for grade_id, points, comment in read(scores, (learner, sheet))}
        stored = (
            "SELECT grade_id, points, max_points, outcome, hint, misconception, shown FROM items "
            "WHERE key = ? ORDER BY position"
        )
        items = tuple(_item(values if shown else (*values[:-1], "[]")) for values in read(stored, (key,)))
        result = Result(Status(status), items, reason, tuple(json.loads(notes)), json.loads(seconds))
        comments = {grade_id: comment for grade_id, (_, comment) in scored.items() if comment}
        points = {grade_id: given for grade_id, (given, _) in scored.items()}
        return Record(learner, sheet, path, json.loads(origin), with_scores(result, points), comments)

    @staticmethod
    def _next(change: Any) -> int:  # noqa: ANN401 - what changing() yields
        number: int = change("SELECT coalesce(max(handed), 0) + 1 FROM submissions").fetchone()[0]
        return number

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn SQLite's errors into words that help."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise GradebookError(
                f"The gradebook {self.path} cannot be used: {error}. Is the disk full, or may you not write there? "
                "What was graded before is kept; the same command goes on from there."
            ) from error
        except sqlite3.DatabaseError as error:
            raise GradebookError(
                f"{self.path} is damaged or no gradebook ({error}). Move it away, or use another --out folder."
            ) from error


def _item(values: tuple[Any, ...]) -> ItemResult:
    grade_id, points, max_points, outcome, hint, misconception, shown = values
    things = tuple(Shown(*one) for one in json.loads(shown))
    return ItemResult(grade_id, points, max_points, Outcome(outcome), hint, things, misconception)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _marks(count: int) -> str:
    return ", ".join("?" * count)
