"""The gradebook's tables, and how a gradebook of an older version becomes one of this version; nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = 3
_SCORES = """
CREATE TABLE IF NOT EXISTS scores (
    learner TEXT NOT NULL, sheet TEXT NOT NULL, grade_id TEXT NOT NULL, points REAL NOT NULL, comment TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '', PRIMARY KEY (learner, sheet, grade_id, text)
)
"""
_TABLES = f"""
CREATE TABLE IF NOT EXISTS submissions (
    key TEXT PRIMARY KEY, learner TEXT NOT NULL, sheet TEXT NOT NULL, path TEXT NOT NULL, origin TEXT NOT NULL,
    submission TEXT NOT NULL, master TEXT NOT NULL, rules INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    notes TEXT NOT NULL, seconds TEXT NOT NULL, handed INTEGER NOT NULL, content BLOB, limits TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS submissions_of ON submissions (learner, sheet, handed);
CREATE TABLE IF NOT EXISTS items (
    key TEXT NOT NULL REFERENCES submissions (key), position INTEGER NOT NULL, grade_id TEXT NOT NULL, points REAL,
    max_points REAL NOT NULL, outcome TEXT NOT NULL, hint TEXT NOT NULL, misconception TEXT NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (key, grade_id)
);
{_SCORES};
CREATE TABLE IF NOT EXISTS expected (learner TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS doubts (file TEXT NOT NULL, learner TEXT NOT NULL, sheet TEXT NOT NULL, why TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS proven (master TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, run TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, seen REAL NOT NULL);
"""
# What a gradebook of each older version lacks; nothing that stands in it is changed.
_FROM = {
    1: (
        "ALTER TABLE submissions ADD COLUMN content BLOB",
        "ALTER TABLE submissions ADD COLUMN limits TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE scores ADD COLUMN text TEXT NOT NULL DEFAULT ''",
    ),
    # A mark belongs to a text: two files of one learner may each have one.
    2: (
        "ALTER TABLE scores RENAME TO scores_of_2",
        _SCORES,
        "INSERT INTO scores SELECT learner, sheet, grade_id, points, comment, text FROM scores_of_2",
        "DROP TABLE scores_of_2",
    ),
}


def bring_up_to_date(change: Callable[[str], object], version: int) -> None:
    """Make the tables that are missing, and convert those of an older version.

    Args:
        change: executes one statement; all belong to one transaction.
        version: the file's version; 0 for a new file.
    """
    for older in range(version, SCHEMA) if version else ():
        for statement in _FROM[older]:
            change(statement)
    for statement in filter(str.strip, _TABLES.split(";")):
        change(statement)
    change(f"PRAGMA user_version = {SCHEMA}")
