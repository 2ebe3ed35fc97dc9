"""Where the tables are and what ``datapackage.json`` says of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.course import DESCRIPTOR, find_course, namespaced, variable
from coursekit.faults import Fault
from coursekit.tables.faults import CourseNotFoundError, TableError


@dataclass(frozen=True)
class Resource:
    """One table's entry in ``datapackage.json``.

    Attributes:
        name: the table's name.
        path: the CSV file.
        fields: its Table Schema fields, in order.
        primary_key: the columns that name a row; may be empty.
        foreign_keys: Table Schema foreign keys.
        spell: the columns of a spell (``begin``, ``end``, ``group``), or None.
    """

    name: str
    path: Path
    fields: list[dict[str, Any]]
    primary_key: list[str]
    foreign_keys: list[dict[str, Any]]
    spell: dict[str, Any] | None


def data_dir() -> Path:
    """Return the course's data folder.

    It is ``$COURSEKIT_DATA`` (or the course's own variable, such as ``$THIRTEENTH_DATA``) if that is set; else the data
    folder of the first course found from the working directory upwards; else the one beside this library's source.

    Raises:
        CourseNotFoundError: no such folder holds a ``datapackage.json``.
        CourseFileError: the course's ``course.toml`` is faulty.
    """
    course = find_course()
    given = variable("DATA", course)
    here = Path.cwd()
    places = [course.folder] if course.folder else [here, *here.parents]
    candidates = [Path(given).expanduser()] if given else [place / course.folders.data for place in places]
    for folder in candidates:
        if (folder / DESCRIPTOR).is_file():
            return folder
    raise CourseNotFoundError(candidates, f"{course.name.upper()}_DATA")


def course_dir() -> Path:
    """Return the folder that holds the course's data, lessons and answers.

    Raises:
        CourseNotFoundError: no course was found.
        CourseFileError: the course's ``course.toml`` is faulty.
    """
    course = find_course()
    return data_dir().resolve().parent if variable("DATA", course) or course.folder is None else course.folder


def names() -> list[str]:
    """Return the names of all tables, in the order of ``datapackage.json``.

    Raises:
        CourseNotFoundError: the data folder was not found.
        TableError: ``datapackage.json`` cannot be read.
    """
    return [entry["name"] for entry in _entries(data_dir() / DESCRIPTOR)]


def resource(name: str) -> Resource:
    """Return what ``datapackage.json`` says of one table.

    Args:
        name: the table's name, such as ``timeline``.

    Raises:
        CourseNotFoundError: the data folder was not found.
        KeyError: no table has this name; the message lists those that exist.
        TableError: ``datapackage.json`` cannot be read.
    """
    folder = data_dir()
    entries = _entries(folder / DESCRIPTOR)
    for entry in entries:
        if entry["name"] == name:
            return _resource(folder, entry)
    known = ", ".join(entry["name"] for entry in entries)
    raise KeyError(f"There is no table named {name!r}. The tables are: {known}.")


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["resources"]
    except (ValueError, KeyError) as error:
        fault = Fault(path.name, getattr(error, "lineno", 0), "", str(error), "a Data Package in JSON with resources")
        raise TableError(path.stem, path, [fault]) from error
    return entries


def _resource(folder: Path, entry: dict[str, Any]) -> Resource:
    schema = entry["schema"]
    return Resource(
        name=entry["name"],
        path=folder / entry["path"],
        fields=schema["fields"],
        primary_key=as_list(schema.get("primaryKey", [])),
        foreign_keys=schema.get("foreignKeys", []),
        spell=namespaced(entry, "spell"),
    )


def as_list(value: str | list[str]) -> list[str]:
    """Return Table Schema's "one name or a list of names" as a list."""
    return [value] if isinstance(value, str) else value
