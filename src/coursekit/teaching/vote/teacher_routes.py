"""What the teacher and the projector ask for. The teacher's pages open with a secret, which a cookie then holds."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from coursekit.teaching.vote.counts_csv import counts_csv
from coursekit.teaching.vote.guard import TooLargeError, read_form
from coursekit.teaching.vote.pages.rendering import message_page, screen_page, screen_part, teacher_page, teacher_part
from coursekit.teaching.vote.poll import NotNowError
from coursekit.teaching.vote.tokens import same
from coursekit.teaching.vote.voter_routes import address_of, field_of, stream
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from coursekit.teaching.vote.service import Service

    Answer = Callable[[Request], Awaitable[Response]]

_CLOSED = N_(
    "This page is the teacher's. Go back to the computer on which the vote was started: its page opened there."
)
_ENDED = N_("All answers are deleted. Close this page.")
_COOKIE_S = 12 * 3600


class TeacherRoutes:
    """The routes of the teacher and of the projector."""

    def __init__(self, service: Service) -> None:
        """Speak to one vote.

        Args:
            service: the vote.
        """
        self._service = service
        self._cookie = f"teacher-{service.session.id}"

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/teacher", self._guarded(self._page)),
            Route("/teacher/part", self._guarded(self._part)),
            Route("/teacher/live", self._guarded(self._live)),
            Route("/teacher/act", self._guarded(self._act), methods=["POST"]),
            Route("/teacher/counts.csv", self._guarded(self._table)),
            Route("/teacher/{secret}", self._enter),
            Route("/screen", self._screen),
            Route("/screen/part", self._screen_part),
            Route("/screen/live", self._screen_live),
        ]

    def _guarded(self, answer: Answer) -> Answer:
        async def checked(request: Request) -> Response:
            return self._refused(request, request.cookies.get(self._cookie)) or await answer(request)

        return checked

    def _refused(self, request: Request, given: str | None) -> Response | None:
        """Return what a wrong secret gets; the right one opens always, or a guesser could lock the teacher out."""
        if same(given, self._service.session.secret):
            return None
        if given is not None and not self._service.limits.guesses.take(address_of(request)):
            return PlainTextResponse(gettext("Too many wrong secrets came from here. Wait a minute."), 429)
        return HTMLResponse(message_page(self._service, gettext("For the teacher"), gettext(_CLOSED)), 403)

    async def _enter(self, request: Request) -> Response:
        given = request.path_params["secret"]
        refused = self._refused(request, given)
        if refused:
            return refused
        # The address that the browser shows from here on is no secret: a screen may be mirrored.
        response = RedirectResponse("/teacher", 303)
        response.set_cookie(self._cookie, given, max_age=_COOKIE_S, httponly=True, samesite="lax")
        return response

    async def _act(self, request: Request) -> Response:
        try:
            form = await read_form(request)
        except TooLargeError:
            return PlainTextResponse(gettext("This is no step of the vote."), 413)
        # After a step that came too late the page shows where the vote is.
        action, key = field_of(form, "action"), field_of(form, "key")
        with suppress(NotNowError):
            await (self._service.count_cards(key, form) if action == "cards" else self._service.act(action, key))
        if self._service.poll.ended:
            return HTMLResponse(message_page(self._service, gettext("The vote has ended"), gettext(_ENDED)))
        return RedirectResponse("/teacher", 303)

    async def _table(self, _: Request) -> Response:
        name = "-".join(question.id for question in self._service.poll.questions[:4])
        headers = {"content-disposition": f'attachment; filename="vote-{name}.csv"'}
        table = counts_csv(self._service.results(), self._service.least)
        return Response(table, media_type="text/csv", headers=headers)

    async def _page(self, _: Request) -> Response:
        return HTMLResponse(teacher_page(self._service))

    async def _part(self, _: Request) -> Response:
        return HTMLResponse(teacher_part(self._service))

    async def _live(self, request: Request) -> Response:
        return stream(self._service.counts, f"teacher at {address_of(request)}")

    async def _screen(self, _: Request) -> Response:
        return HTMLResponse(screen_page(self._service))

    async def _screen_part(self, _: Request) -> Response:
        return HTMLResponse(screen_part(self._service))

    async def _screen_live(self, request: Request) -> Response:
        return stream(self._service.counts, f"screen at {address_of(request)}")
