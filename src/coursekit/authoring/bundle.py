"""Pack the course for learners: one zip with everything that they need and nothing that they must not see."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from coursekit.authoring.packing import zipped
from coursekit.course import DESCRIPTOR, FILE, find_course
from coursekit.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coursekit.course import Course

FILES = (FILE, "README.md", "LICENSE", "pyproject.toml", "requirements.txt", "environment.yml", "noxfile.py")
# The packages: what Python and the pages need.
SOURCES = {".py", ".css", ".js", ".json", ".typed"}
QUESTIONS = {".yaml", ".yml"}
PICTURES = {".png", ".svg"}
_LESSON = re.compile(r"(?!.*-Copy\d)[\w-]+\.ipynb")


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
    paths = sorted(bundled_files(course, about))
    top = top_folder(about)
    files = ((f"{top}/{path.relative_to(course).as_posix()}", path.read_bytes()) for path in paths)
    write_whole(target, zipped(files))
    return len(paths)


def top_folder(about: Course) -> str:
    """Return the name of the folder in the zip: the course's title as a file name."""
    return re.sub(r"\W+", "-", about.title).strip("-").lower()


def bundled_files(course: Path, about: Course) -> Iterator[Path]:
    """Yield what belongs to the course, by an allow-list: whatever else lies around stays where it is.

    Args:
        course: the course's folder.
        about: the course.
    """
    tracked = _tracked(course)
    for path in _allowed(course, about):
        is_tracked = tracked is None or path.relative_to(course).as_posix() in tracked
        if is_tracked and path.is_file() and not path.is_symlink():
            yield path


def _allowed(course: Path, about: Course) -> Iterator[Path]:
    folders = about.folders
    sheets, data = course / folders.sheets, course / folders.data
    yield from (course / name for name in FILES)
    yield from (path for path in (course / folders.lessons).glob("*.ipynb") if _LESSON.fullmatch(path.name))
    yield from (
        path for path in sheets.glob("*.ipynb") if about.sheet_of(path.name) and _has_master(course, about, path)
    )
    yield from (path for path in (sheets / folders.keys).glob("*.json") if path.stem.isdigit())
    yield from (data / name for name in _tables(data))
    yield from (path for path in (course / folders.questions).glob("*") if path.suffix in QUESTIONS)
    yield from (path for path in (course / "docs").glob("*") if path.suffix in PICTURES)
    yield from (path for path in (course / "src").rglob("*") if path.suffix in SOURCES and _in_package(course, path))


def _has_master(course: Path, about: Course, sheet: Path) -> bool:
    return (course / about.folders.masters / sheet.name).is_file()


def _tables(data: Path) -> set[str]:
    """Return the names of the data's files: those that the descriptor lists, itself and its README."""
    descriptor = data / DESCRIPTOR
    listed = json.loads(descriptor.read_text(encoding="utf-8")).get("resources", []) if descriptor.is_file() else []
    return {DESCRIPTOR, "README.md", *(str(resource["path"]) for resource in listed)}


def _in_package(course: Path, path: Path) -> bool:
    """Tell whether a file is part of a package, or of a folder of files inside one."""
    package = course / "src" / path.relative_to(course / "src").parts[0]
    return (package / "__init__.py").is_file() and "__pycache__" not in path.parts


def _tracked(course: Path) -> set[str] | None:
    """Return the files that git keeps, where the course is a git checkout; None elsewhere."""
    git = shutil.which("git")
    if git is None or not (course / ".git").exists():
        return None
    done = subprocess.run([git, "-C", str(course), "ls-files", "-z"], capture_output=True, check=False)  # noqa: S603 - fixed words
    return set(done.stdout.decode("utf-8", "replace").split("\0")) if done.returncode == 0 else None
