"""Read zip archives, and archives inside them: each member when it is wanted, and never more than was asked for."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from coursekit.grading.submissions.files import (
    EMPTY,
    NOTEBOOK,
    Found,
    NotUsableError,
    is_checkpoint,
    is_hidden,
    nothing_in,
    refusal,
    stand_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from coursekit.grading.submissions.files import Source

MOST_MEMBERS = 100_000
MOST_INNER_MEMBERS = 2_000
LARGEST_INNER = 200_000_000
# An archive inside an archive inside the class's archive; nobody packs deeper by chance.
DEEPEST_INNER = 2
_OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".tgz", ".gz", ".bz2", ".xz")
_ENCRYPTED = 0x1
_UTF8 = 0x800
_FAULTS = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)


def walk_archive(path: Path) -> Iterator[Found]:
    """Yield the files of a zip archive, in the order of their names.

    Args:
        path: the archive.

    Raises:
        NotUsableError: it is no archive that can be read, or holds too many files.
    """
    try:
        # Opened once: to read its table of contents anew for each of 50,000 members would take hours.
        archive = zipfile.ZipFile(path)
    except _FAULTS as error:
        raise NotUsableError(
            f"{path} is no readable zip archive: {error}. Download it again, or unpack it and give the folder."
        ) from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        archive.close()
        raise NotUsableError(f"{path} holds {len(members)} files; {MOST_MEMBERS} is the limit.")
    for member, parts in _named(members):
        yield Found(parts, _member_reader(archive, member))
    yield from _empty_folders(members)


def with_archives(files: Iterable[Found], depth: int = 0) -> Iterator[Found]:
    """Yield files; in place of each archive the files in it.

    Args:
        files: the files.
        depth: how many archives they are inside of, beside the one that was given.

    Yields:
        Each file. An archive that cannot be opened stays, with a source that refuses.
    """
    for file in files:
        name = file.parts[-1].lower()
        if name.endswith(".zip"):
            yield from with_archives(_inside(file), depth + 1) if depth < DEEPEST_INNER else [_too_deep(file)]
        elif name.endswith(_OTHER_ARCHIVES):
            why = "It is an archive of a kind that is not opened here. Unpack it, or ask for a .zip or the notebook."
            yield Found(file.parts, refusal(why))
        else:
            yield file


def _too_deep(archive: Found) -> Found:
    return Found(
        archive.parts, refusal("It is a zip inside a zip inside a zip, and was not opened. Unpack it by hand.")
    )


def _inside(outer: Found) -> list[Found]:
    """Return the files of an archive that was handed in; one that refuses when it cannot be opened."""
    try:
        with _opened(outer) as archive:
            members = archive.infolist()
    except NotUsableError as error:
        return [Found(_as_file(outer.parts), refusal(str(error)))]
    if len(members) > MOST_INNER_MEMBERS:
        why = f"The archive holds {len(members)} files; {MOST_INNER_MEMBERS} is the limit for one inside another."
        return [Found(_as_file(outer.parts), refusal(why))]
    inside = [Found((*outer.parts, *parts), _inner_reader(outer, member)) for member, parts in _named(members)]
    return inside or [Found(_as_file(outer.parts), refusal("The archive is empty."))]


def _as_file(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the path of an archive that stays closed; the ending keeps it from being opened again."""
    return (*parts[:-1], f"{parts[-1]} (closed)")


def _opened(file: Found) -> zipfile.ZipFile:
    data = file.read(LARGEST_INNER)
    if len(data) > LARGEST_INNER:
        raise NotUsableError(f"The archive is larger than {LARGEST_INNER // 1_000_000} MB.")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS as error:
        raise NotUsableError(f"It is no readable zip archive: {error}.") from error


def _named(members: Iterable[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    """Yield the members that are files, with their paths in parts."""
    kept = []
    with_notebook: set[tuple[str, ...]] = set()
    for member in sorted(members, key=_name):
        parts = _parts(member)
        is_notebook = bool(parts) and parts[-1].lower().endswith(NOTEBOOK)
        if not parts or (member.is_dir() and not is_notebook):
            continue
        if not any(map(is_hidden, parts)) or stand_in(parts):
            with_notebook |= {parts[:end] for end in range(len(parts))} if is_notebook else set()
            yield member, parts
        elif is_checkpoint(parts):
            kept.append((member, parts))
    # What JupyterLab has kept of a folder in which no other notebook is left.
    yield from ((member, parts) for member, parts in kept if parts[:-2] not in with_notebook)


def _empty_folders(members: Iterable[zipfile.ZipInfo]) -> Iterator[Found]:
    """Yield a stand-in for each folder of an archive in which no file lies."""
    folders, filled = set(), set()
    hidden: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for member in members:
        parts = _parts(member)
        is_seen = not any(map(is_hidden, parts))
        if member.is_dir() and is_seen:
            folders.add(parts)
            filled.add(parts[:-1])
        elif is_seen or (parts and (stand_in(parts) or is_checkpoint(parts))):
            filled |= {parts[:end] for end in range(len(parts))}
        else:
            hidden[parts[:-1]] += parts[-1:]
    for parts in sorted(folders - filled - {()}):
        yield Found((*parts, EMPTY), nothing_in(hidden[parts]))


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    return tuple(part for part in PurePosixPath(_name(member)).parts if part not in {"..", "/"})


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; old programs store UTF-8 without saying so, some of Windows write backslashes."""
    name = member.filename.replace("\\", "/")
    if not member.flag_bits & _UTF8:
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            return name
    return name


def _unsafe(member: zipfile.ZipInfo) -> str:
    """Return why a member must not be used; empty when it may."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    parts = PurePosixPath(_name(member)).parts
    if ".." in parts or parts[0] == "/" or ":" in parts[0]:
        return "Its name points outside the archive."
    if member.is_dir():
        return "It is a folder, not a notebook."
    if kind not in {0, stat.S_IFREG}:
        return "It is a symbolic link, and links are not followed." if stat.S_ISLNK(kind) else "It is no ordinary file."
    if member.flag_bits & _ENCRYPTED:
        return "It is encrypted: the archive has a password. Unpack it, or ask for a file without one."
    return ""


def _member_reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Source:
    unsafe = _unsafe(member)
    if (meant := stand_in(_parts(member))) is not None:
        return meant.read

    def read(limit: int) -> bytes:
        if unsafe:
            raise NotUsableError(unsafe)
        try:
            # No more is inflated than is asked for, whatever size the archive claims.
            with archive.open(member) as file:
                return file.read(limit + 1)
        except _FAULTS as error:
            raise NotUsableError(f"It cannot be read out of the archive: {error}.") from error

    return read


def _inner_reader(outer: Found, member: zipfile.ZipInfo) -> Source:
    """Return what reads a file out of an archive inside; the archive is not kept in memory for it."""

    def read(limit: int) -> bytes:
        with _opened(outer) as archive:
            read_member: Any = _member_reader(archive, member)
            data: bytes = read_member(limit)
            return data

    return read
