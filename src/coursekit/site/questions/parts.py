"""What a course shows in its pages beside its questions: each part a script of its own, with its data."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from coursekit.course import CourseFileError, find_course

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Part:
    """One kind of part: ``<div data-part="NAME">`` in a page.

    Attributes:
        name: of the part; its module is ``parts/NAME.js``, which exports ``show(element, course)``.
        scripts: JavaScript modules by their file's name; ``NAME.js`` is among them.
        data: what the script reads with ``course.data("NAME")``, as plain values.
        call: the function of the course's that shows it in a notebook, such as ``rate``; a page shows it there too.
        after: the question behind which it stands, where no place of the page names it.
        css: its rules.
        files: other files that it shows, by name, such as pictures.
    """

    name: str
    scripts: Mapping[str, str]
    data: Any
    call: str = ""
    after: str = ""
    css: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


def course_parts() -> list[Part]:
    """Return the parts of the course: what the function says that ``course.toml`` names, such as ``mine.pages:parts``.

    Raises:
        CourseFileError: the entry ``parts`` of ``[site]`` names no function.
    """
    named = find_course().sections.get("site", {}).get("parts", "")
    if not named:
        return []
    module, _, function = str(named).partition(":")
    try:
        made: list[Part] = getattr(import_module(module), function)()
    except (ImportError, AttributeError, ValueError) as error:
        expected = 'expected a module and a function, such as "mine.pages:parts"'
        raise CourseFileError(f"course.toml, [site] parts: found {named!r} ({error}); {expected}.") from error
    return made
