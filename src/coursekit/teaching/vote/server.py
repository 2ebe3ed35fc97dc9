"""Runs one vote: sockets, the web server, and its end."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from coursekit.teaching.vote.app import application
from coursekit.teaching.vote.network import raise_open_files

if TYPE_CHECKING:
    import socket

    from coursekit.teaching.vote.service import Service

# More connections than a school has phones; further ones are told to come back.
_MOST_CONNECTIONS = 1500
# So long every page has time to hear that the vote has ended.
_FAREWELL_S = 1.0


class VoteServer(uvicorn.Server):
    """A web server that says goodbye to every page before it stops."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        """Serve one vote.

        Args:
            config: of the server.
            service: the vote.
        """
        super().__init__(config)
        self._service = service

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the vote, then stop."""
        self._service.end()
        await super().shutdown(sockets)


async def serve(service: Service, listener: socket.socket, minutes: float) -> None:
    """Serve a vote until it is ended, by the teacher, by a signal, or after a while.

    Args:
        service: the vote.
        listener: listens already.
        minutes: the longest that a forgotten vote goes on.
    """
    raise_open_files()
    config = uvicorn.Config(
        application(service),
        log_level="error",
        # No address of a phone is written anywhere.
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        loop="asyncio",
        http="h11",
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=16 * 1024,
    )
    server = VoteServer(config, service)
    with suppress(NotImplementedError, AttributeError, RuntimeError, ValueError):
        # A terminal that is closed ends the vote too. Windows knows no such signal; only the main thread hears it.
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, setattr, server, "should_exit", True)  # noqa: FBT003 - a value, no flag
    leaving = asyncio.create_task(_leave(server, service, minutes))
    try:
        await server.serve([listener])
    finally:
        leaving.cancel()


async def _leave(server: uvicorn.Server, service: Service, minutes: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(service.over.wait(), minutes * 60)
    service.end()
    await asyncio.sleep(_FAREWELL_S)
    server.should_exit = True
