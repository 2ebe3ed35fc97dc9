"""Who handed a file in, as the names of files and folders say it; what all platforms share."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SHEET = re.compile(
    r"(?<![\d-])(\d\d)-(?=[^\W\d])|(?:sheet|blatt|hw|ex|task|exercise)[ _-]?0?(\d{1,2})(?!\d)", re.IGNORECASE
)
_AGAIN = re.compile(r"(?:-(\d+)| \((\d+)\)|-Copy(\d+)|_copy_?(\d*))\.ipynb\Z", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class Member:
    """One of several people who handed in together, as a platform names them."""

    name: str
    user: str = ""
    email: str = ""


@dataclass(frozen=True)
class Origin:
    """Who handed a file in, and as what.

    Attributes:
        name: the learner's name as the path gives it.
        file: the file's own name, as the learner called it.
        platform: such as ``moodle`` or ``canvas``; empty for folders that people made.
        user: the platform's number or login of the learner; without a platform, the folder of the class; may be empty.
        number: the platform's number of the file or attempt; higher is newer; 0 without one.
        late: the platform says that it was handed in late.
        assignment: what the path says above the learner; in Moodle a learner's number holds in one assignment only.
        members: all who handed it in together, when the platform names them.
        guess: why the name may be wrong; empty when the layout is clear.
    """

    name: str
    file: str
    platform: str = ""
    user: str = ""
    number: int = 0
    late: bool = False
    assignment: str = ""
    members: tuple[Member, ...] = ()
    guess: str = ""

    @property
    def sheet(self) -> str:
        """The sheet's number that the file's name seems to say, a hint only; empty when there is none."""
        match = _SHEET.search(self.file)
        return (match[1] or match[2]).zfill(2) if match else ""

    @property
    def attempt(self) -> int:
        """The number that a platform or a browser appends to a file that is handed in again: ``-1``, `` (1)``."""
        match = _AGAIN.search(self.file)
        return int(next(filter(None, match.groups()), "1")) if match else 0


class Listed(Protocol):
    """A file of a hand-in, as far as a platform needs it."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Its path below the folder or archive, in parts."""

    @property
    def read(self) -> Callable[[int], bytes]:
        """Reads at most so many bytes and one more."""


def readable(name: str) -> str:
    """Return a name that every file, table and terminal can hold: composed letters, no control characters."""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _CONTROLS.sub(" ", unicodedata.normalize("NFC", name)).strip()


def own_file(parts: Sequence[str], at: int, rest: str) -> str:
    """Return the learner's own name of a file.

    Args:
        parts: the path.
        at: which part names the learner.
        rest: what that part says behind the learner, for a file that no folder holds.
    """
    return parts[-1] if at < len(parts) - 1 else rest


Letters = tuple[str, str]


def letters_of(name: str) -> Letters:
    """Return what is the same in ``Nowak, Anna``, ``Anna Nowak`` and ``nowakanna``, as Canvas names files.

    Whoever stands first, the letters are the same ring; ``Amy Leon`` and ``Amy Noel`` are not.
    """
    plain = re.sub(r"[\W_]", "", unicodedata.normalize("NFC", name).casefold())
    letters = re.sub(r"\d", "", plain)
    ring = min((letters[at:] + letters[:at] for at in range(len(letters))), default="")
    return ring, re.sub(r"\D", "", plain)
