"""Pack the course for learners: one zip with everything that they need and nothing that they must not see."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDERS = ("notebooks", "data", "exercises", "docs", "src")
FILES = ("README.md", "LICENSE", "pyproject.toml", "requirements.txt", "environment.yml", "noxfile.py")
SKIPPED = {"__pycache__", ".ipynb_checkpoints", ".mypy_cache", ".ruff_cache"}
# The same content gives the same bytes: zip cannot store an earlier day.
DAY = (1980, 1, 1, 0, 0, 0)
TOP = "the-thirteenth-member"


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
    paths = sorted(_contents(course))
    draft = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                entry = zipfile.ZipInfo(f"{TOP}/{path.relative_to(course).as_posix()}", DAY)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return len(paths)


def _contents(course: Path) -> Iterator[Path]:
    yield from (course / name for name in FILES if (course / name).is_file())
    for folder in FOLDERS:
        for path in (course / folder).rglob("*"):
            if path.is_file() and not SKIPPED & set(path.relative_to(course).parts):
                yield path
