"""Find the files of a class and say of each who handed it in and what it is; nothing is decided yet."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coursekit.grading.assignments.notebook import LARGEST
from coursekit.grading.lms.origins import Origin, readable
from coursekit.grading.lms.registry import platform_reader
from coursekit.grading.submissions.files import EMPTY, NOTEBOOK, Found, NotUsableError, Source
from coursekit.grading.submissions.identify import Content, Kind
from coursekit.grading.submissions.layout import layout_reader
from coursekit.grading.submissions.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from coursekit.grading.submissions.identify import Recogniser

# Browsers, editors and mail programs give a notebook other endings; what it is, its content says.
_BEGINS = (b"{", b"\xef\xbb\xbf{")
_SMALL = 100


@dataclass(frozen=True)
class Submission:
    """One notebook that a learner handed in.

    Attributes:
        learner: the learner's name, made unique.
        sheet: the sheet's number; empty while it is not known.
        path: where it was found, for messages.
        origin: what its path says.
        read: reads it.
        refused: why it cannot be graded, when that is known; the learner is told.
        untouched: nothing has been written into it.
    """

    learner: str
    sheet: str
    path: str
    origin: Origin
    read: Source
    refused: str = ""
    untouched: bool = False


@dataclass(frozen=True)
class FoundFile:
    """One file that was found, with what it says of itself.

    Attributes:
        place: the folder or archive that was given, as a number among those given.
        path: where it was found, for messages.
        origin: who handed it in; None when nothing says so.
        content: what it is; None for a file that is no notebook.
        read: reads it.
        digest: of its content; empty when it cannot be read.
    """

    place: int
    path: str
    origin: Origin | None
    content: Content | None
    read: Source = field(repr=False)
    digest: str = ""


def find_files(places: Sequence[Path], recogniser: Recogniser, own_folders: Sequence[str]) -> Iterator[FoundFile]:
    """Find all files.

    Args:
        places: folders, zip archives or single notebooks.
        recogniser: knows the sheets.
        own_folders: names of the course's own folders, which name no learner.

    Yields:
        Each file.

    Raises:
        NotUsableError: a place does not exist or is none of these.
    """
    for number, place in enumerate(places):
        files = [Found(tuple(map(readable, file.parts)), file.read) for file in walk(place)]
        recognised = [_read_content(file, recogniser) for file in files]
        origins = _origins(files, [content for content, _ in recognised], readable(place.name), own_folders)
        paths = Counter[str]()
        for file, origin, (content, digest) in zip(files, origins, recognised, strict=True):
            path = "/".join([readable(place.name), *file.parts])
            paths[path] += 1
            # Two names that differ only in the form of their letters are still two files.
            path += f" [{paths[path]}]" if paths[path] > 1 else ""
            yield FoundFile(number, path, origin, content, file.read, digest)


def _read_content(file: Found, recogniser: Recogniser) -> tuple[Content | None, str]:
    """Return what a file is and the digest of its content; nothing for what is no notebook."""
    name = file.parts[-1].lower()
    try:
        if not name.endswith(NOTEBOOK) and not file.read(_SMALL).lstrip().startswith(_BEGINS):
            return None, ""
        data = file.read(LARGEST)
    except NotUsableError as error:
        return Content(Kind.UNREADABLE, words=str(error)), ""
    content = recogniser.recognise(data)
    if content.kind is Kind.UNREADABLE and NOTEBOOK not in name:
        return None, ""
    return content, hashlib.sha256(data).hexdigest()


def _origins(
    files: Sequence[Found], contents: Sequence[Content | None], place: str, own_folders: Sequence[str]
) -> list[Origin | None]:
    read_platform = platform_reader(files, place)
    origins = [read_platform(file.parts) for file in files]
    plain = [(file, content) for file, content, origin in zip(files, contents, origins, strict=True) if origin is None]
    sheets = {
        file.parts: ",".join(content.sheets)
        for file, content in plain
        if content is not None and file.parts[-1] != EMPTY
    }
    if not sheets and len(plain) < len(files):
        # A platform's own lists and receipts lie beside the learners' files and belong to nobody.
        return origins
    read_plain = layout_reader([file.parts for file, _ in plain], sheets, own_folders)
    return [origin or read_plain(file.parts) for origin, file in zip(origins, files, strict=True)]
