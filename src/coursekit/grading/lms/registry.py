"""The platforms whose files are known; a new one is a module with a ``NAME`` and a ``reader``, and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.grading.lms import (
    blackboard,
    brightspace,
    canvas,
    github_classroom,
    gradescope,
    ilias,
    moodle,
    nbgrader,
    teams,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed, Origin

    Reader = Callable[[Sequence[str]], Origin | None]


@dataclass(frozen=True)
class Platform:
    """One platform.

    Attributes:
        name: as it stands in an origin.
        reader: given all files of a hand-in and the name of its folder, returns what reads the origin of a path.
        lasting: its number of a learner is the same in every assignment.
    """

    name: str
    reader: Callable[[Sequence[Listed], str], Reader]
    lasting: bool = True


# The surest signs first: Canvas' names are nothing but numbers between underscores.
PLATFORMS = (
    Platform(moodle.NAME, moodle.reader, lasting=False),
    Platform(gradescope.NAME, gradescope.reader),
    Platform(blackboard.NAME, blackboard.reader),
    Platform(brightspace.NAME, brightspace.reader),
    Platform(teams.NAME, teams.reader),
    Platform(nbgrader.NAME, nbgrader.reader),
    Platform(github_classroom.NAME, github_classroom.reader),
    Platform(canvas.NAME, canvas.reader),
    Platform(ilias.NAME, ilias.reader),
)
LASTING = frozenset(platform.name for platform in PLATFORMS if platform.lasting)


def platform_reader(files: Sequence[Listed], place: str) -> Reader:
    """Return what reads a path as the platforms write it.

    Args:
        files: all files of the hand-in: some platforms keep the names of people in one of them.
        place: the name of the folder or archive that was given.

    Returns:
        A function from a path's parts to the origin; None for a path that no platform has written.
    """
    readers = [platform.reader(files, place) for platform in PLATFORMS]

    def read(parts: Sequence[str]) -> Origin | None:
        return next((origin for read_one in readers if (origin := read_one(parts))), None)

    return read
