"""The course's tables as pages: every row with an anchor of its own, every column explained, the file to take away."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coursekit.course import DESCRIPTOR, namespaced
from coursekit.site.links import anchor
from coursekit.site.names import DATA_FOLDER
from coursekit.site.page import Page

if TYPE_CHECKING:
    from coursekit.course import Course
    from coursekit.site.shelf import Shelf

LONG = 60


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: its name, such as ``timeline``.
        about: what ``datapackage.json`` says of it.
        rows: its rows, by column.
        raw: the file.
    """

    name: str
    about: dict[str, Any]
    rows: list[dict[str, str]]
    raw: bytes

    @property
    def page(self) -> str:
        """Its page's path."""
        return f"{DATA_FOLDER}/{self.name}.html"

    @property
    def fields(self) -> list[dict[str, Any]]:
        """Its columns, as ``datapackage.json`` describes them."""
        described: list[dict[str, Any]] = self.about["schema"]["fields"]
        return described

    @property
    def key(self) -> str:
        """The one column that names a row; empty where it takes more than one."""
        key = self.about["schema"].get("primaryKey", "")
        return key if isinstance(key, str) else ""

    def anchor_of(self, row: dict[str, str]) -> str:
        """Return a row's anchor; empty where rows have no names of their own. A bare number gets the table's name."""
        key = row[self.key] if self.key else ""
        return f"{self.name}-{key}" if key.isdigit() else anchor(key)


def find(course: Course) -> list[Table]:
    """Return the course's tables, in the order of ``datapackage.json``; none without that file."""
    path = course.path(course.folders.data, DESCRIPTOR)
    if not path.is_file():
        return []
    every = []
    for about in json.loads(path.read_text(encoding="utf-8"))["resources"]:
        raw = path.with_name(about["path"]).read_bytes()
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        every.append(Table(about["name"], about, rows, raw))
    return every


def keys(tables: list[Table]) -> dict[str, str]:
    """Return by each row's key where the row stands; a key that two tables have leads to the first."""
    places: dict[str, str] = {}
    for table in tables:
        for row in table.rows if table.key else []:
            places.setdefault(row[table.key], f"{table.page}#{table.anchor_of(row)}")
    return places


def page(table: Table, tables: list[Table], shelf: Shelf) -> Page:
    """Return a table's page.

    Args:
        table: the table.
        tables: all tables, to which its cells may lead.
        shelf: where the file to take away is kept.
    """
    download = shelf.put(f"downloads/{DATA_FOLDER}/{table.about['path']}", table.raw)
    aims = {field["name"]: _aim(field, table, tables) for field in table.fields}
    forms = {field["name"]: _form(field, table) for field in table.fields}
    rows = [(table.anchor_of(row), [_cell(row, field, aims, forms) for field in table.fields]) for row in table.rows]
    return Page(
        path=table.page,
        title=table.about.get("title", table.name),
        description=table.about.get("description", ""),
        template="table.html",
        section=DATA_FOLDER,
        content={"table": table, "rows": rows, "download": download, "size": len(table.raw)},
    )


def _aim(field: dict[str, Any], table: Table, tables: list[Table]) -> dict[str, str]:
    """Return for the values of a column where each leads."""
    named = namespaced(field, "references") or {}
    for foreign in table.about["schema"].get("foreignKeys", []):
        if foreign["fields"] in (field["name"], [field["name"]]):
            named = foreign["reference"]
    aim = next((other for other in tables if other.name == named.get("resource") and other.key), None)
    return {row[aim.key]: f"{aim.page}#{aim.anchor_of(row)}" for row in aim.rows} if aim else {}


@dataclass(frozen=True)
class Cell:
    """A cell: its pieces, each with the address that it leads to, or none.

    Attributes:
        pieces: words and address.
        form: ``number`` stands to the right, ``long`` needs room, ``day`` stays on one line, empty is none of them.
    """

    pieces: list[tuple[str, str]]
    form: str


def _form(field: dict[str, Any], table: Table) -> str:
    if field["type"] in {"integer", "number"}:
        return "number"
    if field["type"] == "date":
        return "day"
    return "long" if any(len(row[field["name"]]) > LONG for row in table.rows) else ""


def _cell(row: dict[str, str], field: dict[str, Any], aims: dict[str, dict[str, str]], forms: dict[str, str]) -> Cell:
    text = row[field["name"]]
    values = text.split(";") if namespaced(field, "list") else [text]
    led = [(value, value if value.startswith("https://") else aims[field["name"]].get(value, "")) for value in values]
    return Cell(led, forms[field["name"]])
