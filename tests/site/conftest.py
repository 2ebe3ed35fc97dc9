"""The site, written once for all its tests, with a server and a browser that reaches nothing else."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from tests.site.questions.serving import ENDS_WITHIN_S

from coursekit.course import find_course
from coursekit.site import teaching_files
from coursekit.site.build import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "https://course.example/edition/"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The written site."""
    target = tmp_path_factory.mktemp("web") / "site"
    with pytest.MonkeyPatch.context() as patch:
        # Whoever has run "teach" here has pages of the teacher's room, which the site takes along as they are.
        patch.setattr(teaching_files, "FOLDER", "none")
        build(find_course(ROOT), ADDRESS).write(target)
    return target


@pytest.fixture(scope="session")
def pages(folder: Path) -> dict[str, BeautifulSoup]:
    """Every page of ours by its path, parsed."""
    found = sorted(folder.rglob("*.html"))
    return {
        path.relative_to(folder).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in found
        if "pagefind" not in path.parts
    }


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder; returns its address."""
    running: list[http.server.ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        handler = functools.partial(Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, args=(ENDS_WITHIN_S,), daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def at(folder: Path, serve: Callable[[Path], str], context: BrowserContext) -> Callable[[str], Page]:
    """Open a page of the site from a server."""
    base = serve(folder)
    page = context.new_page()

    def go(path: str) -> Page:
        page.goto(base + path)
        return page

    return go


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser window that reaches this machine only; anything asked of another host fails the test."""
    asked: list[str] = []
    faults: list[str] = []

    def only_here(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.hostname in {"127.0.0.1", None}:
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    made = browser.new_context()
    made.route("**/*", only_here)
    made.on("weberror", lambda error: faults.append(str(error.error)))
    made.on(
        "console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None
    )
    yield made
    made.close()
    assert not asked
    assert not faults
