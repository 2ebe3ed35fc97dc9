"""The marks in a master that tell what learners must not see; they are nbgrader's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What stands in place of a written answer in the sheet that is handed out.
PLACEHOLDER = "*Write your answer here.*"
SOLUTION = "SOLUTION"
HIDDEN = "HIDDEN TESTS"


def _region(name: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*#+ *BEGIN {name}.*?#+ *END {name}[^\n]*\n?", re.DOTALL | re.MULTILINE)


_SOLUTION = _region(SOLUTION)
_HIDDEN = _region(HIDDEN)
_AUTHOR = re.compile(r"from \w+\.checks\.author import ")


def without_solution(source: str) -> str:
    """Return an answer cell without its solution; a cell without solution marks is solution from end to end."""
    return _SOLUTION.sub("", source) if _SOLUTION.search(source) else ""


def answer_part(source: str) -> str:
    """Return the answer that stands in an answer cell's solution, without what the author says of wrong ones.

    The answer comes first; the author's words begin with the import of ``mistake``, ``hint`` or ``why``.

    Args:
        source: the text of a master's answer cell.
    """
    region = _SOLUTION.search(source)
    lines = (region[0] if region else "").strip("\n").splitlines()[1:-1]
    author = next((at for at, line in enumerate(lines) if _AUTHOR.match(line)), len(lines))
    return "\n".join(lines[:author]).strip("\n")


def without_hidden(source: str) -> str:
    """Return a check cell without its hidden checks."""
    return _HIDDEN.sub("", source)


def hidden_parts(source: str) -> list[str]:
    """Return the hidden checks of a check cell, marks included."""
    return _HIDDEN.findall(source)


def unclosed(source: str) -> Iterator[str]:
    """Yield the names of marks that begin and do not end, or the other way round: nothing would be cut there."""
    rest = _HIDDEN.sub("", _SOLUTION.sub("", source))
    yield from (name for name in (SOLUTION, HIDDEN) if re.search(rf"#+ *(BEGIN|END) {name}", rest))
