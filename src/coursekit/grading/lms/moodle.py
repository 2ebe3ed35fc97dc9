"""Moodle: names of the files that it hands out.

``mod/assign/classes/downloader.php`` makes ``Full Name_12345_assignsubmission_file/x.ipynb`` with folders (older
versions end the folder's name with another underscore) and ``Full Name_12345_assignsubmission_file_x.ipynb`` without.
The number is the participant's number in that one assignment, which Moodle's grading worksheet uses: another assignment
gives the same person another number. With blind marking the name is ``Participant`` for everybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin, own_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "moodle"
_PART = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.DOTALL)


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001  - all platforms are asked alike
    """Return what reads who handed in a file; the names alone say it."""
    return read


def read(parts: Sequence[str]) -> Origin | None:
    """Read who handed in a file; None when it does not come from Moodle."""
    for at, part in enumerate(parts):
        if match := _PART.fullmatch(part):
            file = own_file(parts, at, match["file"])
            return Origin(match["name"], file, NAME, match["id"], assignment="/".join(parts[:at]))
    return None
