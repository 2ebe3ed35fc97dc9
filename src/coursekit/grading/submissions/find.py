"""Find the submissions of a class. What cannot be used is reported and never stops the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin, read_origin, readable
from coursekit.grading.submissions.files import Found, Source, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LEARNER_AND_FILE = 2


@dataclass(frozen=True)
class Submission:
    """One notebook that a learner handed in.

    Attributes:
        learner: the learner's name, made unique.
        sheet: the sheet's number in the file's name; empty when there is none.
        path: where it was found, for messages.
        origin: what its path says.
        read: reads it.
    """

    learner: str
    sheet: str
    path: str
    origin: Origin
    read: Source


def find_submissions(places: Sequence[Path]) -> tuple[list[Submission], list[str]]:
    """Find the submissions.

    Args:
        places: folders, zip archives or single notebooks.

    Returns:
        The submissions in the order of the learners' names; and in words what else was found and is not used.

    Raises:
        NotUsableError: a place does not exist or is none of these.
    """
    submissions: list[Submission] = []
    problems: list[str] = []
    for place in places:
        named, others = _named(place.name, _below(list(walk(place))))
        submissions += named
        problems += others
    return sorted(_told_apart(submissions), key=_order), problems


def newest(submissions: Iterable[Submission]) -> tuple[list[Submission], list[str]]:
    """Keep one file for each learner and sheet: the newest by the numbers that platforms give.

    Args:
        submissions: submissions whose sheets are known.

    Returns:
        Those to grade, and in words which were passed over.
    """
    groups: dict[tuple[str, str], list[Submission]] = defaultdict(list)
    for one in submissions:
        groups[one.learner, one.sheet].append(one)
    kept, words = [], []
    for group in groups.values():
        *older, last = sorted(group, key=lambda one: (one.origin.number, one.origin.attempt, one.path))
        kept.append(last)
        words += [f"{one.path}: not graded, because {last.path} is newer." for one in older]
    return sorted(kept, key=_order), words


def _order(one: Submission) -> tuple[str, str, str, str]:
    return (one.learner.casefold(), one.learner, one.sheet, one.path)


def _below(found: list[Found]) -> list[Found]:
    """Leave out a folder that holds all learners' folders, such as the one that many archives begin with."""
    while len({one.parts[0] for one in found}) == 1 and all(len(one.parts) > LEARNER_AND_FILE for one in found):
        found = [replace(one, parts=one.parts[1:]) for one in found]
    return found


def _named(place: str, found: Iterable[Found]) -> tuple[list[Submission], list[str]]:
    submissions, problems = [], []
    others: dict[str, list[str]] = defaultdict(list)
    for one in found:
        path = "/".join([readable(place), *map(readable, one.parts)])
        origin = read_origin(one.parts)
        if origin is None:
            problems.append(f"{path}: whose is it? Expected LEARNER/NN-….ipynb or LEARNER_NN-….ipynb.")
        elif origin.file.lower().endswith(".ipynb"):
            submissions.append(Submission(origin.name, origin.sheet, path, origin, one.read))
        else:
            others[origin.name].append(path)
    with_notebook = {one.learner for one in submissions}
    without = sorted(others.keys() - with_notebook)
    problems += [f"{', '.join(others[name])}: no notebook (.ipynb) from {name}." for name in without]
    return submissions, problems


def _told_apart(submissions: Sequence[Submission]) -> list[Submission]:
    """Add the platform's number to the names of learners who share one."""
    users: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in submissions:
        users[one.learner].add((one.path.split("/")[0], one.origin.user))
    shared = {name for name, seen in users.items() if max(Counter(place for place, _ in seen).values()) > 1}
    return [
        replace(one, learner=f"{one.learner} ({one.origin.user})") if one.learner in shared else one
        for one in submissions
    ]
