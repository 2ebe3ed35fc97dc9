"""Moodle: names of the files that it hands out.

``mod/assign/classes/downloader.php`` makes ``Full Name_12345_assignsubmission_file/x.ipynb`` with folders (older
versions end the folder's name with another underscore) and ``Full Name_12345_assignsubmission_file_x.ipynb`` without.
The number is the participant's number in that one assignment, which Moodle's grading worksheet uses: another assignment
gives the same person another number. With blind marking the name is ``Participant`` for everybody, in the site's own
language; then the number belongs to the name, as in Moodle's own worksheet.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin, own_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "moodle"
_PART = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.DOTALL)
# Two may have one name; three of one name in one assignment, and nobody else, are a class whose names are hidden.
_HIDDEN = 3
_WORD = "participant"


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file: the names alone say it, all of them together where names are hidden."""
    numbers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in files:
        if origin := read(file.parts):
            numbers[origin.assignment][origin.name].add(origin.user)
    blind = {assignment for assignment, names in numbers.items() if _are_hidden(names)}

    def read_numbered(parts: Sequence[str]) -> Origin | None:
        origin = read(parts)
        if origin is None or origin.assignment not in blind:
            return origin
        return replace(origin, name=f"{origin.name} {origin.user}")

    return read_numbered


def hides_name(name: str, user: str) -> bool:
    """Tell whether a name is only a word and the number of a participant."""
    return bool(user) and name.endswith(f" {user}")


def _are_hidden(names: dict[str, set[str]]) -> bool:
    """Tell whether all who handed in an assignment stand under one word."""
    if len(names) != 1:
        return False
    ((name, numbers),) = names.items()
    return name.casefold() == _WORD or len(numbers) >= _HIDDEN


def read(parts: Sequence[str]) -> Origin | None:
    """Read who handed in a file; None when it does not come from Moodle."""
    for at, part in enumerate(parts):
        if match := _PART.fullmatch(part):
            file = own_file(parts, at, match["file"])
            return Origin(match["name"], file, NAME, match["id"], assignment="/".join(parts[:at]))
    return None
