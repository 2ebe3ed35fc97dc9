"""Without a network: what was read is there, all of it when asked for; a new version takes the old one's place."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

# One site is written for all of them.
pytestmark = pytest.mark.xdist_group("site")

LESSON = "lessons/03-who-was-in.html"
READY = "async () => { await navigator.serviceWorker.ready; return Boolean(navigator.serviceWorker.controller); }"
WRITE = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("answers-of-a-test", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("log", { autoIncrement: true });
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const work = opening.result.transaction("log", "readwrite");
    work.objectStore("log").add("my answer");
    work.oncomplete = () => resolve(true);
  };
})"""
READ = """() => new Promise((resolve) => {
  const opening = indexedDB.open("answers-of-a-test", 1);
  opening.onsuccess = () => {
    const all = opening.result.transaction("log").objectStore("log").getAll();
    all.onsuccess = () => resolve(all.result);
  };
})"""


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """The site, to change or to take away."""
    return shutil.copytree(folder, tmp_path / "site")


@pytest.fixture
def visited(context: BrowserContext, copy: Path, serve: Callable[[Path], str]) -> Page:
    """A window that has opened the first page, with the service worker at work."""
    page = context.new_page()
    page.goto(serve(copy))
    page.evaluate(READY)
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def go(page: Page, path: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + "/" + path)


def cut(page: Page) -> None:
    """Cut the network of the window and of its service worker."""
    page.context.set_offline(True)


def test_what_was_read_can_be_read_again(visited: Page) -> None:
    go(visited, LESSON)
    visited.wait_for_load_state("networkidle")
    cut(visited)
    go(visited, LESSON)
    assert visited.locator("h1").inner_text() == "Who was in?"
    assert visited.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor") == "rgb(16, 34, 54)"
    go(visited, "lessons/05-what-did-moscow-propose.html")
    assert "not kept on this device" in visited.locator("main").inner_text()


def test_one_button_keeps_the_whole_course(visited: Page, copy: Path) -> None:
    listed = json.loads((copy / "offline.json").read_text(encoding="utf-8"))
    button = visited.get_by_role("button", name="Keep the whole course")
    button.wait_for()
    assert f"({listed['bytes'] / 1e6:.1f} MB)" in button.inner_text()
    button.click()
    visited.get_by_text("You can switch the network off").wait_for(timeout=60_000)
    cut(visited)
    for path in ("lessons/09-your-verdict.html", "argument.html", "data/claims.html"):
        go(visited, path)
        assert visited.locator("h1").is_visible(), path
    go(visited, "search.html?q=Yugoslavia")
    visited.locator("#found li").first.wait_for()


def test_a_new_version_takes_the_place_of_the_old_one_and_leaves_answers_alone(visited: Page, copy: Path) -> None:
    go(visited, LESSON)
    visited.evaluate(WRITE)
    publish(copy, "Who was in, and when?")
    visited.reload()
    assert visited.locator("h1").inner_text() == "Who was in, and when?"
    visited.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
    visited.wait_for_function("caches.keys().then((names) => names.length === 1 && names[0] === 'kept-ffffffffff')")
    cut(visited)
    visited.reload()
    assert visited.locator("h1").inner_text() == "Who was in, and when?"
    assert visited.evaluate(READ) == ["my answer"]


def publish(site: Path, title: str) -> None:
    """Publish a version of the site in which a lesson has another title."""
    listed = json.loads((site / "offline.json").read_text(encoding="utf-8"))
    page = (site / LESSON).read_text(encoding="utf-8")
    (site / LESSON).write_text(page.replace("<h1>Who was in?</h1>", f"<h1>{title}</h1>"), encoding="utf-8")
    worker = (site / "sw.js").read_text(encoding="utf-8")
    (site / "sw.js").write_text(worker.replace(listed["version"], "ffffffffff"), encoding="utf-8")
    listed["version"] = "ffffffffff"
    (site / "offline.json").write_text(json.dumps(listed), encoding="utf-8")


def test_a_private_window_that_keeps_nothing_says_so_and_stays_usable(
    context: BrowserContext, folder: Path, serve: Callable[[Path], str]
) -> None:
    page = context.new_page()
    page.add_init_script(
        "navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError'));"
    )
    page.goto(serve(folder))
    page.get_by_text("does not let pages be kept here").wait_for()
    page.get_by_role("link", name="Start here", exact=True).click()
    assert page.locator("h1").inner_text() == "Start here"
