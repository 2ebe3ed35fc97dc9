"""Find the logs of a class in a folder or a zip file, and read each learner's once."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.quiz.answers import Log

if TYPE_CHECKING:
    from collections.abc import Iterator

Record = dict[str, Any]
PATTERN = "*.jsonl"
# A learner's log of a whole course has some hundred kilobytes: what is far larger is none.
LARGEST_FILE = 32_000_000
# A log of a newer version is one fault, not one a line.
MOST_OF_A_FILE = 3
LARGEST_ZIP = 1_000_000_000


class ClassError(ValueError):
    """The answers of a class cannot be read; the message says what was found and what to do."""


@dataclass
class ClassLogs:
    """The logs of a class.

    Attributes:
        learners: each learner's records, oldest first.
        files: how many logs there were.
        empty: how many of them hold no answer.
        copies: how many of them hold the answers of a learner who has another one.
        unread: how many lines and files could not be read.
        problems: the same in words that name files, a few a file; not for a projector.
    """

    learners: list[list[Record]] = field(default_factory=list)
    files: int = 0
    empty: int = 0
    copies: int = 0
    unread: int = 0
    problems: list[str] = field(default_factory=list)


def read_logs(path: Path) -> ClassLogs:
    """Read the logs of a class.

    A log that begins with the same answer at the same millisecond as another is the same learner's: an older copy, or
    one that was continued on another computer. Both together count as one.

    Args:
        path: a folder with logs, at any depth, or a zip file of one.

    Raises:
        ClassError: there is no such folder or file, or it holds no log.
    """
    logs = ClassLogs()
    by_beginning: dict[str, list[Record]] = {}
    with _files(path, logs) as files:
        for file in files:
            _read(file, logs, by_beginning)
    if not logs.files:
        raise ClassError(
            f"{path}: expected learners' logs (files that end with .jsonl), found none. They lie in the "
            "folder of answers of each learner's course; give a folder or a zip file of them."
        )
    logs.learners = list(by_beginning.values())
    return logs


def _read(file: Path, logs: ClassLogs, by_beginning: dict[str, list[Record]]) -> None:
    logs.files += 1
    log = Log(file)
    log.refresh()
    logs.unread += len(log.problems)
    logs.problems += log.problems[:MOST_OF_A_FILE]
    left = len(log.problems) - MOST_OF_A_FILE
    if left > 0:
        logs.problems.append(f"{file.name}: {left} more such {'line' if left == 1 else 'lines'}.")
    if not log.records:
        logs.empty += 1
        return
    beginning = _mark(log.records[0])
    if beginning in by_beginning:
        logs.copies += 1
        by_beginning[beginning] = _together(by_beginning[beginning], log.records)
    else:
        by_beginning[beginning] = log.records


def _together(log: list[Record], copy: list[Record]) -> list[Record]:
    """Return the records of two copies of a log, each once, by their time."""
    every = {_mark(record): record for record in (*log, *copy)}
    return sorted(every.values(), key=lambda record: str(record["time"]))


def _mark(record: Record) -> str:
    return json.dumps([record["time"], record["question"], record["response"]], sort_keys=True)


@contextmanager
def _files(path: Path, logs: ClassLogs) -> Iterator[Iterator[Path]]:
    """Give the logs of a folder, or of a zip file that is unpacked for as long as they are read."""
    if path.is_dir():
        yield _of_size((file for file in sorted(path.rglob(PATTERN)) if _is_log(file.relative_to(path))), logs)
        return
    if not path.is_file():
        raise ClassError(
            f"{path}: there is no such folder or file. Give the folder of the class's logs, or a zip file."
        )
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                yield _of_size(_unpacked(archive, Path(folder), logs), logs)
        except zipfile.BadZipFile as error:
            raise ClassError(f"{path}: expected a folder or a zip file ({error}).") from error


def _is_log(path: Path) -> bool:
    # macOS puts a shadow beside each file of an archive.
    return not any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


def _of_size(files: Iterator[Path], logs: ClassLogs) -> Iterator[Path]:
    for file in files:
        if file.is_file() and file.stat().st_size <= LARGEST_FILE:
            yield file
        elif file.is_file():
            logs.unread += 1
            logs.problems.append(f"{file.name} is too large for a log ({file.stat().st_size} bytes) and was left out.")


def _unpacked(archive: zipfile.ZipFile, folder: Path, logs: ClassLogs) -> Iterator[Path]:
    """Yield the logs of an archive, each as a file in a folder of its own: a name within it leads nowhere else."""
    total = 0
    for place, member in enumerate(sorted(archive.infolist(), key=lambda entry: entry.filename)):
        name = Path(member.filename)
        if member.is_dir() or not name.match(PATTERN) or not _is_log(name):
            continue
        total += member.file_size
        if member.file_size > LARGEST_FILE or total > LARGEST_ZIP:
            logs.unread += 1
            logs.problems.append(f"{name.name} is too large for a log ({member.file_size} bytes) and was left out.")
            continue
        target = folder / str(place) / name.name
        target.parent.mkdir()
        with archive.open(member) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file)
        yield target
        target.unlink()
