"""Find files in folders and zip archives and read them safely: no links, nothing huge, nothing unpacked to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEEPEST = 8
MOST_MEMBERS = 100_000
_IGNORED = {".ipynb_checkpoints", "__MACOSX", "__pycache__"}
_ENCRYPTED = 0x1
_UTF8 = 0x800


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


def walk(place: Path) -> Iterator[Found]:
    """Yield the files of a folder or a zip archive, or a single notebook, in the order of their names.

    Args:
        place: the folder, archive or notebook.

    Yields:
        Each file; links, folders called ``.ipynb`` and unsafe names come with a source that refuses.

    Raises:
        NotUsableError: the place does not exist or is none of these.
    """
    if place.is_dir():
        yield from _walk_folder(place, ())
    elif place.suffix.lower() == ".zip" and place.is_file():
        yield from _walk_archive(place)
    elif place.suffix.lower() == ".ipynb" and place.is_file():
        yield Found((place.name,), _reader(place))
    elif place.exists():
        raise NotUsableError(f"{place} is no folder, no .zip archive and no notebook.")
    else:
        raise NotUsableError(f"{place} does not exist.")


def _walk_folder(folder: Path, parts: tuple[str, ...]) -> Iterator[Found]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Found((*parts, ".ipynb"), _refusal(f"The folder cannot be read: {error.strerror}."))
        return
    for entry in entries:
        here = (*parts, entry.name)
        if entry.name in _IGNORED or entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield Found(here, _refusal("It is a symbolic link, and links are not followed."))
        elif entry.is_dir() and entry.suffix.lower() == ".ipynb":
            yield Found(here, _refusal("It is a folder, not a notebook."))
        elif entry.is_dir() and len(here) < DEEPEST:
            yield from _walk_folder(entry, here)
        elif not entry.is_dir():
            yield Found(here, _reader(entry))


def _refusal(why: str) -> Source:
    def refuse(limit: int) -> bytes:  # noqa: ARG001 - a Source takes a limit
        raise NotUsableError(why)

    return refuse


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


def _walk_archive(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise NotUsableError(f"{path} is no readable zip archive: {error}.") from error
    if len(members) > MOST_MEMBERS:
        raise NotUsableError(f"{path} holds {len(members)} files; {MOST_MEMBERS} is the limit.")
    for member in sorted(members, key=_name):
        parts = PurePosixPath(_name(member)).parts
        folder = member.is_dir() and not (parts and parts[-1].lower().endswith(".ipynb"))
        hidden = any(part in _IGNORED or (part.startswith(".") and part != "..") for part in parts)
        if parts and not folder and not hidden:
            clean = tuple(part for part in parts if part not in {"..", "/"})
            yield Found(clean, _member_reader(path, member, _unsafe(member, parts)))


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; old programs store UTF-8 without saying so."""
    name = member.filename.replace("\\", "/")
    if not member.flag_bits & _UTF8:
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            return name
    return name


def _unsafe(member: zipfile.ZipInfo, parts: tuple[str, ...]) -> str:
    """Return why a member must not be used; empty when it may."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    if ".." in parts or parts[0] == "/" or ":" in parts[0]:
        return "Its name points outside the archive."
    if member.is_dir():
        return "It is a folder, not a notebook."
    if kind not in {0, stat.S_IFREG}:
        return "It is a symbolic link, and links are not followed." if stat.S_ISLNK(kind) else "It is no ordinary file."
    return "It is encrypted." if member.flag_bits & _ENCRYPTED else ""


def _member_reader(path: Path, member: zipfile.ZipInfo, unsafe: str) -> Source:
    def read(limit: int) -> bytes:
        if unsafe:
            raise NotUsableError(unsafe)
        try:
            # No more is inflated than is asked for, whatever size the archive claims.
            with zipfile.ZipFile(path) as archive, archive.open(member) as file:
                return file.read(limit + 1)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise NotUsableError(f"It cannot be read out of the archive: {error}.") from error

    return read
