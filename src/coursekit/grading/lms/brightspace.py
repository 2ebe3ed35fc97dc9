"""Brightspace (D2L): ``12345-67890 - Full Name - Nov 28, 2025 1015 AM/x.ipynb``.

The first number is the learner's, the second the hand-in's. Public graders of its exports read the folder as
``<student-id>-<submission-id> - <student-name> - <date>``. Beside the folders lies an ``index.html``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin, own_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "brightspace"
_PART = re.compile(r"(?P<user>\d+)-(?P<number>\d+) - (?P<name>.+?) - (?P<when>[^-]*\d{4}[^-]*?)(?: - (?P<file>.+))?")


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file; the names alone say it."""
    return read


def read(parts: Sequence[str]) -> Origin | None:
    """Read who handed in a file; None when it does not come from Brightspace."""
    for at, part in enumerate(parts):
        if match := _PART.fullmatch(part):
            file = own_file(parts, at, match["file"] or part)
            return Origin(match["name"], file, NAME, match["user"], int(match["number"]))
    return None
