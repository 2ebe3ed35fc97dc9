"""Pack the course for learners: one zip with everything that they need and nothing that they must not see."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from coursekit.course import FILE, find_course
from coursekit.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.course import Course

FOLDERS = ("docs", "src")
FILES = (FILE, "README.md", "LICENSE", "pyproject.toml", "requirements.txt", "environment.yml", "noxfile.py")
SKIPPED = {"__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache"}
# The same content gives the same bytes: zip cannot store an earlier day.
DAY = (1980, 1, 1, 0, 0, 0)


def bundle(course: Path, target: Path) -> int:
    """Write the learners' zip.

    Args:
        course: the course's folder.
        target: the zip file; an older one is replaced only when the new one is complete.

    Returns:
        How many files are in it.

    Raises:
        OSError: it cannot be written.
    """
    about = find_course(course)
    paths = sorted(_contents(course, about))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            entry = zipfile.ZipInfo(f"{top_folder(about)}/{path.relative_to(course).as_posix()}", DAY)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    write_whole(target, packed.getvalue())
    return len(paths)


def top_folder(about: Course) -> str:
    """Return the name of the folder in the zip: the course's title as a file name."""
    return re.sub(r"\W+", "-", about.title).strip("-").lower()


def _contents(course: Path, about: Course) -> Iterator[Path]:
    yield from (course / name for name in FILES if (course / name).is_file())
    for folder in (about.folders.lessons, about.folders.data, about.folders.sheets, *FOLDERS):
        for path in (course / folder).rglob("*"):
            if path.is_file() and not SKIPPED & set(path.relative_to(course).parts):
                yield path
