"""What stands before every page: the asked host, the size of what is sent, and the headers of a strict page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from coursekit.words import gettext

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from coursekit.teaching.vote.service import Service

MOST_BYTES = 4096
_MOST_FIELDS = 40
_BODY_WITHIN_S = 10.0
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    # With no-referrer a browser would not say where a form comes from.
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class TooLargeError(ValueError):
    """Somebody sends more than an answer can be, or too slowly."""


class Guard:
    """Refuses requests that no page of ours makes, and adds the headers."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        """Stand before an application.

        Args:
            app: what answers.
            service: the vote; it knows this computer's names.
        """
        self._app, self._service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refused = self._refused(scope)
        await (refused or self._app)(scope, receive, send_with_headers)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(host):
            return PlainTextResponse(gettext("Open the address that stands on the projector."), 421)
        origin = headers.get("origin")
        if scope["method"] not in {"GET", "HEAD"} and origin not in {None, f"http://{host}"}:
            return PlainTextResponse(gettext("This form comes from another page. Open the vote's own page."), 403)
        address = scope["client"][0] if scope["client"] else ""
        if not self._service.limits.address.take(address):
            return PlainTextResponse(gettext("Too many requests come from this address. Wait a minute."), 429)
        return None

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.rpartition(":")
        return name.lower() in self._service.places.hosts and port == str(self._service.places.port)


async def read_form(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form.

    Args:
        request: with an urlencoded body.

    Raises:
        TooLargeError: it is larger than any answer, has too many fields, or comes too slowly.
    """
    body = b""
    try:
        async with asyncio.timeout(_BODY_WITHIN_S):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    raise TooLargeError
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except (TimeoutError, ValueError) as error:
        raise TooLargeError from error
