"""Learners who are called otherwise, turn out to be one person, or are taken out of a gradebook."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Any

from coursekit.grading.gradebook.records import mark_in_words
from coursekit.grading.gradebook.store import GradebookError

if TYPE_CHECKING:
    from coursekit.grading.gradebook.store import Gradebook

Change = Any
"""What ``Gradebook.transaction`` yields."""
_NAMED = ("submissions", "scores", "expected", "doubts")


def rename(book: Gradebook, old: str, new: str, *, merge: bool = False) -> tuple[int, list[str]]:
    """Give a learner another name everywhere; with ``merge`` the name may be that of a second row of the same person.

    Args:
        book: the gradebook.
        old: the learner's name.
        new: the name to be.
        merge: both names are one person, whose files and marks are put together. Nothing is lost.

    Returns:
        How many submissions were the learner's; and in words what both rows had.

    Raises:
        GradebookError: nobody has the old name, somebody has the new one and ``merge`` is not set, or both have
            different marks for one text; then nothing is changed.
    """
    with book.transaction() as change:
        keys = [key for (key,) in change("SELECT key FROM submissions WHERE learner = ?", (old,)).fetchall()]
        if not keys:
            raise GradebookError(_unknown(book, old))
        is_taken = change("SELECT 1 FROM submissions WHERE learner = ?", (new,)).fetchone()
        if old == new or (is_taken and not merge):
            hint = "Choose a name that nobody has; if both are one person, say --merge." if old != new else ""
            raise GradebookError(f"{new!r} is another learner in {book.path}. {hint}".strip() if hint else _same(new))
        both = _refuse_two_marks(change, old, new) if is_taken else []
        for key in keys:
            _move(change, key, _json([new, *json.loads(key)[1:]]), new)
        for table in _NAMED[1:]:
            change(f"UPDATE OR IGNORE {table} SET learner = ? WHERE learner = ?", (new, old))  # noqa: S608 - our names
            change(f"DELETE FROM {table} WHERE learner = ?", (old,))  # noqa: S608 - our names
    return len(keys), both


def _same(name: str) -> str:
    return f"{name!r} is the same name twice. Name the learner, and what the learner is to be called."


def _move(change: Change, key: str, renamed: str, new: str) -> None:
    """Give one submission to another learner; the same file graded in the same way is there once only."""
    twin = change("SELECT handed FROM submissions WHERE key = ?", (renamed,)).fetchone()
    if twin:
        (handed,) = change("SELECT handed FROM submissions WHERE key = ?", (key,)).fetchone()
        change("UPDATE submissions SET handed = ? WHERE key = ?", (max(handed, twin[0]), renamed))
        change("DELETE FROM items WHERE key = ?", (key,))
        change("DELETE FROM submissions WHERE key = ?", (key,))
        return
    change("UPDATE items SET key = ? WHERE key = ?", (renamed, key))
    change("UPDATE submissions SET key = ?, learner = ? WHERE key = ?", (renamed, new, key))


def _refuse_two_marks(change: Change, old: str, new: str) -> list[str]:
    """Say what two rows both have; refuse when people gave them different marks for one text."""
    pairs = change(
        "SELECT a.sheet, a.grade_id, a.points, a.comment, b.points, b.comment, a.text = b.text "
        "FROM scores a JOIN scores b ON a.sheet = b.sheet AND a.grade_id = b.grade_id "
        "WHERE a.learner = ? AND b.learner = ? ORDER BY a.sheet, a.grade_id",
        (old, new),
    ).fetchall()
    named = [
        (
            (
                f"{task} of sheet {sheet}: {mark_in_words(points, comment)} for {old!r}, "
                f"{mark_in_words(others, other)} for {new!r}"
            ),
            one_text and (points, comment) != (others, other),
        )
        for sheet, task, points, comment, others, other, one_text in pairs
    ]
    if clash := [words for words, is_clash in named if is_clash]:
        listed = "".join(f"\n  {words}" for words in clash)
        raise GradebookError(
            f"Nothing was changed: people gave both rows different marks for the same text:{listed}\n"
            "Take one of each back (undo as points, with --scores), and say it again."
        )
    shared = change(
        "SELECT DISTINCT sheet FROM submissions WHERE learner = ? "
        "INTERSECT SELECT sheet FROM submissions WHERE learner = ? ORDER BY sheet",
        (old, new),
    ).fetchall()
    words = [f"Both had handed in sheet {sheet}: the better file counts, and the pages say so." for (sheet,) in shared]
    return words + [f"Both had a mark, each for its own text; both are kept. {pair_words}." for pair_words, _ in named]


def forget(book: Gradebook, learner: str) -> int:
    """Take a learner out: results, files that were handed in, marks.

    Args:
        book: the gradebook.
        learner: the learner's name.

    Returns:
        How many submissions there were.

    Raises:
        GradebookError: nobody has this name.
    """
    with book.transaction() as change:
        keys = change("SELECT key FROM submissions WHERE learner = ?", (learner,)).fetchall()
        known = change("SELECT 1 FROM expected WHERE learner = ?", (learner,)).fetchone()
        if not keys and not known:
            raise GradebookError(_unknown(book, learner))
        for (key,) in keys:
            change("DELETE FROM items WHERE key = ?", (key,))
        for table in _NAMED:
            change(f"DELETE FROM {table} WHERE learner = ?", (learner,))  # noqa: S608 - our own names
    book.shrink()
    return len(keys)


def _unknown(book: Gradebook, learner: str) -> str:
    names = sorted({person.learner for person in book.people()})
    near = difflib.get_close_matches(learner, names, n=3)
    hint = f"Did you mean {', '.join(map(repr, near))}?" if near else "grades.csv lists the names."
    return f"No learner in {book.path} is called {learner!r}. {hint}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
