"""The overview of a class and the exported page of questions in the real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from benchmarks.class_overview import make_class

from coursekit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("class_overview")
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}
VIEWS = {"light": WIDE, "dark": {**WIDE, "color_scheme": "dark"}, "phone": PHONE}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a class of twelve, and the page of the questions of a lesson."""
    folder = tmp_path_factory.mktemp("class")
    make_class(folder / "answers", learners=12, answers=300)
    assert main(["class", str(folder / "answers"), "--lesson", "5", "--out", str(folder / "class.html")]) == 0
    assert main(["questions", "export", "--to", "html", "--lesson", "5", "--out", str(folder / "questions.html")]) == 0
    return folder


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", ["class.html", "questions.html"])
def test_everybody_can_read_the_page(name: str, view: str, made: Path, browser: Browser) -> None:
    with browser.new_context(**VIEWS[view]) as context:
        page = context.new_page()
        page.goto((made / name).as_uri())
        # What is folded is looked at too. No script of the page may run: the browser's own debugger opens them.
        page.evaluate("() => document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page)
        assert [one["id"] for one in found.response["violations"]] == []
