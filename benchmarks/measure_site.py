"""What moves in the web edition, on its own page of lesson 3 and beside all types of questions: run by run.py."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.site.questions.reading import fill_in, form, opened
from tests.site.questions.serving import RULES, one_of_each_type, page_of, served

from coursekit.course import find_course
from coursekit.quiz import bank
from coursekit.site.build import build
from coursekit.site.questions.writing import write_questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 4
MOVES = 40
# From the event going in to the first moment after the next frame was painted.
FRAME = "() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))"
# The button pressed, the answer kept on the disk, the new reply painted.
REPLY = f"""async (form) => {{
  const frame = {FRAME};
  const reply = form.querySelector('.reply');
  reply.replaceChildren();
  const begin = performance.now();
  const replied = new Promise((resolve) => new MutationObserver((_, self) => {{
    if (reply.querySelector('.headline')) {{ self.disconnect(); resolve(); }}
  }}).observe(reply, {{ childList: true }}));
  form.querySelector('button.main').click();
  await replied;
  await frame();
  return performance.now() - begin;
}}"""
LISTEN = f"""(slider) => {{
  const frame = {FRAME};
  window.times = [];
  slider.addEventListener('keydown', () => {{
    const begin = performance.now();
    const painted = async () => {{ await frame(); window.times.push(performance.now() - begin); }};
    slider.addEventListener('input', painted, {{ once: true }});
  }}, true);
  slider.focus();
}}"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def keep(name: str, times: list[float]) -> None:
    """Write the times of one thing, in milliseconds."""
    (Path(os.environ["PAGES_REPORT"]) / f"{name}.json").write_text(json.dumps(times), encoding="utf-8")


def moved(page: Page, slider: str) -> list[float]:
    """Press the arrow keys on a slider back and forth."""
    page.locator(slider).first.scroll_into_view_if_needed()
    page.locator(slider).first.evaluate(LISTEN)
    for number in range(MOVES):
        page.keyboard.press("ArrowLeft" if number % 2 == 0 else "ArrowRight")
        page.wait_for_timeout(60)
    times: list[float] = page.evaluate("() => window.times")
    return times


def test_replies(tab: Page, tmp_path: Path) -> None:
    """Answer one question of each type, some times over, and move the slider of one."""
    write_questions(bank.lessons(), tmp_path / "questions")
    (tmp_path / "page.css").write_text(RULES, encoding="utf-8")
    (tmp_path / "index.html").write_text(page_of(one_of_each_type()), encoding="utf-8")
    with served(tmp_path) as address:
        page = opened(tab, f"{address}/index.html")
        times = []
        for _ in range(ROUNDS):
            for name in one_of_each_type():
                fill_in(form(page, name))
                times.append(form(page, name).evaluate(REPLY))
        keep("site-reply", times)
        keep("site-setting", moved(page, "section[data-question=q-0004] input[type=range]"))


def test_lesson(tab: Page, tmp_path: Path) -> None:
    """Answer in lesson 3 of the site, and move its year slider over a year in which the picture changes."""
    build(find_course(ROOT)).write(tmp_path / "site")
    with served(tmp_path / "site") as address:
        page = opened(tab, f"{address}/lessons/03-who-was-in.html")
        times = []
        for name in ["q-0301", "q-0302", "q-0303"] * 8:
            fill_in(form(page, name))
            times.append(form(page, name).evaluate(REPLY))
        keep("site-lesson", times)
        page.locator("figure[data-script]").first.scroll_into_view_if_needed()
        keep("site-year", moved(page, "figure[data-script] input[type=range]"))
