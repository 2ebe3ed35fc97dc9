"""The application: routes, files that never change, and the guard before all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from coursekit.teaching.vote.guard import Guard
from coursekit.teaching.vote.pages.rendering import STATIC, cards_page, message_page, static_file
from coursekit.teaching.vote.teacher_routes import TeacherRoutes
from coursekit.teaching.vote.voter_routes import VoterRoutes
from coursekit.words import gettext

if TYPE_CHECKING:
    from starlette.requests import Request

    from coursekit.teaching.vote.service import Service


def application(service: Service) -> Starlette:
    """Return the web application of one vote.

    Args:
        service: the vote.
    """

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in STATIC:
            return await missing(request, None)
        return Response(static_file(name), media_type=STATIC[name], headers={"cache-control": "max-age=3600"})

    async def cards(_: Request) -> Response:
        return HTMLResponse(cards_page(service))

    async def icon(_: Request) -> Response:
        return Response(status_code=204, headers={"cache-control": "max-age=3600"})

    async def missing(_: Request, __: Exception | None) -> Response:
        words = gettext("Nothing is here. Open the address that stands on the projector, without anything behind it.")
        return HTMLResponse(message_page(service, gettext("Not found"), words), 404)

    routes = [
        *VoterRoutes(service).routes(),
        *TeacherRoutes(service).routes(),
        Route("/cards", cards),
        Route("/static/{name}", static),
        Route("/favicon.ico", icon),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, service=service)], exception_handlers={404: missing})
