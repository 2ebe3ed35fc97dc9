"""Microsoft Teams: the class's library of student work, ``Submitted files/STUDENT/ASSIGNMENT/Version 10/x.ipynb``.

Microsoft's "Assignments Admin Documentation" says that students' files lie in the document library Student Work of the
class; each time that a learner hands in makes a folder ``Version N``. Ten is newer than nine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "teams"
_VERSION = re.compile(r"Version (\d+)", re.IGNORECASE)
STUDENT_ABOVE = 2


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file; the names alone say it."""
    return read


def read(parts: Sequence[str]) -> Origin | None:
    """Read who handed in a file; None when it does not come from Teams."""
    for at, part in enumerate(parts[:-1]):
        if at >= STUDENT_ABOVE and (match := _VERSION.fullmatch(part)):
            return Origin(parts[at - 2], parts[-1], NAME, number=int(match[1]), assignment=parts[at - 1])
    return None
