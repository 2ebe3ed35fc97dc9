"""The questions' scripts as they are written for a page: run by Node or Chromium, and in a page of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from tests.site.questions.serving import RULES, one_of_each_type, page_of, served

from coursekit.quiz import bank
from coursekit.site.questions.writing import write_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Route

    Ask = Callable[[list[dict[str, Any]]], list[Any]]
    Leaf = Callable[..., str]

HERE = Path(__file__).parent
# Node takes requests from a file, so that no pipe has a say in their length.
IN_NODE = """
import { readFileSync, writeFileSync } from "node:fs";
globalThis.FOLDER = ".";
const { answer } = await import("./driver.js");
const requests = JSON.parse(readFileSync("requests.json", "utf8"));
writeFileSync("results.json", JSON.stringify(await answer(requests)));
"""
IN_CHROMIUM = """async (requests) => {
  globalThis.FOLDER = location.origin;
  const { answer } = await import("/driver.js");
  return JSON.stringify(await answer(requests));
}"""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all that makes the course's questions work."""
    folder = tmp_path_factory.mktemp("site") / "questions"
    write_questions(bank.lessons(), folder)
    return folder


@pytest.fixture(scope="session")
def in_javascript(
    written: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Ask]:
    """Ask the page's own modules: a request each for what driver.js can do."""
    with asking(written, tmp_path_factory.mktemp("driven"), request) as ask:
        yield ask


@contextmanager
def asking(written: Path, scratch: Path, request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Ask the modules of a folder that was written for a page, in Node or else in Chromium."""
    folder = scratch / "questions"
    shutil.copytree(written, folder)
    shutil.copy(HERE / "driver.js", folder)
    node = shutil.which("node")
    if node is not None:
        yield _node(node, folder)
        return
    browser: Browser = request.getfixturevalue("browser")
    with served(folder) as address:
        page = browser.new_page()
        page.goto(f"{address}/data/course.json")
        yield lambda requests: _read(page.evaluate(IN_CHROMIUM, requests))
        page.close()


def _node(node: str, folder: Path) -> Ask:
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "run.js").write_text(IN_NODE, encoding="utf-8")

    def ask(requests: list[dict[str, Any]]) -> list[Any]:
        (folder / "requests.json").write_text(json.dumps(requests), encoding="utf-8")
        command = [node, "run.js"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return _read((folder / "results.json").read_text(encoding="utf-8"))

    return ask


def _read(text: str) -> list[Any]:
    # JavaScript knows one kind of number.
    results: list[Any] = json.loads(text, parse_int=float)
    return results


@pytest.fixture
def site(written: Path, tmp_path: Path) -> Iterator[Leaf]:
    """A site of its own: what it returns writes a page with these questions and says its address."""
    folder = tmp_path / "site"
    shutil.copytree(written, folder / "questions")
    (folder / "page.css").write_text(RULES, encoding="utf-8")
    with served(folder) as address:

        def leaf(questions: list[str] | None = None, more: str = "", name: str = "index") -> str:
            text = page_of(one_of_each_type() if questions is None else questions, more)
            (folder / f"{name}.html").write_text(text, encoding="utf-8")
            return f"{address}/{name}.html"

        yield leaf


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's browser; what reaches another machine, fails, or breaks the page's policy, fails the test."""
    context = browser.new_context(viewport={"width": 1000, "height": 900}, accept_downloads=True)
    context.set_default_timeout(15_000)
    wrong: list[str] = []

    def only_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname != "127.0.0.1":
            wrong.append(route.request.url)
        route.continue_()

    context.route("**/*", only_here)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield context
    context.close()
    assert wrong == []
