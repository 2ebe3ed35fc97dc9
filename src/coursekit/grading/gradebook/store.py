"""The gradebook: one SQLite file that keeps each result from the moment it is known.

Every result is written in one transaction, so an interrupted run loses at most what it was grading. A result belongs
to the learner, the sheet, the content of the submission, the content of the master and the version of the rules; if
none of these has changed, it is not graded again.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from coursekit.grading.gradebook.reading import files_of
from coursekit.grading.gradebook.records import Handed, Kept
from coursekit.grading.gradebook.schema import SCHEMA, bring_up_to_date
from coursekit.grading.model import RULES, GradingError, Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from coursekit.grading.gradebook.records import Record, Score
    from coursekit.grading.model import Master, Result

BUSY_S = 30.0
# Outcomes that other limits may change.
_LIMITED = (Outcome.TIMEOUT, Outcome.DIED, Outcome.LIMIT)


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
            if version > SCHEMA:
                raise GradebookError(
                    f"{path} was made by a newer version of this program (gradebook {version}, not {SCHEMA}). "
                    "Install that version, or use another --out folder."
                )
            with self.transaction() as change:
                if version < SCHEMA:
                    bring_up_to_date(change, version)

    def __enter__(self) -> Self:
        """Return the open gradebook."""
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, traceback: TracebackType | None) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[Any]:
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

    def has(self, key: str, limits: str = "") -> bool:
        """Tell whether a submission has been graded, so that grading it again would give the same.

        Args:
            key: the submission's key.
            limits: the limits that would be kept now; with others, what broke a limit is worth another try.
        """
        with self._explained():
            stored = self.connection.execute("SELECT limits FROM submissions WHERE key = ?", (key,)).fetchone()
            if stored is None or not limits or stored[0] in {"", limits}:
                return stored is not None
            limited = f"SELECT 1 FROM items WHERE key = ? AND outcome IN ({_question_marks(len(_LIMITED))})"  # noqa: S608 - question marks only
            return self.connection.execute(limited, (key, *_LIMITED)).fetchone() is None

    def store(self, handed: Handed, result: Result, content: bytes | None = None, limits: str = "") -> None:
        """Keep the result of a submission and give back its lease, all at once.

        Args:
            handed: whose it is, and what it depends on.
            result: the result.
            content: the file that was handed in; None when it cannot be read.
            limits: the limits that were kept.

        Raises:
            GradebookError: it cannot be written.
        """
        about = (*dataclasses.astuple(handed)[:3], _json(handed.origin), handed.submission, handed.master, RULES)
        outcome = (result.status, result.reason, _json(result.notes), _json(result.seconds))
        with self.transaction() as change:
            change(
                f"INSERT OR REPLACE INTO submissions VALUES ({_question_marks(15)})",  # noqa: S608 - question marks only
                (handed.key, *about, *outcome, self._next(change), zlib.compress(content) if content else None, limits),
            )
            for position, item in enumerate(result.items):
                change(
                    f"INSERT OR REPLACE INTO items VALUES ({_question_marks(9)})",  # noqa: S608 - question marks only
                    (
                        *(handed.key, position, item.grade_id, item.points, item.max_points, item.outcome, item.hint),
                        *(item.misconception, _json([dataclasses.astuple(output) for output in item.shown])),
                    ),
                )
            change("DELETE FROM claims WHERE key = ?", (handed.key,))

    def make_newest(self, handed: Handed) -> None:
        """Note that a graded submission is the one that its learner stands by now."""
        with self.transaction() as change:
            newest = "SELECT key FROM submissions WHERE learner = ? AND sheet = ? ORDER BY handed DESC LIMIT 1"
            if change(newest, (handed.learner, handed.sheet)).fetchone() != (handed.key,):
                change("UPDATE submissions SET handed = ? WHERE key = ?", (self._next(change), handed.key))

    def note_proven(self, master: str) -> None:
        """Keep that a master gives itself full marks on this machine."""
        with self.transaction() as change:
            change("INSERT OR REPLACE INTO proven VALUES (?)", (master,))

    def is_proven(self, master: str) -> bool:
        """Tell whether a master has given itself full marks on this machine."""
        with self._explained():
            return self.connection.execute("SELECT 1 FROM proven WHERE master = ?", (master,)).fetchone() is not None

    def keep_scores(self, scores: Iterable[Score]) -> None:
        """Keep what a person gave for a text, in place of an older mark; one without points takes all marks back."""
        with self.transaction() as change:
            for score in scores:
                place = (score.learner, score.sheet, score.grade_id)
                # A mark of a gradebook of the first version belongs to no text: a new one replaces it.
                which = "" if score.points is None else " AND text = ''"
                change(f"DELETE FROM scores WHERE learner = ? AND sheet = ? AND grade_id = ?{which}", place)  # noqa: S608 - our own words
                if score.points is not None:
                    change("INSERT OR REPLACE INTO scores VALUES (?, ?, ?, ?, ?, ?)", dataclasses.astuple(score))

    def kept_files(self, masters: Mapping[str, Master]) -> list[tuple[Handed, bytes]]:
        """Return every submission whose file is kept, oldest first, as it would be identified now.

        Args:
            masters: the masters by sheet, as they are now.
        """
        with self._explained():
            rows = self.connection.execute(
                "SELECT learner, sheet, path, origin, submission, content FROM submissions "
                "WHERE content IS NOT NULL ORDER BY handed"
            ).fetchall()
        return [
            (_handed(row, masters[row[1]]), zlib.decompress(row[5]))
            for row in {(row[0], row[1], row[4]): row for row in rows}.values()
            if row[1] in masters
        ]

    def outdated(self, masters: Mapping[str, Master]) -> list[tuple[Handed, bytes | None]]:
        """Return what was graded with another version of its master or of the rules, oldest first.

        Args:
            masters: the masters by sheet, as they are now.

        Returns:
            What each would be identified by now, and the file that was handed in; None where it was not kept.
        """
        with self._explained():
            rows = self.connection.execute(
                "SELECT learner, sheet, path, origin, submission, master, rules, content, status FROM submissions "
                "ORDER BY handed"
            ).fetchall()
        latest = {(row[0], row[1], row[4]): row for row in rows}
        older = []
        for learner, sheet, path, origin, submission, master, rules, content, status in latest.values():
            now = masters.get(sheet)
            if now is not None and status != Status.UNREADABLE and (master, rules) != (now.digest, RULES):
                handed = _handed((learner, sheet, path, origin, submission), now)
                older.append((handed, zlib.decompress(content) if content else None))
        return older

    def records(self, *, with_outputs: bool = False) -> Iterator[Record]:
        """Yield for each learner and sheet the submission that counts, sorted by learner and sheet.

        Args:
            with_outputs: also what the answers showed.

        Yields:
            One record at a time.

        Raises:
            GradebookError: the gradebook cannot be read.
        """
        for several in self.files(with_outputs=with_outputs):
            yield several[0]

    def files(self, *, with_outputs: bool = False) -> Iterator[list[Record]]:
        """Yield for each learner and sheet the files that may count: first the one that does, then the others.

        Args:
            with_outputs: also what the answers showed.

        Raises:
            GradebookError: the gradebook cannot be read.
        """
        with self._explained():
            yield from files_of(self.connection.execute, with_outputs=with_outputs)

    def people(self) -> list[Kept]:
        """Return who handed in every submission, and what it is."""
        with self._explained():
            rows = self.connection.execute(
                "SELECT learner, sheet, origin, path, submission, status FROM submissions ORDER BY handed"
            ).fetchall()
        return [Kept(learner, sheet, json.loads(origin), *rest) for learner, sheet, origin, *rest in rows]

    def keep_class(self, expected: Iterable[str], doubts: Iterable[tuple[str, str, str, str]]) -> None:
        """Keep what was known when a class was collected, so that later pages say it too.

        Args:
            expected: the names on the roster; none leaves those that are kept.
            doubts: file, learner, sheet and reason of what somebody should look at; they replace those that are kept.
        """
        names = list(expected)
        with self.transaction() as change:
            if names:
                change("DELETE FROM expected")
            for name in names:
                change("INSERT OR IGNORE INTO expected VALUES (?)", (name,))
            change("DELETE FROM doubts")
            for doubt in doubts:
                change("INSERT INTO doubts VALUES (?, ?, ?, ?)", doubt)

    def expected(self) -> list[str]:
        """Return the names of the class, as the last roster said them."""
        with self._explained():
            return [name for (name,) in self.connection.execute("SELECT learner FROM expected ORDER BY rowid")]

    def doubts(self) -> list[tuple[str, str, str, str]]:
        """Return file, learner, sheet and reason of what was doubtful when the class was collected last."""
        with self._explained():
            return self.connection.execute("SELECT file, learner, sheet, why FROM doubts ORDER BY rowid").fetchall()

    def shrink(self) -> None:
        """Write the file anew: else the bytes of what was deleted would stay in it."""
        with self._explained():
            self.connection.execute("VACUUM")

    @staticmethod
    def _next(change: Any) -> int:  # noqa: ANN401 - what transaction() yields
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


def _handed(row: tuple[Any, ...], master: Master) -> Handed:
    learner, sheet, path, origin, submission = row[:5]
    return Handed(learner, sheet, path, json.loads(origin), submission, master.digest)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _question_marks(count: int) -> str:
    return ", ".join("?" * count)
