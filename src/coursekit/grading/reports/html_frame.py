"""What all pages share: the frame, the style, and text that cannot become code."""

from __future__ import annotations

import html
from importlib import resources

import mistune

from coursekit.grading.model import Outcome, Status

SIGNS = {
    Outcome.PASSED: "✓",
    Outcome.READ: "✓",
    Outcome.SET: "✓",
    Outcome.FAILED: "✗",
    Outcome.ERROR: "!",
    Outcome.TIMEOUT: "⧖",
    Outcome.DIED: "†",
    Outcome.UNANSWERED: "○",
    Outcome.TO_READ: "…",
}
WORDS = {
    Outcome.PASSED: "right",
    Outcome.READ: "read",
    Outcome.SET: "set by a person",
    Outcome.FAILED: "not right yet",
    Outcome.ERROR: "ended with an error",
    Outcome.TIMEOUT: "ran too long",
    Outcome.DIED: "ended Python itself",
    Outcome.UNANSWERED: "not answered",
    Outcome.TO_READ: "waits to be read",
}
STATES = {
    Status.GRADED: "graded",
    Status.WAITING: "graded; a written answer waits to be read",
    Status.UNREADABLE: "the file could not be read",
    Status.MISSING: "not handed in",
}
_STYLE = resources.files("coursekit.grading.reports").joinpath("style.css")


def escaped(text: str) -> str:
    """Return text as a page shows it, letter by letter."""
    return html.escape(text)


def words_of(markdown: str, level: int) -> str:
    """Return a sheet's Markdown as HTML; HTML inside it is shown, not obeyed.

    Args:
        markdown: the text.
        level: how many levels its headings sink, so that they fit below the page's own.
    """
    render = mistune.create_markdown(renderer=_Sunken(level), plugins=["table"])
    return str(render(markdown))


class _Sunken(mistune.HTMLRenderer):
    """Puts headings some levels lower."""

    def __init__(self, level: int) -> None:
        super().__init__(escape=True)
        self._level = level

    def heading(self, text: str, level: int, **attrs: object) -> str:  # noqa: ARG002 - mistune calls it so
        sunken = min(6, level + self._level)
        return f"<h{sunken}>{text}</h{sunken}>\n"


def page(title: str, body: str) -> str:
    """Return a whole page.

    Args:
        title: its title, as text.
        body: its main part, as HTML.
    """
    style = _STYLE.read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # A page may hold what a learner's code has drawn: nothing on it may run or call out.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        'img-src data:">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )
