"""The pages in a real browser: for everybody, on every screen, without a script, from a folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

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


# The nodes of the argument are all of one form too: its first branch stands for them.
UNFOLD = """document.querySelectorAll("details:not(.node), .node:has(#c12), #c12")
  .forEach((fold) => { fold.open = true; })"""
# Marks the first element of each look that no page before had: a colour, what lies behind it, a size and a weight.
# Contrast is nothing but that, and axe takes minutes to find the same of each of ten thousand words.
MARK_LOOKS = """(seen) => {
  const known = new Set(seen);
  const clear = (style) => style.backgroundColor === "rgba(0, 0, 0, 0)" && style.backgroundImage === "none";
  const behind = (element) => {
    const layers = [];
    for (let part = element; part; part = part.parentElement) {
      const style = getComputedStyle(part);
      if (!clear(style)) layers.push(style.backgroundColor + style.backgroundImage);
      if (style.opacity !== "1" || style.filter !== "none") layers.push(style.opacity + style.filter);
    }
    return layers;
  };
  const fresh = [];
  for (const element of document.querySelectorAll("body *")) {
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!words || !element.checkVisibility()) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const look = [color, fontSize, fontWeight, ...behind(element)].join("|");
    if (known.has(look)) continue;
    known.add(look);
    fresh.push(look);
    element.dataset.look = "";
  }
  return fresh;
}"""
WITHOUT_CONTRAST = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}


def serious(page: Page, context: dict[str, Any] | None, options: dict[str, Any]) -> list[str]:
    found = Axe().run(page, context, options).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in {"serious", "critical"}]


def test_no_page_shuts_anybody_out(at: Go, pages: dict[str, BeautifulSoup]) -> None:
    found = {}
    for path in pages:
        page = at(path)
        page.evaluate(SHORTEN)
        page.evaluate(UNFOLD)
        if faults := serious(page, None, WITHOUT_CONTRAST):
            found[path] = faults
    assert not found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_look_has_contrast(at: Go, scheme: Literal["light", "dark"]) -> None:
    looks: list[str] = []
    for path in KINDS:
        page = at(path)
        page.emulate_media(color_scheme=scheme)
        page.evaluate(UNFOLD)
        if fresh := page.evaluate(MARK_LOOKS, looks):
            looks += fresh
            assert not serious(page, {"include": [["[data-look]"]]}, CONTRAST), path
    assert len(looks) > 30, "the marks have missed what the pages show"


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


# The place of the button, which this site of the tests has been written without.
PLACE_TO_RUN = """new MutationObserver(() => {
  const head = document.querySelector("header.head");
  if (!head || head.querySelector(".run-this-lesson")) return;
  head.insertAdjacentHTML("beforeend", "<p class='run-this-lesson'></p>");
}).observe(document, { childList: true, subtree: true })"""


def test_from_a_folder(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.add_init_script(PLACE_TO_RUN)
    page.goto((folder / LESSON).as_uri())
    assert "open this page from a web server" in page.locator(".run-this-lesson").inner_text()
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
