"""What a reader does on a page with questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LONG = "because the documents of that spring say so and nobody in Moscow or London wrote otherwise " * 4


def opened(page: Page, address: str) -> Page:
    """Open a page and wait until its questions are live."""
    page.goto(address)
    page.locator("html[data-questions=live]").wait_for(state="attached")
    return page


def form(page: Page, name: str) -> Locator:
    """Return a question's form."""
    return page.locator(f"section[data-question={name}] form")


def fill_in(asked: Locator) -> None:
    """Answer a question of any type somehow."""
    for kind in ("radio", "checkbox"):
        if asked.locator(f"input[type={kind}]").count():
            asked.locator(f"input[type={kind}]").first.check()
    for select in asked.locator("select").all():
        select.select_option(index=1)
    for area in asked.locator("textarea").all():
        area.fill(LONG)
    if asked.locator("input[type=text]").count():
        asked.locator("input[type=text]").fill("13")


def check(asked: Locator) -> str:
    """Press the button, and return what the new reply says first."""
    asked.locator(".reply").evaluate("(reply) => reply.replaceChildren()")
    asked.locator("button.main").click()
    return asked.locator(".headline").inner_text()


def kept(page: Page) -> list[dict[str, Any]]:
    """Return the answers that the browser keeps."""
    records: list[dict[str, Any]] = page.evaluate(
        """() => new Promise((resolve, reject) => {
          const request = indexedDB.open("thirteenth", 1);
          request.onerror = reject;
          request.onsuccess = () => {
            const all = request.result.transaction("answers").objectStore("answers").getAll();
            all.onsuccess = () => { request.result.close(); resolve(all.result); };
          };
        })"""
    )
    return records


def wait_for_draft(page: Page, words: str) -> None:
    """Wait until the browser keeps a draft with these words."""
    page.wait_for_function(
        """words => new Promise((resolve, reject) => {
          const request = indexedDB.open("thirteenth", 1);
          request.onerror = reject;
          request.onsuccess = () => {
            const all = request.result.transaction("drafts").objectStore("drafts").getAll();
            all.onsuccess = () => { request.result.close(); resolve(JSON.stringify(all.result).includes(words)); };
          };
        })""",
        arg=words,
    )
