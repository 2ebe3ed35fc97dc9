"""A file of a hand-in, and how it is read safely: no links, nothing huge, nothing unpacked to disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

# Stands for the file that an empty folder should hold.
EMPTY = "(empty folder)"
# Where JupyterLab keeps the notebook as it was saved last.
CHECKPOINTS = ".ipynb_checkpoints"
NOTEBOOK = ".ipynb"
IGNORED = {CHECKPOINTS, "__MACOSX", "__pycache__", "desktop.ini", "Thumbs.db", ".git"}
_CLOUD = ".icloud"


class NotUsableError(ValueError):
    """A file cannot be used as a submission; the message says why."""


class Source(Protocol):
    """Something that can be read."""

    def __call__(self, limit: int) -> bytes:
        """Return its bytes; at most ``limit`` + 1 of them, so that the reader can refuse more than ``limit``.

        Args:
            limit: how many bytes are welcome.

        Raises:
            NotUsableError: it cannot be read.
        """


@dataclass(frozen=True)
class Found:
    """A file that was found.

    Attributes:
        parts: its path below the folder or archive, in parts.
        read: reads it.
    """

    parts: tuple[str, ...]
    read: Source


def stand_in(parts: tuple[str, ...]) -> Found | None:
    """Return the notebook that a cloud's stand-in means, as a file that cannot be read; None for any other file.

    Args:
        parts: the path; macOS writes ``.x.ipynb.icloud`` for a file ``x.ipynb`` that it has not downloaded.
    """
    name = parts[-1]
    if not (name.startswith(".") and name.endswith(_CLOUD)):
        return None
    meant = name.removeprefix(".").removesuffix(_CLOUD)
    why = f"Only iCloud's stand-in {name} was handed in; the file itself was not downloaded before it was handed in."
    return Found((*parts[:-1], meant), refusal(why))


def is_hidden(name: str) -> bool:
    """Tell whether a program, not a person, has put a file or folder of this name there."""
    return name in IGNORED or name.startswith(".")


def is_checkpoint(parts: tuple[str, ...]) -> bool:
    """Tell whether a path is that of a notebook that JupyterLab has kept, in a folder that is not hidden itself."""
    *folders, keeper, file = ("", *parts)[-max(2, len(parts)) :]
    return keeper == CHECKPOINTS and file.lower().endswith(NOTEBOOK) and not any(map(is_hidden, (*folders, file)))


def nothing_in(hidden: list[str]) -> Source:
    """Return a source that says why there is nothing to read in a folder.

    Args:
        hidden: the names of the hidden files in it.
    """
    return refusal(f"The folder holds hidden files only, such as {hidden[0]}." if hidden else "The folder is empty.")


def refusal(why: str) -> Source:
    """Return a source that refuses.

    Args:
        why: what it says.
    """

    def refuse(limit: int) -> bytes:  # noqa: ARG001 - a Source takes a limit
        raise NotUsableError(why)

    return refuse
