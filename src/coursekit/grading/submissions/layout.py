"""Read from all paths of a hand-in together which folder is the learner: people sort by class, by sheet, by group.

A folder's level is no learner's when its names are those of sheets or versions, of classes (unless nothing else is
there), or of a course's own folders. Of the levels that are left, that one is the learners' on which the fewest names
hold two files of one sheet; the upper one of equals.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin
from coursekit.grading.submissions.files import EMPTY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Parts = tuple[str, ...]

_NUMBER = r"[ _.-]*#?[ivx\d]+"
_SHEETS = (
    *("sheet", "blatt", "übung", "uebung", "exercise", "ex", "homework", "hw", "hausaufgabe", "assignment", "task"),
    *("aufgabe", "week", "woche", "lesson", "lab", "ps", "tp", "td"),
)
_SHEET = re.compile(
    rf"(?:(?:{'|'.join(_SHEETS)})s?{_NUMBER}|\d\d?-.*|\d{{1,2}})(?:[ _.-].*)?",
    re.IGNORECASE,
)
_CONTAINERS = (
    *("final", "old", "new", "backup", "work", "draft", "copy", "archive", "downloads?", "desktop", "documents"),
    *("class(?:es)?", "course", "students", "learners", "klasse", "submissions?", "submitted(?: files)?", "abgaben?"),
    *("hand-?ins?", "handed[ _-]in", "files", "export", "homework", "solutions?", "uploads?", "late"),
)
_VERSION = re.compile(rf"(?:v|version|attempt|versuch|try|rev)[ _.-]*\d+|{'|'.join(_CONTAINERS)}", re.IGNORECASE)
_CLASSES = (
    *("class", "klasse", "kurs", "course", "section", "group", "gruppe", "groupe", "team", "tutorium", "year", "form"),
    *("grade", "period", "lab group"),
)
_CLASS = re.compile(
    rf"\d{{1,2}}[ ./_-]?[a-z]|(?:{'|'.join(_CLASSES)}){_NUMBER}[a-z]?(?:[ _.-].*)?"
    r"|(?:class|klasse|group|gruppe|team|section)[ _.-]*[a-z]",
    re.IGNORECASE,
)
_FLAT = re.compile(
    r"(?P<name>[^\W\d].*?)[ _](?P<file>\d\d?-.*|(?:sheet|blatt|hw|ex)[ _-]?\d.*)", re.DOTALL | re.IGNORECASE
)
_GUESS = "the file's own name was read as the learner's"
_MOST = 0.7


def layout_reader(
    paths: Sequence[Parts], sheets: Mapping[Parts, str], own_folders: Sequence[str]
) -> Callable[[Parts], Origin | None]:
    """Return what reads the learner from a path, given all paths that no platform has written.

    Args:
        paths: the paths of all files below the folder or archive.
        sheets: for notebooks, the sheet that their content says.
        own_folders: names of the course's own folders, such as ``exercises``.

    Returns:
        A function from a path to its origin; None when the path names no learner.
    """
    notebooks = [path for path in paths if path in sheets] or list(paths)
    level = _learners_level(notebooks, sheets, frozenset(own_folders))

    def read(parts: Parts) -> Origin | None:
        *folders, file = parts
        if level is not None and len(folders) > level:
            above = folders[:level]
            group = next((folder for folder in reversed(above) if _CLASS.fullmatch(folder)), "")
            return Origin(_name(folders[level]), file, user=group, assignment="/".join(above))
        if file == EMPTY:
            return None
        flat = _FLAT.fullmatch(file)
        if flat:
            return Origin(flat["name"].strip(), flat["file"], assignment="/".join(folders))
        return _by_file(parts, sheets) if level is None else None

    return read


def _name(folder: str) -> str:
    return folder[:-4] if folder.lower().endswith(".zip") else folder


def _by_file(parts: Parts, sheets: Mapping[Parts, str]) -> Origin | None:
    """Read ``sheet 1/anna nowak.ipynb``: where only sheets' folders are there, the file is named for the learner."""
    stem, dot, ending = parts[-1].rpartition(".")
    person = stem.strip()
    plain = dot and ending.lower() == "ipynb" and not any(letter.isdigit() for letter in person)
    if len(parts) > 1 and plain and parts in sheets:
        return Origin(person, parts[-1], assignment="/".join(parts[:-1]), guess=_GUESS)
    return None


def _learners_level(paths: Sequence[Parts], sheets: Mapping[Parts, str], own: frozenset[str]) -> int | None:
    depths = Counter(len(path) - 1 for path in paths if len(path) > 1)
    foldered = [path for path in paths if len(path) > 1]
    if not foldered:
        return None
    enough = _MOST * len(foldered)
    levels = [level for level in range(max(depths)) if sum(count for d, count in depths.items() if d > level) >= enough]
    several = [level for level in levels if not _is_container(level, foldered)]
    named = [level for level in (several or levels) if not _is_all(level, foldered, _is_sheet_or_version, own)]
    if not named:
        # One learner alone, or a class in which everything lies in folders of sheets.
        named = [level for level in levels if not _is_all(level, foldered, _is_sheet_or_version, own)]
    if not named and all(_is_sheet_or_version(path[-1].rpartition(".")[0], own) for path in foldered):
        # Learners whose folders are called by numbers.
        named = several or levels
    people = [level for level in named if not _is_all(level, foldered, _is_class, own)] or named
    return min(people, key=lambda level: (_collisions(level, foldered, sheets), level), default=None)


def _is_container(level: int, paths: Sequence[Parts]) -> bool:
    """Tell whether all lies in one folder of this level, and below it in several."""
    deep = [path for path in paths if len(path) > level + 1]
    below = {path[level + 1] for path in deep if len(path) > level + 2}
    return len({path[level] for path in deep}) == 1 and len(below) > 1


def _is_all(
    level: int, paths: Sequence[Parts], kind: Callable[[str, frozenset[str]], bool], own: frozenset[str]
) -> bool:
    names = {path[level] for path in paths if len(path) > level + 1}
    return all(kind(name, own) for name in names)


def _is_sheet_or_version(name: str, own: frozenset[str]) -> bool:
    bare = _name(name)
    return bare in own or bool(_SHEET.fullmatch(bare) or _VERSION.fullmatch(bare))


def _is_class(name: str, own: frozenset[str]) -> bool:  # noqa: ARG001 - called like its sister
    return bool(_CLASS.fullmatch(_name(name)))


def _collisions(level: int, paths: Sequence[Parts], sheets: Mapping[Parts, str]) -> int:
    """Count the files that are not the only one of their sheet under their name on this level."""
    held = Counter((path[level], sheets.get(path, "")) for path in paths if len(path) > level + 1)
    return sum(count - 1 for count in held.values())
