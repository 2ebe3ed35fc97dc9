"""Rows of a gradebook that have one name and may be one person, where a platform numbers people anew each time.

Moodle's number of a participant holds in one assignment. Where two people of a class have one name, nothing in its
files says which number of this week is which of last week: then each number is a row, and nobody is called missing.
Nor does anything but the name say who of Moodle is who of another platform, which may write it otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import letters_of
from coursekit.grading.lms.registry import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from coursekit.grading.gradebook.records import Kept

ANEW = frozenset(platform.name for platform in PLATFORMS if not platform.lasting)
ONE_NAME = "cannot be told who: another row has this name, from another platform or assignment"
_WORDS = {2: "two", 3: "three", 4: "four"}


Rows = dict[str, set[str]]
"""The rows of one name, and what stands in each: sheets, or what else only one file of a person can be."""


def alike(rows_kept: Iterable[Kept]) -> list[Rows]:
    """Return the rows of each name that has more rows than there are people of it.

    Args:
        rows_kept: everything in the gradebook.
    """
    names: dict[tuple[str, str], Rows] = defaultdict(lambda: defaultdict(set))
    open_names = set()
    for row in rows_kept:
        platform = row.origin.get("platform", "")
        if platform:
            name = letters_of(row.origin.get("name", row.learner))
            # Where numbers last, two of them are two people; elsewhere two of them in one sheet are.
            names[name][row.learner].add(f"{platform} {row.sheet}" if platform in ANEW else platform)
            open_names |= {name} if platform in ANEW else set()
    return [dict(rows) for name, rows in names.items() if name in open_names and is_open(rows)]


def is_open(rows: Mapping[str, Collection[str]]) -> bool:
    """Tell whether some of the rows of one name must be, or may be, the same person's.

    Args:
        rows: for each row the sheets that stand in it.
    """
    return len(rows) > people_of(rows)


def people_of(rows: Mapping[str, Collection[str]]) -> int:
    """Return how many people have one name: as many as have handed in one and the same sheet.

    Args:
        rows: for each row the sheets that stand in it.
    """
    every = {sheet for sheets in rows.values() for sheet in sheets}
    return max((sum(sheet in sheets for sheets in rows.values()) for sheet in every), default=len(rows))


def why_untold(rows: Mapping[str, Collection[str]], least: int = 0) -> str:
    """Return why it cannot be told whose a row is.

    Args:
        rows: for each row of one name the sheets that stand in it.
        least: how many people of this name a roster knows; 0 without one.
    """
    count = max(people_of(rows), least)
    if count == 1:
        return f"{ONE_NAME}: a roster tells, or rename with --merge"
    return f"cannot be told who: {_WORDS.get(count, count)} of this name, and Moodle numbers them anew each time"
