"""Canvas: names of the files that it hands out.

``lib/content_zipper.rb`` of instructure/canvas-lms makes ``lastfirst_123_456_x.ipynb``,
``lastfirst_LATE_123_456_x.ipynb`` and, for anonymous marking, ``anon_ab1cd_456_x.ipynb``. 123 is the user's number,
which Canvas' gradebook uses; 456 is the file's: the later file has the higher one. The README of
mikewesthad/canvas-unzipper shows a real listing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin, own_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "canvas"
_PART = re.compile(r"(?:(?P<name>.+?)_)?(?P<late>LATE_)?(?P<id>\d+|anon_[^_]+)_(?P<number>\d+)_(?P<file>.+)", re.DOTALL)
_HANDED_IN = (".ipynb", ".zip")


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file.

    Learners too write numbers between underscores: a folder is one of Canvas when all notebooks in it are named so.

    Args:
        files: all files of the hand-in.
        place: the name of the folder or archive.
    """
    all_match: dict[tuple[str, ...], bool] = defaultdict(lambda: True)
    for listed in files:
        for at, part in enumerate(listed.parts):
            if part.lower().endswith(_HANDED_IN):
                all_match[listed.parts[:at]] &= bool(_PART.fullmatch(part))

    def read(parts: Sequence[str]) -> Origin | None:
        for at, part in enumerate(parts):
            match = _PART.fullmatch(part)
            if match and (at == 0 or all_match[tuple(parts[:at])]):
                return _origin(match, own_file(parts, at, match["file"]))
        return None

    return read


def _origin(match: re.Match[str], file: str) -> Origin:
    name = match["name"] or match["id"]
    return Origin(name, file, NAME, match["id"], int(match["number"]), late=bool(match["late"]))
