"""What can be wrong with a table, and the one error that says all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.faults import Fault

SHOWN = 20


class CourseNotFoundError(FileNotFoundError):
    """The course's ``data/`` folder is not where it was looked for."""

    def __init__(self, looked_in: list[Path], variable: str = "COURSEKIT_DATA") -> None:
        """Say where it was looked for and how to help.

        Args:
            looked_in: the folders that were searched, in order.
            variable: the environment variable that can name the folder.
        """
        places = "\n".join(f"  {folder}" for folder in looked_in)
        super().__init__(
            "The course's data folder (the one with datapackage.json) was not found. Looked in:\n"
            f"{places}\n"
            "What to do: open the notebook inside the course folder (start with: nox -s lab), or set the environment "
            f"variable {variable} to the path of the course's data folder."
        )


def in_column(*names: str) -> str:
    """Return where a fault of a table stands: in one column, or in several together."""
    return f"column {' + '.join(names)}"


class TableError(ValueError):
    """A table cannot be trusted, so nothing of it was loaded.

    Attributes:
        faults: every fault that was found, in the order of the file.
    """

    def __init__(self, name: str, path: Path, faults: list[Fault]) -> None:
        """Collect the faults of one table.

        Args:
            name: the table's name, such as ``timeline``.
            path: the file that was read.
            faults: at least one fault.
        """
        self.faults = sorted(faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        lines = [f"  {fault}" for fault in self.faults[:SHOWN]]
        if len(faults) > SHOWN:
            lines.append(f"  … and {len(faults) - SHOWN} more (all are in the error's .faults)")
        listed = "\n".join(lines)
        super().__init__(
            f"The table {name!r} was not loaded: {count}.\n{listed}\n"
            f"What to do: mend the file {path}, with the codebook data/README.md beside you, or put the course's own "
            f"copy back (git checkout -- data/{path.name}, or unpack the course again)."
        )
