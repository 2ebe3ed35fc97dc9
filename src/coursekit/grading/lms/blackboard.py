"""Blackboard Learn: files of the grade centre.

``Assignment_username_attempt_2025-11-28-10-15-00_x.ipynb`` and beside each a receipt without the last part, a ``.txt``
that begins with ``Name: Full Name (username)``. The README of kwurst/bb-file-cleanup describes the names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin, own_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "blackboard"
RECEIPT = "receipt.txt"
LARGEST = 1_000_000
_PART = re.compile(
    r"(?P<assignment>.+)_(?P<user>[^_]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
_RECEIPT = re.compile(r"^\ufeff?Name: *(?P<name>.+?) *\((?P<user>[^()]+)\) *$", re.MULTILINE)


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file; full names stand in the receipts.

    Args:
        files: all files of the hand-in.
        place: the name of the folder or archive.
    """
    receipts = [file for file in files if (match := _PART.fullmatch(file.parts[-1])) and not match["file"]]
    names = {match["user"]: match["name"] for file in receipts if (match := _RECEIPT.search(_text(file)))}

    def read(parts: Sequence[str]) -> Origin | None:
        for at, part in enumerate(parts):
            if match := _PART.fullmatch(part):
                file = own_file(parts, at, match["file"] or RECEIPT)
                when = int(match["when"].replace("-", ""))
                return Origin(names.get(match["user"], match["user"]), file, NAME, match["user"], when)
        return None

    return read


def _text(listed: Listed) -> str:
    try:
        return listed.read(LARGEST).decode("utf-8", "replace").replace("\r", "")
    except ValueError:
        return ""
