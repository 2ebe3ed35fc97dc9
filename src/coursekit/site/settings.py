"""What a web edition says beside lessons, sheets and tables: one YAML file of the course, checked before it is used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import fastjsonschema

from coursekit.faults import Fault
from coursekit.quiz import faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.course import Course

FILE = "site.yaml"


class SiteError(ValueError):
    """The web edition cannot be written; the message names each file, place and value, and what to do."""

    def __init__(self, faults: Iterable[Fault | str]) -> None:
        """Collect what is wrong.

        Args:
            faults: at least one fault.
        """
        listed = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"The web edition was not written; what stood there is unchanged.\n{listed}")


@dataclass(frozen=True)
class Settings:
    """What the course's file says; ``settings.schema.json`` says what each entry means.

    Attributes:
        content: the entries.
    """

    content: dict[str, Any]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - the entries have several types
        """Return an entry that every file has."""
        return self.content[name]

    def get(self, name: str) -> Any:  # noqa: ANN401 - the entries have several types
        """Return an entry; an empty one, of the kind that the schema says, where the file has none."""
        empty = {"array": [], "object": {}, "string": ""}
        return self.content.get(name, empty[_schema()["properties"][name]["type"]])


def read(course: Course) -> Settings:
    """Read a course's file.

    Args:
        course: the course.

    Raises:
        SiteError: it is missing, no YAML, or an entry is unknown or of the wrong kind.
    """
    path = course.path(course.folders.data, FILE)
    try:
        raw = path.read_bytes()
    except OSError as error:
        expected = "a file that can be read; docs/site.md says what it holds"
        raise SiteError([Fault(path.name, 0, "", str(error.strerror), expected)]) from error
    try:
        content, lines = faults.parse(path, raw)
    except faults.BankError as error:
        raise SiteError(error.faults) from error
    if not _fits(content):
        # Loaded late: it explains well and takes a second to import.
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - takes a second, and only a faulty file needs it

        raise SiteError(faults.of_schema(path, content, lines, Draft202012Validator(_schema())))
    return Settings(content)


def _fits(content: object) -> bool:
    try:
        fastjsonschema.validate(_schema(), content)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


def _schema() -> dict[str, Any]:
    text = resources.files("coursekit.site").joinpath("settings.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
