"""Server-sent events: who looks at a page hears of the newest state; what came between is left out."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

MOST_LISTENERS = 1200
MOST_OF_ONE = 6
_STILL_HERE_S = 15.0


class TooManyError(Exception):
    """No further page can listen."""


class Hub:
    """Pages that listen to one kind of news.

    A slow phone holds nobody up and costs no memory: it has no queue, only a flag that something is new.
    """

    def __init__(
        self,
        state: Callable[[], dict[str, Any]],
        pause_s: float = 0.0,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin without listeners.

        Args:
            state: what a page needs to know now.
            pause_s: the least time between two messages to one page.
            on_change: called when somebody begins or ends to listen.
        """
        self._state, self._pause_s, self._on_change = state, pause_s, on_change
        self._flags: set[asyncio.Event] = set()
        self._owners: Counter[str] = Counter()
        self._closed = False

    @property
    def owners(self) -> set[str]:
        """Who listens: devices, each once however many tabs it has."""
        return set(self._owners)

    def publish(self) -> None:
        """Say that the state is new."""
        for flag in self._flags:
            flag.set()

    def close(self) -> None:
        """Tell the last state to all who listen, then let them go."""
        self._closed = True
        self.publish()

    def check(self, owner: str) -> None:
        """Refuse one listener too many.

        Args:
            owner: a device or an address.

        Raises:
            TooManyError: this owner has too many tabs open, or all together have.
        """
        if len(self._flags) >= MOST_LISTENERS or self._owners.get(owner, 0) >= MOST_OF_ONE:
            raise TooManyError

    async def listen(self, owner: str) -> AsyncIterator[bytes]:
        """Yield messages: the state at once, then each newer one; a comment now and then keeps the line open.

        Args:
            owner: a device or an address.
        """
        flag = asyncio.Event()
        self._flags.add(flag)
        self._owners[owner] += 1
        self._on_change()
        try:
            yield b"retry: 2000\n\n"
            yield self._message()
            while not self._closed:
                try:
                    await asyncio.wait_for(flag.wait(), _STILL_HERE_S)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                flag.clear()
                yield self._message()
                await asyncio.sleep(0 if self._closed else self._pause_s)
        finally:
            self._flags.discard(flag)
            self._owners[owner] -= 1
            if not self._owners[owner]:
                del self._owners[owner]
            self._on_change()

    def _message(self) -> bytes:
        return f"event: state\ndata: {json.dumps(self._state())}\n\n".encode()
