"""Walk through the folders and archives that an instructor gives, and name every file in them."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from coursekit.grading.submissions.archives import walk_archive, with_archives
from coursekit.grading.submissions.files import (
    CHECKPOINTS,
    EMPTY,
    NOTEBOOK,
    Found,
    NotUsableError,
    Source,
    is_checkpoint,
    is_hidden,
    nothing_in,
    refusal,
    stand_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEEPEST = 12


def walk(place: Path) -> Iterator[Found]:
    """Yield the files of a folder or a zip archive, or a single notebook, in the order of their names.

    Archives inside are opened too. An empty folder is told as a file called ``EMPTY``.

    Args:
        place: the folder, archive or notebook.

    Yields:
        Each file; links, folders called ``.ipynb`` and unsafe names come with a source that refuses.

    Raises:
        NotUsableError: the place does not exist or is none of these.
    """
    if place.is_dir():
        yield from with_archives(_walk_folder(place, ()))
    elif place.suffix.lower() == ".zip" and place.is_file():
        yield from with_archives(walk_archive(place))
    elif place.suffix.lower() == NOTEBOOK and place.is_file():
        yield Found((place.name,), _reader(place))
    elif place.exists():
        raise NotUsableError(f"{place} is no folder, no .zip archive and no notebook. Unpack it and give the folder.")
    else:
        raise NotUsableError(f"{place} does not exist.")


def _walk_folder(folder: Path, parts: tuple[str, ...]) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Found((*parts, NOTEBOOK), refusal(f"The folder cannot be read: {error.strerror}."))
        return
    visible = [file for entry in entries for file in _entry(entry, (*parts, entry.name))]
    if parts and not any(file.parts[-1].lower().endswith(NOTEBOOK) for file in visible):
        visible += _checkpoints(folder / CHECKPOINTS, (*parts, CHECKPOINTS))
    yield from visible
    if parts and not visible:
        yield Found((*parts, EMPTY), nothing_in([entry.name for entry in entries]))


def _checkpoints(folder: Path, parts: tuple[str, ...]) -> list[Found]:
    """Return the notebooks that JupyterLab has kept, of a folder in which no other is left."""
    paths = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
    return [Found((*parts, path.name), _reader(path)) for path in paths if is_checkpoint((*parts, path.name))]


def _entry(entry: Path, here: tuple[str, ...]) -> Iterator[Found]:
    if is_hidden(entry.name):
        cloud = stand_in(here)
        if cloud:
            yield cloud
    elif entry.is_symlink():
        yield Found(here, refusal("It is a symbolic link, and links are not followed."))
    elif entry.is_dir() and entry.suffix.lower() == NOTEBOOK:
        yield Found(here, refusal("It is a folder, not a notebook."))
    elif entry.is_dir() and len(here) >= DEEPEST:
        yield Found(here, refusal(f"It lies more than {DEEPEST} folders deep, and was not opened."))
    elif entry.is_dir():
        yield from _walk_folder(entry, here)
    else:
        yield Found(here, _reader(entry))


def _reader(path: Path) -> Source:
    def read(limit: int) -> bytes:
        try:
            # A named pipe would wait for ever.
            if not stat.S_ISREG(path.lstat().st_mode):
                raise NotUsableError("It is not an ordinary file.")
            with path.open("rb") as file:
                return file.read(limit + 1)
        except OSError as error:
            raise NotUsableError(f"It cannot be read: {error.strerror}.") from error

    return read
