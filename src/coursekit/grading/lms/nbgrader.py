"""nbgrader: ``submitted/STUDENT/ASSIGNMENT/x.ipynb``, nbgrader's ``CourseDirectory.directory_structure``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "nbgrader"
FOLDER = "submitted"
# STUDENT, ASSIGNMENT and the file stand behind the folder.
BEHIND = 3


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file.

    Args:
        files: all files of the hand-in.
        place: the name of the folder or archive, which may be ``submitted`` itself.
    """

    def read(parts: Sequence[str]) -> Origin | None:
        path = (place, *parts)
        at = path.index(FOLDER) if FOLDER in path else len(path)
        if len(path) - at <= BEHIND:
            return None
        student, assignment = path[at + 1], path[at + 2]
        return Origin(student, path[-1], NAME, student, assignment=assignment)

    return read
