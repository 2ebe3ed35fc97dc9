"""The teacher's pages in the real browser, opened as files: what fits, what is readable, what is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from coursekit.browser import find_browser
from coursekit.course import find_course
from coursekit.teaching.making import make_lessons
from coursekit.teaching.printing import Sheet, print_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("teaching_pages")
ROOT = Path(__file__).resolve().parents[2]
PAGES = ("guide.html", "worksheet.html", "key.html", "slides.html")
# What of a slide runs over 1280 by 720 or lies under the arrows, the words of its notes and the size of its smallest
# letters.
MEASURE = """() => {
  const slide = Reveal.getCurrentSlide(), page = slide.querySelector('.page'), box = page.getBoundingClientRect();
  const over = [], sizes = [];
  if (page.scrollHeight > 721 || page.scrollWidth > 1281) over.push('the slide itself');
  for (const element of page.querySelectorAll('*')) {
    const style = getComputedStyle(element), place = element.getBoundingClientRect();
    if (style.clipPath !== 'none' || style.display === 'none' || !place.width) continue;
    const inside = place.right <= box.left + 1281 && place.bottom <= box.top + 721 && place.top >= box.top - 1;
    if (!inside) over.push(element.outerHTML.slice(0, 90));
    const words = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (words) sizes.push(parseFloat(style.fontSize));
  }
  const controls = [...document.querySelectorAll('.controls button, .slide-number')].map(
    control => control.getBoundingClientRect());
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walker.nextNode()) {
    range.selectNodeContents(walker.currentNode);
    const hidden = [...range.getClientRects()].some(line => controls.some(control => meets(line, control)));
    if (walker.currentNode.data.trim() && hidden) over.push(`under a control: ${walker.currentNode.data.slice(-40)}`);
  }
  return {over, smallest: Math.min(...sizes, 99), notes: slide.querySelector('aside.notes').textContent.trim()};
}"""
# The parts of a worksheet out of which something hangs into the next one.
OVERLAID = """() => {
  const end = element => element.getBoundingClientRect().bottom;
  const hangs = part => [...part.querySelectorAll('*')].some(inner => end(inner) > end(part) + 1);
  return [...document.querySelectorAll('.part')].filter(hangs).map(part => part.className);
}"""
SMALLEST_PX = 17
WIDTH = re.compile(rb"/MediaBox ?\[0 0 ([\d.]+) [\d.]+\]")
# Paper less the margins of paper.css, at 96 dots an inch.
PAPER_PX = {"A4": (688, 1024), "Letter": (710, 957)}
# Four papers are rated against four explanations: that many tables fill a third side.
RATES_FOUR_PAPERS = 5
SHOWN = """() => {
  const slide = Reveal.getCurrentSlide();
  return slide.querySelector('.page').className + slide.innerText;
}"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The teacher's room with all lessons, without PDF."""
    folder = tmp_path_factory.mktemp("room")
    course = find_course(ROOT)
    make_lessons(course, [f"{number:02}" for number in range(1, 10)], folder, pdf=False)
    return folder


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """A page that may read files and nothing else; any error of a script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "about:", "blob:"))] == []


def lesson(room: Path, number: int) -> Path:
    return next(room.glob(f"{number:02}-*"))


@pytest.mark.parametrize("number", range(1, 10))
def test_no_slide_runs_over_and_each_has_notes(number: int, room: Path, opened: Page) -> None:
    opened.goto((lesson(room, number) / "slides.html").as_uri())
    opened.wait_for_function("window.Reveal && Reveal.isReady()")
    total = opened.evaluate("Reveal.getTotalSlides()")
    assert total >= 10
    for place in range(total):
        opened.evaluate("place => Reveal.slide(place)", place)
        found: dict[str, Any] = opened.evaluate(MEASURE)
        assert found["over"] == [], f"slide {place + 1}"
        assert found["smallest"] >= SMALLEST_PX, f"slide {place + 1}"
        assert len(found["notes"]) > 30, f"slide {place + 1}"


def test_a_deck_is_led_by_keyboard_and_shows_no_answer_before_its_vote(room: Path, opened: Page) -> None:
    opened.goto((lesson(room, 3) / "slides.html").as_uri())
    opened.wait_for_function("window.Reveal && Reveal.isReady()")
    seen = []
    for _ in range(opened.evaluate("Reveal.getTotalSlides()")):
        seen.append(
            opened.evaluate(
                "Reveal.getCurrentSlide().querySelector('.page').className + Reveal.getCurrentSlide().innerText"
            )
        )
        opened.keyboard.press("ArrowRight")
    vote = next(place for place, text in enumerate(seen) if "q-0303" in text)
    assert "page vote" in seen[vote]
    assert "thirteenth vote q-0303" in seen[vote]
    assert "right" not in seen[vote].split("Vote", 1)[1].split("be right?", 1)[1]
    assert "page answer" in seen[vote + 1]
    assert re.search(r"February 1952\.\s*✓ right", seen[vote + 1])


@pytest.mark.parametrize("number", [3, 5, 7])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(number: int, name: str, room: Path, opened: Page) -> None:
    opened.goto((lesson(room, number) / name).as_uri())
    if name == "slides.html":
        opened.wait_for_function("window.Reveal && Reveal.isReady()")
    views = opened.evaluate("Reveal.getTotalSlides()") if name == "slides.html" else 1
    for place in range(views):
        if name == "slides.html":
            opened.evaluate("place => Reveal.slide(place)", place)
        assert serious(opened) == [], f"view {place + 1}"


@pytest.mark.parametrize("name", ["index.html", "structured-controversy.html", "head-of-department.html"])
def test_axe_finds_nothing_serious_on_the_shared_pages(name: str, room: Path, opened: Page) -> None:
    opened.goto((room / name).as_uri())
    assert serious(opened) == []


def serious(page: Page) -> list[str]:
    # The script is large, and a deck is looked at slide by slide.
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    violations = page.evaluate("axe.run().then(found => found.violations)")
    found = [entry for entry in violations if entry["impact"] in {"serious", "critical"}]
    return [f"{entry['id']}: {entry['nodes'][0]['html'][:120]}" for entry in found]


@pytest.mark.parametrize("paper", PAPER_PX)
@pytest.mark.parametrize("number", range(1, 10))
def test_the_plan_of_a_lesson_fits_one_sheet_of_paper(number: int, paper: str, room: Path, opened: Page) -> None:
    width, height = PAPER_PX[paper]
    opened.set_viewport_size({"width": width, "height": height})
    opened.emulate_media(media="print")
    opened.goto((lesson(room, number) / "guide.html").as_uri())
    box = opened.locator("#plan").bounding_box()
    assert box
    assert box["height"] <= height


@pytest.mark.parametrize("name", [*PAGES[:3], "../index.html", "../structured-controversy.html"])
def test_a_page_is_read_on_a_phone_without_scrolling_aside(name: str, room: Path, opened: Page) -> None:
    opened.set_viewport_size({"width": 360, "height": 740})
    opened.goto((lesson(room, 3) / name).resolve().as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("number", range(1, 10))
@pytest.mark.parametrize("name", ["worksheet.html", "key.html"])
def test_no_part_of_a_sheet_lies_on_another(name: str, number: int, room: Path, opened: Page) -> None:
    opened.goto((lesson(room, number) / name).as_uri())
    opened.emulate_media(media="print")
    over = opened.evaluate(OVERLAID)
    assert over == []


def test_the_guide_names_the_slides_by_their_numbers_in_the_deck(room: Path, opened: Page) -> None:
    opened.goto((lesson(room, 3) / "guide.html").as_uri())
    named = opened.locator("#plan .uses").all_inner_texts()
    opened.goto((lesson(room, 3) / "slides.html").as_uri())
    opened.wait_for_function("window.Reveal && Reveal.isReady()")
    found = re.findall(r"slide (\d+), (?:“([^”]+)”|(?:worksheet part \d+, )?(q-\d{4}))", "\n".join(named))
    assert len(found) >= 8
    for number, title, question in found:
        opened.evaluate("place => Reveal.slide(place)", int(number) - 1)
        # The slide with an answer that has waited does not name its question.
        is_shown = "page answer" if title.startswith("Answer to") else title or question
        assert is_shown in opened.evaluate(SHOWN)


@pytest.mark.parametrize("name", ["structured-controversy.html", "head-of-department.html"])
def test_a_shared_page_is_one_page(name: str, room: Path, tmp_path: Path) -> None:
    browser = find_browser()
    assert browser
    for paper in ("A4", "Letter"):
        print_sheets([Sheet(room / name, tmp_path / f"{paper}.pdf", paper)], browser)
        assert pages_of(tmp_path / f"{paper}.pdf") == 1


@pytest.mark.parametrize("paper", PAPER_PX)
@pytest.mark.parametrize("number", range(1, 10))
def test_a_worksheet_needs_one_sheet_of_paper_printed_on_both_sides(
    number: int, paper: str, room: Path, opened: Page
) -> None:
    opened.goto((lesson(room, number) / "worksheet.html").as_uri())
    sides = pages_in(opened.pdf(format=paper))
    assert sides <= (3 if number == RATES_FOUR_PAPERS else 2), f"{sides} sides"


def test_a_worksheet_is_printed_on_either_paper_the_same_each_time(room: Path, tmp_path: Path) -> None:
    browser = find_browser()
    assert browser
    page = lesson(room, 3) / "worksheet.html"
    targets = {name: tmp_path / f"{name}.pdf" for name in ("A4", "Letter", "again")}
    print_sheets([Sheet(page, path, "Letter" if name == "Letter" else "A4") for name, path in targets.items()], browser)
    sizes = {
        name: {round(float(width)) for width in WIDTH.findall(path.read_bytes())} for name, path in targets.items()
    }
    assert sizes == {"A4": {595}, "Letter": {612}, "again": {595}}
    assert pages_of(targets["A4"]) <= 3
    assert targets["A4"].read_bytes() == targets["again"].read_bytes()


def pages_of(pdf: Path) -> int:
    return pages_in(pdf.read_bytes())


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", pdf))
