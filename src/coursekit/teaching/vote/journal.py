"""The vote's memory on the disk: one line an event, kept before its reply is sent, many to one fsync."""

from __future__ import annotations

import asyncio
import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.teaching.vote.poll import Event


def read_events(path: Path) -> list[Event]:
    """Return the events of a journal, oldest first; a torn last line, which nobody was told of, is left out.

    Args:
        path: the file.

    Raises:
        OSError: it cannot be read.
    """
    events = []
    for line in path.read_bytes().splitlines():
        try:
            events.append(json.loads(line))
        except ValueError:
            continue
    return [event for event in events if isinstance(event, dict) and "kind" in event]


class Journal:
    """An append-only file. Events that arrive while the disk is busy share the next fsync.

    Attributes:
        trouble: what the disk said when an event could not be kept; empty while all is well.
    """

    def __init__(self, descriptor: int) -> None:
        """Write to an open file.

        Args:
            descriptor: open for appending; it is closed by ``close``.
        """
        self.trouble = ""
        self._descriptor = descriptor
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None
        _end_torn_line(descriptor)

    async def append(self, event: Event) -> None:
        """Return when the event is on the disk, or when the disk has refused it and ``trouble`` says so.

        Args:
            event: plain values.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((line_of(event), done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await done

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(_keep, self._descriptor, b"".join(line for line, _ in batch))
            except OSError as error:
                # The lesson goes on: the votes count as long as this process lives, and the teacher is told.
                self.trouble = error.strerror or str(error)
            for _, done in batch:
                if not done.done():
                    done.set_result(None)


def line_of(event: dict[str, Any]) -> bytes:
    """Return an event as a line.

    Args:
        event: plain values.
    """
    # Half a surrogate pair in a learner's text is no character: it is written as JSON's own escape.
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace") + b"\n"


def _keep(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
    os.fsync(descriptor)


def _end_torn_line(descriptor: int) -> None:
    """Begin a new line: after a power cut the file may end in the middle of one. Empty lines are no events."""
    os.write(descriptor, b"\n")
