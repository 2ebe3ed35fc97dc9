"""ILIAS: ``Exercise/Submissions/Lastname_Firstname_login_12345/20251128101500_x.ipynb``, for teams below ``Team 7``.

The README of the ILIAS plug-in ExerciseStatusFile gives ``Lastname_Firstname_Login_ID/`` and
``Team_ID/Lastname_Firstname_Login_ID/``. ILIAS may put the time of the upload before a file's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "ilias"
_FOLDER = re.compile(r"(?P<last>[^\W\d][^_]*)_(?P<first>[^\W\d][^_]*)_(?P<login>[^_]+)_(?P<id>\d{2,})")
_STAMPED = re.compile(r"(?P<when>\d{14})_(?P<file>.+)")


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001  - all platforms are asked alike
    """Return what reads who handed in a file; the names alone say it."""
    return read


def read(parts: Sequence[str]) -> Origin | None:
    """Read who handed in a file; None when it does not come from ILIAS."""
    for part in parts[:-1]:
        if match := _FOLDER.fullmatch(part):
            stamped = _STAMPED.fullmatch(parts[-1])
            file, when = (stamped["file"], int(stamped["when"])) if stamped else (parts[-1], 0)
            return Origin(f"{match['first']} {match['last']}", file, NAME, match["id"], when)
    return None
