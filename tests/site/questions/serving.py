"""A minimal page with questions, served from this machine with a strict policy, as any web server may serve it."""

from __future__ import annotations

import html
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from coursekit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
# How often a server looks whether it shall end; each test waits for one.
ENDS_WITHIN_S = 0.02
# What a page around the questions may look like, light and dark.
RULES = """
body { margin: 0; font-family: sans-serif; background: #fbfaf7; color: #1c2530 }
main { max-width: 60rem; margin: auto; padding: 1rem }
@media (prefers-color-scheme: dark) { body { background: #11171e; color: #e4e6e8 } }
"""


class _Quiet(SimpleHTTPRequestHandler):
    """A file server that says what a page may do, and writes no log."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """Say nothing."""


@contextmanager
def served(folder: Path, handler: type[SimpleHTTPRequestHandler] = _Quiet) -> Iterator[str]:
    """Serve a folder, and say at which address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(ENDS_WITHIN_S,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def one_of_each_type() -> list[str]:
    """Return the first question of each type."""
    found: dict[str, str] = {}
    for lesson in bank.lessons():
        for question in lesson.questions.values():
            found.setdefault(question.type, question.id)
    return list(found.values())


def page_of(questions: list[str], more: str = "") -> str:
    """Return a page with these questions as a page without scripts shows them, and more HTML behind them."""
    sections = "".join(
        f'<section class="question" id="{name}" data-question="{name}" aria-labelledby="{name}-name">'
        f'<h2 id="{name}-name">Question {name}</h2><p class="prompt">{html.escape(bank.find(name).prompt)}</p>'
        "<details><summary>Answer</summary><p>Folded.</p></details></section>"
        for name in questions
    )
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        '<title>Questions</title><meta name="color-scheme" content="light dark"><link rel="stylesheet" href="page.css">'
        '<script type="module" src="questions/questions.js"></script>'
    )
    return (
        f'<!doctype html><html lang="en"><head>{head}</head>'
        f"<body><main><h1>Questions</h1><article>{sections}{more}</article></main></body></html>"
    )
