"""Files that are whole or not there at all, locks that work on every system, and names that every system takes."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Windows keeps these names for itself, with any ending.
_PORTS = {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
RESERVED = {"con", "prn", "aux", "nul", *_PORTS}
# A byte far behind the end stands for the whole file: on Windows, locking the text itself would keep readers out.
_FAR = 1 << 30


def write_whole(path: Path, content: str | bytes, prefix: str = ".part-") -> None:
    """Write a file whole or not at all: an older one stays until the new one is complete.

    Args:
        path: the file; its folder is made if needed.
        content: what it is to hold; text is written as UTF-8 (``as_bytes``), its line ends unchanged.
        prefix: how the name of the unfinished file begins.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(as_bytes(content) if isinstance(content, str) else content)
        draft.chmod(0o644)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def as_bytes(text: str) -> bytes:
    """Return a text as UTF-8; half a surrogate pair, as a learner's text may have, becomes the sign for no character.

    Args:
        text: any text.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")


def whole_characters(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return plain values in whose texts each half of a surrogate pair is the sign for no character.

    Args:
        value: what JSON can hold.
    """
    return json.loads(as_bytes(json.dumps(value, ensure_ascii=False)))


@contextmanager
def locked(descriptor: int) -> Iterator[None]:
    """Hold an open file alone, as soon as nobody else does. Where no lock is to be had, go on without one.

    Args:
        descriptor: of the open file.
    """
    held = _lock(descriptor, wait=True)
    try:
        yield
    finally:
        if held:
            _unlock(descriptor)


def try_lock(descriptor: int) -> bool:
    """Hold an open file until it is closed; return False when another process holds it.

    Args:
        descriptor: of the open file.
    """
    try:
        return _lock(descriptor, wait=False)
    except OSError:
        return False


def _lock(descriptor: int, *, wait: bool) -> bool:
    """Lock a file; False where this system or the file's place knows no locks.

    Raises:
        OSError: another process holds it (only without ``wait``).
    """
    try:
        import fcntl  # noqa: PLC0415 - only Linux and macOS have it
    except ImportError:
        return _lock_on_windows(descriptor, wait=wait)
    if not hasattr(fcntl, "flock"):
        # In a browser (Pyodide) one kernel writes alone, and there is nothing to lock with.
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        # Some network folders know no locks.
        return False
    return True


def _lock_on_windows(descriptor: int, *, wait: bool) -> bool:
    try:
        import msvcrt  # noqa: PLC0415 - only Windows has it
    except ImportError:
        return False
    os.lseek(descriptor, _FAR, os.SEEK_SET)
    way = "LK_LOCK" if wait else "LK_NBLCK"
    msvcrt.locking(descriptor, getattr(msvcrt, way), 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
    return True


def _unlock(descriptor: int) -> None:
    try:
        import fcntl  # noqa: PLC0415 - only Linux and macOS have it
    except ImportError:
        import msvcrt  # noqa: PLC0415 - only Windows has it

        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # Windows only
    else:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def is_reserved(name: str) -> bool:
    """Tell whether Windows keeps a file name for itself.

    Args:
        name: with or without an ending.
    """
    return name.split(".", maxsplit=1)[0].rstrip().lower() in RESERVED


def digits_of(name: str) -> str:
    """Return eight digits of a name's own, which keep apart two names that would give one file name."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
