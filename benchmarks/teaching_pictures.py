"""The pictures of teaching/README.md, taken anew: ``python benchmarks/teaching_pictures.py``.

Lesson 3 is made, a vote is held with five phones and seven cards, and a class of fourteen learners is summed up whose
answers are made by a program. Nothing is measured here; it stands beside what drives the same pages.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.class_overview import make_class
from PIL import Image
from playwright.sync_api import sync_playwright

from coursekit.browser import find_browser
from coursekit.course import find_course
from coursekit.teaching.making import make_lessons
from coursekit.teaching.overview.overview import read_class
from coursekit.teaching.overview.page import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "teaching"
LESSON, QUESTION = "03", "q-0303"
PAPER, SLIDE, SCREEN, PHONE = (794, 1061), (1280, 720), (1280, 720), (360, 640)
LEARNERS, ANSWERS = 14, 90
# What five phones and seven cards choose in each round.
CHOSEN = (("ABBCD", {"a": 2, "b": 2, "c": 1, "d": 2}), ("ADDDB", {"a": 1, "b": 2, "c": 0, "d": 4}))
GO = "(words) => Reveal.slide(Reveal.getSlides().findIndex((slide) => slide.innerText.includes(words)))"


def take(page: Page, name: str, width: int) -> None:
    """Take a picture of what a page shows, so wide."""
    path = PICTURES / name
    page.screenshot(path=path)
    with Image.open(path) as picture:
        height = round(picture.height * width / picture.width)
        picture.convert("RGB").resize((width, height)).quantize(128).save(path, optimize=True)


def opened(browser: Browser, address: str, size: tuple[int, int]) -> Page:
    """Return a page of its own, as on another device."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto(address)
    return page


def take_lesson(browser: Browser, folder: Path) -> None:
    """Take the guide, two slides and the worksheet."""
    made = next(iter(make_lessons(find_course(ROOT), [LESSON], folder, pdf=False).lessons.values()))
    for name in ("guide", "worksheet"):
        page = opened(browser, (made / f"{name}.html").as_uri(), PAPER)
        page.emulate_media(media="print")
        page.add_style_tag(content="main { padding: 36px 40px }")
        take(page, f"{name}.png", 800)
    deck = opened(browser, (made / "slides.html").as_uri(), SLIDE)
    deck.wait_for_function("window.Reveal && Reveal.isReady()")
    for name, words in (("slide-chart.png", "Which seats are new?"), ("slide-vote.png", f"vote {QUESTION}")):
        deck.evaluate(GO, words)
        deck.wait_for_timeout(600)  # a slide slides in
        take(deck, name, 800)


@contextmanager
def voting() -> Iterator[str]:
    """Run the command of a vote; gives the address of the teacher's page."""
    words = [sys.executable, "-m", "thirteenth.cli", "vote", QUESTION, "--new", "--no-browser", "--name", "white owl"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        lines = iter(process.stdout or ())
        yield next(found.group() for line in lines if (found := re.search(r"http://\S+/teacher/\S+", line)))
    finally:
        process.terminate()
        process.wait()


def take_vote(browser: Browser) -> None:
    """Hold a vote in two rounds, and take a phone, the teacher's page and the result."""
    with voting() as address:
        base = address.partition("/teacher")[0]
        teacher, screen = opened(browser, address, SCREEN), opened(browser, f"{base}/screen", SCREEN)
        phones = [opened(browser, base, PHONE) for _ in CHOSEN[0][0]]
        for number, (letters, cards) in enumerate(CHOSEN, start=1):
            teacher.get_by_role("button", name=f"Open round {number}").click()
            for phone, letter in zip(phones, letters, strict=True):
                phone.get_by_role("heading", name=f"Round {number} ·").wait_for()
                phone.get_by_text(letter, exact=True).click()
                phone.get_by_role("button", name="my answer").click()
                phone.get_by_text("Counted:").wait_for()
            count_cards(teacher, cards)
            if number == 1:
                take(phones[0], "vote-phone.png", 360)
            else:
                take(teacher, "vote-teacher.png", 960)
            teacher.get_by_role("button", name=f"Close round {number}").click()
        teacher.get_by_role("button", name="Reveal").click()
        screen.locator(".summary", has_text="Round 2:").wait_for()
        take(screen, "vote-result.png", 960)


def count_cards(teacher: Page, cards: dict[str, int]) -> None:
    """Type how many hold up each card."""
    if not teacher.locator("input[name=cards-a]").is_visible():
        teacher.get_by_text("No phone? Count cards by hand").click()
    for name, count in cards.items():
        teacher.locator(f"input[name=cards-{name}]").fill(str(count))
    teacher.get_by_role("button", name="Add the cards").click()
    teacher.get_by_text("12 of 12 phones and cards have answered").wait_for()


def take_overview(browser: Browser, folder: Path) -> None:
    """Take the first page of a class at a glance."""
    make_class(folder / "answers", LEARNERS, ANSWERS)
    page = folder / "class.html"
    page.write_text(page_of(read_class(folder / "answers", lesson=int(LESSON))), encoding="utf-8")
    take(opened(browser, page.as_uri(), (900, 1460)), "overview.png", 900)


def main() -> None:
    """Take all of them."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        take_lesson(browser, Path(folder) / "room")
        take_vote(browser)
        take_overview(browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
