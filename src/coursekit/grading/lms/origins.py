"""Read from a file's path who handed it in, as learning platforms and people write it.

Moodle (``mod/assign/classes/downloader.php``): ``Full Name_12345_assignsubmission_file/x.ipynb`` with folders (older
versions end the folder's name with another underscore), ``Full Name_12345_assignsubmission_file_x.ipynb`` without.
The number is the participant's number in that assignment, which Moodle's grading worksheet uses.
Canvas (``lib/content_zipper.rb``): ``lastfirst_123_456_x.ipynb``, ``lastfirst_LATE_123_456_x.ipynb``, and for
anonymous marking ``anon_ab1cd_456_x.ipynb``; 123 is the user's number, which Canvas' gradebook uses, 456 the file's.
Without a platform: ``LEARNER/NN-x.ipynb`` or ``LEARNER_NN-x.ipynb``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOODLE = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.DOTALL)
_CANVAS = re.compile(
    r"(?:(?P<name>.+?)_)?(?P<late>LATE_)?(?P<id>\d+|anon_[^_]+)_(?P<number>\d+)_(?P<file>.+)", re.DOTALL
)
_FLAT = re.compile(r"(?P<name>.+?)_(?P<file>\d\d-.*)", re.DOTALL)
_SHEET = re.compile(r"(?<!\d)(\d\d)-")
_AGAIN = re.compile(r"(?:-(\d+)| \((\d+)\)|-Copy(\d+)|_copy_?(\d*))\.ipynb\Z", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class Origin:
    """Who handed a file in, and as what.

    Attributes:
        name: the learner's name as the path gives it.
        file: the file's own name, as the learner called it.
        platform: ``moodle``, ``canvas`` or empty.
        user: the platform's number of the learner; empty without one.
        number: the platform's number of the file; higher is newer.
        late: Canvas says that it was handed in late.
    """

    name: str
    file: str
    platform: str = ""
    user: str = ""
    number: int = 0
    late: bool = False

    @property
    def sheet(self) -> str:
        """The sheet's number in the file's name; empty when there is none."""
        found = _SHEET.search(self.file)
        return found[1] if found else ""

    @property
    def attempt(self) -> int:
        """The number that a platform or a browser appends to a file that is handed in again: ``-1``, `` (1)``."""
        found = _AGAIN.search(self.file)
        return int(next(filter(None, found.groups()), "1")) if found else 0


def read_origin(parts: Sequence[str]) -> Origin | None:
    """Read who handed in a file.

    Args:
        parts: the path's parts below the folder or archive that was handed to the grader; the last is the file.

    Returns:
        The origin; None when the path names no learner.
    """
    *folders, file = (readable(part) for part in parts)
    for folder in folders:
        if moodle := _MOODLE.fullmatch(folder):
            return Origin(moodle["name"], file, "moodle", moodle["id"])
    if folders:
        return Origin(folders[0], file)
    if moodle := _MOODLE.fullmatch(file):
        return Origin(moodle["name"], moodle["file"], "moodle", moodle["id"])
    canvas = _CANVAS.fullmatch(file)
    if canvas:
        name = canvas["name"] or canvas["id"]
        return Origin(name, canvas["file"], "canvas", canvas["id"], int(canvas["number"]), late=bool(canvas["late"]))
    flat = _FLAT.fullmatch(file)
    return Origin(flat["name"].strip(), flat["file"]) if flat and flat["name"].strip() else None


def readable(name: str) -> str:
    """Return a name that every file, table and terminal can hold: composed letters, no control characters."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _CONTROLS.sub(" ", unicodedata.normalize("NFC", name)).strip()
