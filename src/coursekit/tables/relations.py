"""Faults that need more than one cell: keys, references to other tables, spells."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from coursekit.course import namespaced
from coursekit.faults import Fault
from coursekit.tables import package, rows
from coursekit.tables.faults import TableError, in_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.tables.package import Resource
    from coursekit.tables.rows import Rows

SEPARATOR = ";"


def faults(resource: Resource, table: Rows) -> list[Fault]:
    """Return the faults of keys, references and spells in a table whose cells are all well formed.

    Args:
        resource: the table's description.
        table: its rows as text.
    """
    all_faults = [*_repeated_keys(resource, table), *_repeated_values(resource, table)]
    all_faults += _dangling_keys(resource, table)
    all_faults += _dangling_lists(resource, table)
    if resource.spell:
        all_faults += _bad_spells(resource, table, resource.spell)
    return all_faults


def _repeated_keys(resource: Resource, table: Rows) -> Iterator[Fault]:
    if resource.primary_key:
        yield from _repeated(resource, table, resource.primary_key)


def _repeated_values(resource: Resource, table: Rows) -> Iterator[Fault]:
    for field in resource.fields:
        if field.get("constraints", {}).get("unique"):
            yield from _repeated(resource, table, [field["name"]])


def _repeated(resource: Resource, table: Rows, columns: list[str]) -> Iterator[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for row, line in zip(table.cells, table.lines, strict=True):
        key = tuple(row[column] for column in columns)
        if key in first:
            expected = f"a key that no other line has (line {first[key]} has it already)"
            yield Fault(resource.path.name, line, in_column(*columns), " + ".join(map(repr, key)), expected)
        first.setdefault(key, line)


def _dangling_keys(resource: Resource, table: Rows) -> Iterator[Fault]:
    for key in resource.foreign_keys:
        columns = package.as_list(key["fields"])
        reference = key["reference"]
        target = reference.get("resource") or resource.name
        known, problem = _known(resource, table, target, package.as_list(reference["fields"]))
        if problem:
            yield problem
            continue
        for row, line in zip(table.cells, table.lines, strict=True):
            value = tuple(row[column] for column in columns)
            if any(value) and value not in known:
                key_text = " + ".join(map(repr, value))
                yield Fault(resource.path.name, line, in_column(*columns), key_text, f"a key of the table {target}")


def _dangling_lists(resource: Resource, table: Rows) -> Iterator[Fault]:
    for field in resource.fields:
        if not namespaced(field, "list"):
            continue
        known: set[tuple[str, ...]] | None = None
        reference = namespaced(field, "references")
        if reference:
            known, problem = _known(resource, table, reference["resource"], [reference["fields"]])
            if problem:
                yield problem
                continue
        yield from _list_faults(resource, table, field["name"], known, reference)


def _list_faults(
    resource: Resource,
    table: Rows,
    column: str,
    known: set[tuple[str, ...]] | None,
    reference: dict[str, str] | None,
) -> Iterator[Fault]:
    for row, line in zip(table.cells, table.lines, strict=True):
        members = row[column].split(SEPARATOR) if row[column] else []
        for member in members:
            if not member or member != member.strip():
                yield Fault(
                    resource.path.name, line, in_column(column), repr(row[column]), "a list like a;b;c without blanks"
                )
            elif reference and known is not None and (member,) not in known:
                yield Fault(
                    resource.path.name,
                    line,
                    in_column(column),
                    repr(member),
                    f"a key of the table {reference['resource']}",
                )


def _known(
    resource: Resource, table: Rows, target: str, columns: list[str]
) -> tuple[set[tuple[str, ...]], Fault | None]:
    """Return the keys that the target table holds, or the fault that keeps them from being read."""
    try:
        rows_of_target = table if target == resource.name else rows.read(package.resource(target))
    except TableError as error:
        expected = f"the table {target} without faults, to look up {', '.join(columns)}"
        return set(), Fault(resource.path.name, 0, "", str(error.faults[0]), expected)
    return {tuple(row[column] for column in columns) for row in rows_of_target.cells}, None


def _bad_spells(resource: Resource, table: Rows, spell: dict[str, Any]) -> Iterator[Fault]:
    """A spell runs from its begin up to, not including, its end; ISO dates compare as text."""
    begin, end = spell["begin"], spell["end"]
    groups = defaultdict(list)
    for row, line in zip(table.cells, table.lines, strict=True):
        if row[end] and row[end] <= row[begin]:
            yield Fault(resource.path.name, line, in_column(end), repr(row[end]), f"a day after {begin} {row[begin]}")
        groups[tuple(row[column] for column in package.as_list(spell["group"]))].append((row, line))
    for members in groups.values():
        members.sort(key=lambda member: str(member[0][begin]))
        for (earlier, line_of_earlier), (later, line) in pairwise(members):
            if not earlier[end] or later[begin] < earlier[end]:
                until = earlier[end] or "still open"
                expected = f"a day on or after the end of the spell in line {line_of_earlier} ({until})"
                yield Fault(resource.path.name, line, in_column(begin), repr(later[begin]), expected)
