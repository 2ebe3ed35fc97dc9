"""The frame of all pages: what is put into it stays text, and a page that lacks a value is no page."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from coursekit.pages.frame import render, words_of

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_what_is_put_into_a_page_stays_text() -> None:
    page = render("coursekit.grading.reports", "feedback_page.html", **values(learner=EVIL))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_a_page_that_lacks_a_value_is_an_error() -> None:
    given = values()
    del given["learner"]
    with pytest.raises(UndefinedError, match="learner"):
        render("coursekit.grading.reports", "feedback_page.html", **given)


def test_markdown_is_obeyed_and_html_within_it_is_shown() -> None:
    shown = words_of(f"# Head\n\n**bold** {EVIL}", 2)
    assert "<h3>Head</h3>" in shown
    assert "<strong>bold</strong>" in shown
    assert "<script" not in shown


def values(learner: str = "Ada") -> dict[str, object]:
    words = dict.fromkeys(("title", "heading", "state", "points"), "")
    return {**words, "learner": learner, "lines": [], "notes": [], "tasks": []}
