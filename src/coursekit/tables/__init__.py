"""Read a table of ``data/`` typed, and checked by ``datapackage.json``.

``tables.load("timeline")`` gives a pandas DataFrame that can be trusted, or one error that lists every fault of the
file with its line, its column, its value and what was expected.
"""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING, Any

import pandas as pd

from coursekit.faults import Fault
from coursekit.tables import cells, relations, rows
from coursekit.tables.faults import CourseNotFoundError, TableError, in_column
from coursekit.tables.package import Resource, course_dir, data_dir, names, resource

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.tables.cells import Value
    from coursekit.tables.rows import Rows

__all__ = ["CourseNotFoundError", "Fault", "TableError", "course_dir", "data_dir", "load", "names"]


def load(name: str, path: Path | None = None) -> pd.DataFrame:
    """Read one table of the course.

    Args:
        name: the table's name, such as ``timeline``; ``tables.names()`` lists them.
        path: another file to read with the same rules, for example a copy that you have changed.

    Returns:
        One row per record, columns in the schema's order: dates as datetime64[ns], whole numbers as Int64, numbers as
        float64, true/false as bool, words from a fixed list as categories in the list's order, text as text.
        Missing values are NaN, NaT or NA.

    Raises:
        TableError: the file is missing or faulty; the error lists every fault, and nothing is loaded.
        CourseNotFoundError: the course's data folder was not found.
        KeyError: no table has this name.
    """
    described = resource(name)
    if path is not None:
        return _checked(dataclasses.replace(described, path=path))
    return _loaded(name, described.path.parent, _state(described.path.parent)).copy()


@functools.lru_cache(maxsize=32)
def _loaded(name: str, folder: Path, state: tuple[tuple[str, int, int], ...]) -> pd.DataFrame:  # noqa: ARG001 - a key
    """Check a table once for each state of its folder: a file that changes is read again."""
    return _checked(resource(name))


def _state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    files = [*folder.glob("*.csv"), *folder.glob("*.json")]
    return tuple(sorted((file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files))


def _checked(described: Resource) -> pd.DataFrame:
    table = rows.read(described)
    columns, faults = _parse(described, table)
    if not faults:
        faults = relations.faults(described, table)
    if faults:
        raise TableError(described.name, described.path, faults)
    return pd.DataFrame({field["name"]: _series(field, columns[field["name"]]) for field in described.fields})


def _parse(described: Resource, table: Rows) -> tuple[dict[str, list[Value | None]], list[Fault]]:
    columns: dict[str, list[Value | None]] = {field["name"]: [] for field in described.fields}
    faults = []
    for row, line in zip(table.cells, table.lines, strict=True):
        for field in described.fields:
            column = field["name"]
            value, expected = cells.parse(field, row[column])
            columns[column].append(value)
            if expected:
                cell = repr(row[column]) if row[column] else "an empty cell"
                faults.append(Fault(described.path.name, line, in_column(column), cell, expected))
    return columns, faults


def _series(field: dict[str, Any], values: list[Value | None]) -> pd.Series[Any]:
    kind = field["type"]
    enum = field.get("constraints", {}).get("enum")
    if enum and kind == "string":
        return pd.Series(pd.Categorical(values, categories=enum))
    if kind == "date":
        # One unit for every pandas: version 2 counts in nanoseconds, version 3 would choose seconds.
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object))).astype("datetime64[ns]")
    if kind == "integer":
        return pd.Series(values, dtype="Int64")
    if kind == "number":
        return pd.Series([float("nan") if value is None else value for value in values], dtype="float64")
    if kind == "boolean":
        return pd.Series(values, dtype="boolean" if None in values else "bool")
    return _text(values)


def _text(values: list[Value | None]) -> pd.Series[Any]:
    """Let pandas choose its own text type (object in version 2, str in version 3), with NaN for missing."""
    cleaned = [float("nan") if value is None else value for value in values]
    present = any(value is not None for value in values)
    return pd.Series(cleaned) if present else pd.Series(cleaned, dtype=object)
