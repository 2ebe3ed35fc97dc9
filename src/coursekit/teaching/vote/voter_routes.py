"""What phones ask for: the page, its changing part, the news, and the one thing they send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from coursekit.teaching.vote.guard import TooLargeError, read_form
from coursekit.teaching.vote.hub import TooManyError
from coursekit.teaching.vote.pages.rendering import voter_page, voter_part
from coursekit.teaching.vote.service import RefusedError
from coursekit.teaching.vote.tokens import device_of, new_device
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from starlette.requests import Request

    from coursekit.teaching.vote.hub import Hub
    from coursekit.teaching.vote.service import Service

# As long as a vote can be taken up again.
_COOKIE_S = 3 * 3600
_NO_COOKIE = N_(
    "Your browser did not keep the cookie by which your answer is counted once. Allow cookies for this page (they are "
    "gone after the lesson), then open it again."
)


class VoterRoutes:
    """The routes of the phones."""

    def __init__(self, service: Service) -> None:
        """Speak to one vote.

        Args:
            service: the vote.
        """
        self._service = service
        self._cookie = f"device-{service.session.id}"

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/", self._page),
            Route("/part", self._part),
            Route("/live", self._live),
            Route("/vote", self._vote, methods=["POST"]),
        ]

    def _device(self, request: Request) -> str | None:
        return device_of(self._service.session.key, request.cookies.get(self._cookie))

    async def _page(self, request: Request) -> Response:
        device = self._device(request)
        response = HTMLResponse(voter_page(self._service, device))
        if device is None:
            token = new_device(self._service.session.key)
            response.set_cookie(self._cookie, token, max_age=_COOKIE_S, httponly=True, samesite="lax")
        return response

    async def _part(self, request: Request) -> Response:
        return HTMLResponse(voter_part(self._service, self._device(request)))

    async def _live(self, request: Request) -> Response:
        device = self._device(request)
        return stream(self._service.stages, device) if device else PlainTextResponse(gettext(_NO_COOKIE), 403)

    async def _vote(self, request: Request) -> Response:
        try:
            form = await read_form(request)
        except TooLargeError:
            return PlainTextResponse(gettext("This is larger than any answer."), 413)
        device = self._device(request)
        wants_json = "application/json" in request.headers.get("accept", "")
        try:
            words = await self._taken(device, address_of(request), form)
        except RefusedError as error:
            if wants_json:
                return JSONResponse({"counted": False, "words": str(error)}, error.status)
            return HTMLResponse(voter_page(self._service, device, trouble=str(error)), error.status)
        return JSONResponse({"counted": True, "words": words}) if wants_json else RedirectResponse("/", 303)

    async def _taken(self, device: str | None, address: str, form: dict[str, list[str]]) -> str:
        if device is None:
            raise RefusedError(gettext(_NO_COOKIE), 403)
        return await self._service.vote(device, address, field_of(form, "key"), form)


def field_of(form: dict[str, list[str]], name: str) -> str:
    """Return a form's field; empty when it is missing."""
    return next(iter(form.get(name, ())), "")


def stream(hub: Hub, owner: str) -> Response:
    """Return an answer that goes on as long as the page listens.

    Args:
        hub: the news.
        owner: who listens.
    """
    try:
        hub.check(owner)
    except TooManyError:
        return PlainTextResponse(gettext("Too many pages listen. Close other tabs of this page."), 503)
    return StreamingResponse(hub.listen(owner), media_type="text/event-stream")


def address_of(request: Request) -> str:
    """Return where a request comes from."""
    return request.client.host if request.client else ""
