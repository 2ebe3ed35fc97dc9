"""One vote's file: made at the start, found again after a crash, deleted at the end.

It lies in this user's temporary folder. Its first line says what is asked and holds the key and the secret, so that
phones and the teacher's page go on after a restart; the lines behind it are the events.
"""

from __future__ import annotations

import os
import secrets
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.files import try_lock
from coursekit.teaching.vote.journal import line_of, read_events
from coursekit.teaching.vote.tokens import new_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coursekit.quiz.question import Question
    from coursekit.teaching.vote.poll import Event

RESUMED_WITHIN_S = 3 * 3600
_COLOURS = ("amber", "blue", "coral", "green", "indigo", "ivory", "olive", "red", "silver", "teal", "violet", "white")
_BIRDS = ("crane", "eagle", "falcon", "finch", "heron", "ibis", "kestrel", "lark", "owl", "robin", "swan", "swift")


@dataclass(frozen=True)
class Session:
    """What one vote is known by.

    Attributes:
        id: eight digits; part of the names of cookies, so that two votes on one machine keep theirs apart.
        name: two words on every page, so that pupils see that they are in their own teacher's vote.
        key: what signs the devices' tokens.
        secret: what opens the teacher's page.
        questions: for each question its id and its wording.
        port: where it listened first.
        started: seconds since 1970.
    """

    id: str
    name: str
    key: str
    secret: str
    questions: tuple[tuple[str, str], ...]
    port: int
    started: float


@dataclass
class Kept:
    """A vote's open file.

    Attributes:
        session: its first line.
        path: the file.
        descriptor: open for appending, and locked.
        events: what happened before; empty for a new vote.
    """

    session: Session
    path: Path
    descriptor: int
    events: list[Event]

    def delete(self) -> None:
        """Delete the file; it is closed already."""
        with suppress(OSError):
            self.path.unlink()


def begin(folder: Path, questions: Sequence[Question], port: int, name: str | None = None) -> Kept:
    """Begin a new vote.

    Args:
        folder: where its file is made.
        questions: what is asked.
        port: where it listens.
        name: two words for the pages; drawn by lot when None.

    Raises:
        OSError: the file cannot be made.
    """
    chosen = name or f"{secrets.choice(_COLOURS)} {secrets.choice(_BIRDS)}"
    session = Session(
        secrets.token_hex(4), chosen, new_secret(), new_secret(), _asked(questions), port, round(time.time(), 1)
    )
    path = folder / f"{session.id}.jsonl"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try_lock(descriptor)
    os.write(descriptor, line_of({"kind": "session", **asdict(session)}))
    os.fsync(descriptor)
    return Kept(session, path, descriptor, [])


def unfinished(folder: Path, questions: Sequence[Question]) -> Kept | None:
    """Return the youngest vote on the same questions that was not ended and runs nowhere; older ones are deleted.

    Args:
        folder: where the files are.
        questions: what is asked; a question whose words have changed since is another one.
    """
    oldest = time.time() - RESUMED_WITHIN_S
    left = sorted(_left_behind(folder), key=lambda kept: kept.session.started)
    fitting = [kept for kept in left if kept.session.questions == _asked(questions) and kept.session.started > oldest]
    youngest = fitting[-1] if fitting else None
    for kept in left:
        if kept is not youngest:
            os.close(kept.descriptor)
            if kept.session.started <= oldest:
                kept.delete()
    return youngest


def runtime_folder(course: str) -> Path:
    """Return this user's folder for votes, which nobody else can read.

    Args:
        course: the course's name.

    Raises:
        OSError: it cannot be made.
    """
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"{course}-vote-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if hasattr(os, "getuid") and (folder.is_symlink() or status.st_uid != user or status.st_mode & 0o077):
        # Somebody else made it first, to read along.
        return Path(tempfile.mkdtemp(prefix=f"{course}-vote-"))
    return folder


def _asked(questions: Sequence[Question]) -> tuple[tuple[str, str], ...]:
    return tuple((question.id, question.wording) for question in questions)


def _left_behind(folder: Path) -> Iterator[Kept]:
    for path in sorted(folder.glob("*.jsonl")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            descriptor = os.open(path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))
            if not try_lock(descriptor):
                os.close(descriptor)
                continue
            first, *events = read_events(path)
            yield Kept(_session(first), path, descriptor, events)


def _session(first: dict[str, Any]) -> Session:
    given = {name: value for name, value in first.items() if name != "kind"}
    given["questions"] = tuple((name, wording) for name, wording in given["questions"])
    return Session(**given)
