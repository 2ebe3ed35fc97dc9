"""The course as a submission finds it: where the masters are, and which files lie beside a learner's notebook."""

from __future__ import annotations

from pathlib import Path

from coursekit.course import find_course, variable
from coursekit.grading.model import GradingError

MOST_BYTES = 100_000_000


def find_masters() -> Path:
    """Return the folder of the masters of the course here, in a folder above, or beside this library's source."""
    course, here = find_course(), Path.cwd()
    places = [folder / course.folders.masters for folder in (here, *here.parents, course.folder) if folder]
    return next((place for place in places if place.is_dir()), places[0])


def course_files(masters: Path) -> dict[str, bytes]:
    """Read the data that notebooks use.

    Args:
        masters: the folder of the masters; the data lie beside it, or where ``COURSEKIT_DATA`` says.

    Returns:
        The files by path, such as ``data/members.csv``.

    Raises:
        GradingError: the data cannot be read, or are far too large to give every submission its own copy.
    """
    course = find_course(masters.resolve().parent)
    data = course.folders.data
    given = variable("DATA", course)
    folder = masters.resolve().parent / data
    folder = Path(given).expanduser() if given and not folder.is_dir() else folder
    try:
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        if sum(path.stat().st_size for path in paths) > MOST_BYTES:
            raise GradingError(
                f"{folder} holds more than {MOST_BYTES // 1_000_000} MB, too much to copy for each learner."
            )
        return {f"{data}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}
    except OSError as error:
        raise GradingError(f"The course's data cannot be read: {error}") from error
