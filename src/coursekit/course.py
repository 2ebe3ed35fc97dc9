"""What the engine needs to know of a course: ``course.toml`` in the course's folder says it.

Every entry may be left out; what then holds stands beside each attribute of ``Course``. Without the file, a folder with
``data/datapackage.json`` is a course with the usual names of folders.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "course.toml"
DESCRIPTOR = "datapackage.json"
# The engine's own variables, which it sets for its kernels. A course's own (THIRTEENTH_DATA) mean the same.
PREFIX = "COURSEKIT"


class CourseFileError(ValueError):
    """``course.toml`` cannot be used; the message names the entry and what was expected."""


@dataclass(frozen=True)
class Folders:
    """Where a course keeps what, each as a path below the course's folder.

    Attributes:
        lessons: the lessons.
        masters: the masters of the sheets.
        sheets: what is handed out; notebooks of a submission run in a folder of this name.
        keys: the keys of the sheets, below ``sheets``.
        data: the tables.
        questions: the question bank.
        answers: the learners' logs.
    """

    lessons: str = "notebooks"
    masters: str = "solutions"
    sheets: str = "exercises"
    keys: str = "checks"
    data: str = "data"
    questions: str = "data/questions"
    answers: str = "answers"


@dataclass(frozen=True)
class Course:
    """One course.

    Attributes:
        folder: its folder; None when no course was found.
        name: one word; in notebooks' metadata and, in capitals, before the names of environment variables.
        title: for people.
        command: the command that authors and instructors type.
        packages: the course's own Python packages, which sheets may import.
        preload: modules that a warm kernel imports before a learner's code runs.
        sheet_name: a regular expression for a sheet's file name; its group ``sheet`` is the sheet's number.
        folders: where what is kept.
        lessons: for each lesson's number, as two digits, its title.
        sections: the other tables of the file, for the course's own package.
    """

    folder: Path | None = None
    name: str = "course"
    title: str = "A notebook course"
    command: str = "coursekit"
    packages: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    sheet_name: str = r"(?P<sheet>\d\d)-.*\.ipynb"
    folders: Folders = field(default_factory=Folders)
    lessons: dict[str, str] = field(default_factory=dict)
    sections: dict[str, Any] = field(default_factory=dict, repr=False)

    def sheet_of(self, file_name: str) -> str | None:
        """Return the number of the sheet that a file name names, as written there; None when it names none."""
        match = re.fullmatch(self.sheet_name, file_name)
        return match["sheet"] if match else None

    def path(self, *parts: str) -> Path:
        """Return a path below the course's folder.

        Raises:
            CourseFileError: no course was found.
        """
        if self.folder is None:
            raise CourseFileError(f"No course was found from {Path.cwd()} upwards. Go into the course's folder.")
        return self.folder.joinpath(*parts)


# What an installed course's package says of itself, for notebooks that lie outside the course's folder.
_announced: dict[str, Any] = {}


def announce(**about: Any) -> None:  # noqa: ANN401 - the attributes of Course have several types
    """Say which course is installed, for notebooks that lie outside its folder.

    Args:
        about: attributes of ``Course``.
    """
    _announced.update(about)


def find_course(start: Path | None = None) -> Course:
    """Return the course of a folder: the nearest one upwards, else the one beside this library's source.

    Args:
        start: where to begin; the working directory when None.

    Returns:
        The course; one without a folder when there is none.

    Raises:
        CourseFileError: its ``course.toml`` is faulty.
    """
    here = (start or Path.cwd()).absolute()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[2]):
        path = folder / FILE
        if path.is_file():
            return read_course(path)
        if (folder / "data" / DESCRIPTOR).is_file():
            return replace(Course(**_announced), folder=folder)
    return Course(**_announced)


def read_course(path: Path) -> Course:
    """Read a course's file.

    Args:
        path: its ``course.toml``.

    Raises:
        CourseFileError: it is no TOML, or an entry is unknown or of the wrong kind.
    """
    return _read(path.resolve(), path.stat().st_mtime_ns)


def variable(name: str, course: Course | None = None) -> str | None:
    """Return an environment variable of the engine, or the course's own of the same meaning.

    Args:
        name: such as ``DATA``: ``COURSEKIT_DATA`` is looked at first, then the course's own ``THIRTEENTH_DATA``.
        course: the course; the one of the working directory when None.
    """
    own = (course or find_course()).name.upper()
    return os.environ.get(f"{PREFIX}_{name}") or os.environ.get(f"{own}_{name}")


def namespaced(entry: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Return a property of our own in a Data Package, such as ``thirteenth:spell``; None without it."""
    return next((value for key, value in entry.items() if key.partition(":")[2] == name), None)


def own_metadata(metadata: object, name: str) -> dict[str, Any]:
    """Return what we have written into a notebook's metadata, such as ``{"target": …}``; empty when it lacks the entry.

    Args:
        metadata: of a notebook, a cell or an output.
        name: an entry that tells ours from others', such as ``target``. It may stand under any course's name.
    """
    groups = metadata.values() if isinstance(metadata, dict) else ()
    return next((group for group in groups if isinstance(group, dict) and name in group), {})


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> Course:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CourseFileError(f"{path}: it cannot be read as TOML ({error}). Mend it, then try again.") from error
    known = {entry.name: entry for entry in fields(Course) if entry.name not in {"folder", "folders", "sections"}}
    given = {name: _value(path, name, known[name].type, value) for name, value in content.items() if name in known}
    sections = {name: value for name, value in content.items() if name not in known and name != "folders"}
    for name, value in sections.items():
        if not isinstance(value, dict):
            raise CourseFileError(f"{path}: {name} is no entry of a course. Known are: folders, {', '.join(known)}.")
    course = Course(folder=path.parent, folders=_folders(path, content.get("folders", {})), sections=sections, **given)
    _refuse_pattern(path, course.sheet_name)
    return course


def _folders(path: Path, given: Any) -> Folders:  # noqa: ANN401 - whatever stands in the file
    known = [entry.name for entry in fields(Folders)]
    for name, value in given.items() if isinstance(given, dict) else [("folders", given)]:
        if name not in known or not isinstance(value, str) or not _stays_below(value):
            raise CourseFileError(
                f"{path}: folders.{name} = {value!r}. Expected one of {', '.join(known)} with a path below the course."
            )
    return Folders(**given)


def _stays_below(value: str) -> bool:
    return bool(value) and not Path(value).is_absolute() and ".." not in Path(value).parts


def _value(path: Path, name: str, kind: Any, value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    if "tuple" in kind and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if "dict" in kind and isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return value
    if kind == "str" and isinstance(value, str) and value:
        return value
    expected = "a list of texts" if "tuple" in kind else "a table of texts" if "dict" in kind else "a text"
    raise CourseFileError(f"{path}: {name} = {value!r}. Expected {expected}.")


def _refuse_pattern(path: Path, pattern: str) -> None:
    try:
        groups = re.compile(pattern).groupindex
    except re.error as error:
        raise CourseFileError(f"{path}: sheet_name = {pattern!r} is no regular expression: {error}.") from error
    if "sheet" not in groups:
        raise CourseFileError(
            f"{path}: sheet_name = {pattern!r}. Expected a group (?P<sheet>…) for the sheet's number."
        )
