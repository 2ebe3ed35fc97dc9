"""Gradescope: the export of an assignment.

``assignment_1_export/submission_123/x.ipynb`` and beside the folders ``submission_metadata.yml``, which has for each
folder ``:submitters:``, a list with ``:name``, ``:sid`` and ``:email``; a group has several. So otter-grader's
``GradescopeParser`` reads it (``otter/grade/metadata.py``). Each folder is one submission; the later one has the
higher number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from coursekit.grading.lms.origins import Member, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "gradescope"
METADATA = "submission_metadata.yml"
LARGEST = 50_000_000
_FOLDER = re.compile(r"submission_(\d+)")


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file, from the export's own list of people.

    Args:
        files: all files of the hand-in.
        place: the name of the folder or archive.
    """
    listed = {file.parts[:-1]: _people(file) for file in files if file.parts[-1] == METADATA}

    def read(parts: Sequence[str]) -> Origin | None:
        for at, part in enumerate(parts[:-1]):
            people = listed.get(tuple(parts[:at]))
            if people is not None and (match := _FOLDER.fullmatch(part)):
                return _origin(people.get(part, ()), match, parts[-1])
        return None

    return read


def _origin(members: tuple[Member, ...], match: re.Match[str], file: str) -> Origin:
    if not members:
        guess = f"{METADATA} names nobody for {match[0]}"
        return Origin(match[0], file, NAME, match[0], int(match[1]), guess=guess)
    first = members[0]
    several = members if len(members) > 1 else ()
    return Origin(first.name, file, NAME, first.user or first.email, int(match[1]), members=several)


def _people(listed: Listed) -> dict[str, tuple[Member, ...]]:
    """Return the people of each folder; none when the list cannot be read."""
    try:
        content = yaml.safe_load(listed.read(LARGEST))
    except (yaml.YAMLError, ValueError):
        return {}
    folders = content.items() if isinstance(content, dict) else ()
    return {str(folder): tuple(_members(about)) for folder, about in folders}


def _members(about: Any) -> list[Member]:  # noqa: ANN401 - whatever stands in the file
    submitters = about.get(":submitters") if isinstance(about, dict) else None
    people = (
        [submitter for submitter in submitters if isinstance(submitter, dict)] if isinstance(submitters, list) else []
    )
    told = [[str(about.get(field) or "") for field in (":name", ":sid", ":email")] for about in people]
    return [Member(name or email, sid, email) for name, sid, email in told]
