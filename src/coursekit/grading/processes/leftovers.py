"""What a killed grader leaves behind: it cannot tidy up, so the next one does."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

import psutil

from coursekit.files import try_lock

PREFIX = "coursekit-"
_LOCK = "in-use"
_UNFINISHED = ".writing-"
# So long may a folder be without a lock while it is being made.
YOUNG_S = 60.0


def made_room() -> tuple[Path, IO[bytes]]:
    """Make a folder in the system's place for temporary files.

    Returns:
        The folder, and what must be closed when it is no longer used: as long as it is open, and it is closed when this
        process ends however that happens, no other grader removes the folder.

    Raises:
        OSError: the folder cannot be made.
    """
    path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")).resolve()
    lock = (path / _LOCK).open("wb")
    try_lock(lock.fileno())
    return path, lock


@cache
def sweep() -> None:
    """Remove the folders whose graders have ended; once in the life of this process."""
    # Without such locks, on Windows, a folder in use could not be told from one that is not.
    if sys.platform == "win32":
        return
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if path.is_dir() and path.lstat().st_uid == os.getuid() and _unused(path):
                end_all_of(path)
                remove(path)


def remove(path: Path) -> None:
    """Remove a folder, even when a learner's code has made parts of it unreadable.

    Args:
        path: the folder.
    """
    for folder, _, _ in os.walk(path):
        with suppress(OSError):
            Path(folder).chmod(stat.S_IRWXU)
    shutil.rmtree(path, ignore_errors=True)


def unfinished() -> str:
    """Return how the name of a file begins that this process is writing; others leave it alone while we live."""
    return f"{_UNFINISHED}{socket.gethostname()}-{os.getpid()}-"


def sweep_unfinished(folder: Path) -> None:
    """Remove the files that killed processes of this machine were writing.

    Args:
        folder: looked through with all that is below it.
    """
    own = f"{_UNFINISHED}{socket.gethostname()}-"
    for path in folder.rglob(f"{_UNFINISHED}*"):
        number = path.name.removeprefix(own).split("-")[0]
        if path.name.startswith(own) and number.isdigit() and has_ended(int(number)):
            with suppress(OSError):
                path.unlink()


def has_ended(process: int) -> bool:
    """Tell whether a process of this machine is known to have ended.

    Args:
        process: its number.
    """
    return not psutil.pid_exists(process)


def end_all_of(room: Path) -> int:
    """End the processes that were started for a room and have outlived all who watched over them.

    Args:
        room: its folder, which bubblewrap's processes carry in their command lines.

    Returns:
        How many there were.
    """
    ended = 0
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if any(f"{room}{os.sep}" in word for word in process.cmdline()):
                process.kill()
                ended += 1
    return ended


def _unused(path: Path) -> bool:
    maker = path.name.removeprefix(PREFIX).split("-")[0]
    lives = maker.isdigit() and not has_ended(int(maker))
    young = time.time() - path.lstat().st_mtime < YOUNG_S
    lock = path / _LOCK
    # Its maker may be about to lock it: another thread of this process, or another grader.
    if young and (lives or not (maker.isdigit() or lock.exists())):
        return False
    if not lock.exists():
        return True
    with lock.open("rb") as file:
        return try_lock(file.fileno())
