"""The pages in a real browser: for everybody, on every screen, without a script, from a folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bs4 import BeautifulSoup
    from playwright.sync_api import Browser, BrowserContext, Page

    Go = Callable[[str], Page]

# One site is written for all of them.
pytestmark = pytest.mark.xdist_group("site")

LESSON = "lessons/03-who-was-in.html"
# One page of each kind.
KINDS = [
    *("index.html", LESSON, "lessons/07-who-was-responsible.html", "lessons/index.html", "lessons/help.html"),
    *("sheets/03-who-was-in.html", "data/index.html", "data/hypotheses.html", "argument.html", "glossary.html"),
    *("credits.html", "changes.html", "teachers.html", "search.html", "missing.html"),
]
HIGH = "(part) => part.getBoundingClientRect().height"
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  const add = (entry) => { sum += entry.hadRecentInput ? 0 : entry.value; };
  new PerformanceObserver((list) => list.getEntries().forEach(add))
    .observe({ type: "layout-shift", buffered: true });
  const end = document.documentElement.scrollHeight;
  const go = (place) => {
    scrollTo({ top: place, behavior: "instant" });
    if (place < end) setTimeout(go, 60, place + 700);
    else setTimeout(() => resolve(sum), 400);
  };
  go(0);
})"""
ASIDE = """() => [...document.querySelectorAll("body *")].filter((part) => {
  const { left, right, width } = part.getBoundingClientRect();
  return width && (right > innerWidth + 1 || left < -1) && !part.closest(".scroll, pre, .picture, .hidden, .skip");
}).slice(0, 3).map((part) => part.outerHTML.slice(0, 160))"""


# A table's rows are all of one form, and looking at four thousand cells takes a minute.
SHORTEN = "document.querySelectorAll('table.data tbody tr:nth-child(n+8)').forEach((row) => row.remove())"


def serious(page: Page) -> list[str]:
    page.evaluate(SHORTEN)
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in {"serious", "critical"}]


def test_no_page_shuts_anybody_out(at: Go, pages: dict[str, BeautifulSoup]) -> None:
    found = {path: faults for path in pages if (faults := serious(at(path)))}
    assert not found


def test_nor_in_the_dark_nor_with_its_folds_open(at: Go) -> None:
    for path in KINDS:
        page = at(path)
        page.emulate_media(color_scheme="dark")
        page.evaluate(
            "document.querySelectorAll('.question details, .columns, .node').forEach((fold) => { fold.open = true; })"
        )
        assert not serious(page), path


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1024, 768), (3840, 2160)])
def test_a_page_never_scrolls_sideways(at: Go, width: int, height: int) -> None:
    for path in KINDS:
        page = at(path)
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, page.evaluate(ASIDE))


def test_a_language_from_right_to_left_breaks_nothing(at: Go) -> None:
    for path in KINDS:
        page = at(path)
        page.set_viewport_size({"width": 360, "height": 640})
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert not page.evaluate(ASIDE), path


def test_a_chart_that_goes_on_to_the_side_says_so(at: Go) -> None:
    page = at(LESSON)
    page.set_viewport_size({"width": 390, "height": 844})
    sign, picture = page.locator(".swipe").first, page.locator(".picture").first
    assert sign.is_visible()
    page.locator(".picture.goes-on").first.wait_for()
    picture.evaluate("(part) => { part.scrollLeft = part.scrollWidth; }")
    page.wait_for_function("() => !document.querySelector('.picture').classList.contains('goes-on')")
    page.set_viewport_size({"width": 1024, "height": 768})
    assert not sign.is_visible()
    assert page.locator(".picture.goes-on").count() == 0


def test_text_keeps_a_good_measure(at: Go) -> None:
    page = at(LESSON)
    page.set_viewport_size({"width": 3840, "height": 2160})
    wide = page.locator(".words p").first.evaluate("(p) => p.clientWidth / parseFloat(getComputedStyle(p).fontSize)")
    assert 30 < wide < 46


def test_nothing_jumps_while_a_lesson_is_read(at: Go) -> None:
    page = at(LESSON)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    # A reader is at the top when questions come to life; how soon that is is a matter of the machine.
    page.locator("html[data-questions=live]").wait_for(state="attached")
    assert page.evaluate(SHIFT) <= 0.05


@pytest.mark.parametrize("width", [360, 1280])
def test_what_a_chart_s_script_makes_has_its_place_before_it_comes(at: Go, width: int) -> None:
    page = at("index.html")
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(page.url.replace("index.html", LESSON))
    figure = page.locator("figure[data-script]").first
    assert figure.locator("input").count() == 0, "its script comes when a reader comes near"
    before = figure.evaluate(HIGH)
    figure.scroll_into_view_if_needed()
    figure.get_by_role("slider", name="Year").wait_for()
    assert figure.evaluate(HIGH) == pytest.approx(before, abs=8)


def test_the_slider_moves_through_the_years_by_keyboard(at: Go) -> None:
    page = at(LESSON)
    figure = page.locator("figure[data-script]").first
    figure.scroll_into_view_if_needed()
    slider = figure.get_by_role("slider", name="Year")
    slider.press("End")
    assert "31 December 2024: NATO 32" in figure.locator("output").inner_text()
    assert "NATO 32" in str(figure.locator("img:visible").get_attribute("alt"))
    figure.get_by_role("button", name="previous change").press("Enter")
    assert "31 December 2023" in figure.locator("output").inner_text()


def test_by_keyboard_alone(at: Go) -> None:
    page = at("argument.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Go to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    summary = page.locator("#c01 > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("#c01 > .inside").is_visible()


def test_a_link_to_a_claim_unfolds_the_way_to_it(at: Go) -> None:
    page = at("argument.html#c69")
    assert page.locator("#c69 > summary").is_visible()
    assert page.locator("#c69 > .inside").is_visible()


def test_search_finds_what_pages_say(at: Go) -> None:
    page = at("search.html")
    page.get_by_label("Words to find").fill("Yugoslavia")
    page.locator("#found li").first.wait_for()
    assert re.match(r"\d+ pages", page.locator("#search-says").inner_text())
    page.locator("#found a").first.click()
    page.wait_for_load_state()
    assert "Yugoslavia" in page.locator("main").inner_text() + str(page.content())


def test_without_a_script_everything_can_be_read(browser: Browser, folder: Path, serve: Callable[[Path], str]) -> None:
    window = browser.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto(serve(folder) + LESSON)
    question = page.locator("#q-0303")
    assert question.get_by_text("On any date up to 1955").first.is_visible()
    feedback = question.get_by_text("Yes. In that time there were twelve members")
    assert not feedback.is_visible()
    question.get_by_text("Answer and replies").click()
    assert feedback.is_visible()
    assert page.locator("figure[data-script] img").is_visible()
    window.close()


def test_from_a_folder(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.goto((folder / LESSON).as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor") == "rgb(16, 34, 54)"
    figure = page.locator("figure[data-script]").first
    figure.scroll_into_view_if_needed()
    figure.get_by_role("slider", name="Year").press("Home")
    assert "31 December 1949: NATO 12" in figure.locator("output").inner_text()
    page.get_by_role("link", name="Next 4 How strong?").click()
    assert page.locator("h1").inner_text() == "How strong?"
    page.goto((folder / "search.html").as_uri())
    assert "From a folder" in page.locator("#search-says").inner_text()


def test_a_lesson_on_paper(at: Go) -> None:
    page = at(LESSON)
    page.emulate_media(media="print")
    for gone in (".top", ".bottom", ".contents", "details.code", "button"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".question :is(.prompt, legend)").first.is_visible()
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 40
