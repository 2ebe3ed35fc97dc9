"""The year slider in a plain page, as in an exported lesson: no kernel, no server, two sliders side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from thirteenth import charts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "page.html"
    figures = charts.composition_slider().as_html() + charts.composition_slider(1980, 2000).as_html()
    path.write_text(f'<!doctype html><html lang="en"><meta charset="utf-8">{figures}</html>', encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, exported: Path) -> Iterator[Callable[..., Page]]:
    """Open the page, with scripts or without."""
    pages = []

    def open_page(*, scripts: bool) -> Page:
        page = browser.new_page(viewport={"width": 1280, "height": 720}, java_script_enabled=scripts)
        page.set_default_timeout(20_000)
        page.goto(exported.as_uri())
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()


def year_of(figure: Locator) -> str:
    found = re.match(r"31 December (\d{4}): ", figure.locator("output").inner_text())
    assert found
    return found[1]


@pytest.mark.parametrize("scripts", [True, False])
def test_one_picture_is_seen(opened: Callable[..., Page], *, scripts: bool) -> None:
    page = opened(scripts=scripts)
    for figure, year in zip(page.locator("figure").all(), ("1955", "1980"), strict=True):
        assert figure.locator("img:visible").count() == 1
        assert figure.locator("input").count() == figure.get_by_role("slider", name="Year").count() == int(scripts)
        assert figure.get_by_text("Run this cell").count() == int(not scripts)
        assert year_of(figure) == year


def test_keys_move_one_slider_and_leave_the_other(opened: Callable[..., Page]) -> None:
    page = opened(scripts=True)
    first, second = page.locator("figure").all()
    slider = first.get_by_role("slider")
    slider.focus()
    assert slider.get_attribute("data-lm-suppress-shortcuts") is not None, "JupyterLab would take the arrow keys"
    page.keyboard.press("ArrowRight")
    assert year_of(first) == "1956"
    assert "New in" not in first.locator("output").inner_text()
    page.keyboard.press("End")
    assert year_of(first) == "2024"
    assert (
        first.locator("img:visible").get_attribute("alt")
        == "NATO 32, Warsaw Pact 0; in neither, 11 of the 43 states on the map."
    )
    assert first.locator("img:visible").count() == 1
    assert first.locator("img:visible").evaluate("picture => picture.naturalWidth") > 0
    page.keyboard.press("Home")
    assert year_of(first) == "1949"
    assert year_of(second) == "1980"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_buttons_go_from_change_to_change(opened: Callable[..., Page]) -> None:
    page = opened(scripts=True)
    figure = page.locator("figure").first
    slider, output = figure.get_by_role("slider"), figure.locator("output")
    forward, back = (figure.get_by_role("button", name=name) for name in ("next change", "previous change"))
    slider.fill("1950")
    seen = []
    for _ in range(4):
        forward.press("Enter")
        seen.append(year_of(figure))
    assert seen == ["1952", "1955", "1960", "1964"]
    assert output.inner_text().endswith("New on the map: Malta.")
    slider.fill("1957")
    back.press("Space")
    assert year_of(figure) == "1955", "the year in which the picture shown began"
    slider.fill("1949")
    back.click()
    assert year_of(figure) == "1949"
    slider.fill("2024")
    forward.click()
    assert year_of(figure) == "2024"


def test_the_year_stands_above_the_knob_and_play_moves_it(opened: Callable[..., Page]) -> None:
    page = opened(scripts=True)
    figure = page.locator("figure").first
    slider, year = figure.get_by_role("slider"), figure.locator("label b")
    slider.fill("2022")
    assert year.inner_text() == "2022"
    box, knob = year.bounding_box(), slider.bounding_box()
    assert box
    assert knob
    share = (box["x"] + box["width"] / 2 - knob["x"]) / knob["width"]
    assert abs(share - 73 / 75) < 0.03, "2022 of 1949 to 2024"
    play = figure.get_by_role("button", name="Play")
    play.press("Enter")
    figure.get_by_role("button", name="Pause").wait_for()
    page.wait_for_function("() => document.querySelector('figure input').value === '2024'")
    play.wait_for()
    assert year_of(figure) == "2024", "it ends with the last year"


def test_a_tile_says_its_state_to_the_pointer_and_to_the_keys(opened: Callable[..., Page]) -> None:
    page = opened(scripts=True)
    figure = page.locator("figure").first
    tile = figure.locator("[title^='SUN: Soviet Union']")
    assert tile.get_attribute("title") == "SUN: Soviet Union, Warsaw Pact, seat 8"
    tile.hover()
    named = figure.locator("p[aria-live]")
    assert named.inner_text() == "SUN: Soviet Union, Warsaw Pact, seat 8"
    states = figure.get_by_role("group", name="States on the map")
    states.focus()
    first = named.inner_text()
    page.keyboard.press("ArrowRight")
    assert named.inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert named.inner_text() == first
    figure.get_by_role("slider").fill("2024")
    assert figure.locator("[title^='SUN']").count() == 0


@pytest.mark.parametrize("end", ["Home", "End"])
def test_the_year_beside_the_knob_covers_no_word(opened: Callable[..., Page], end: str) -> None:
    figure = opened(scripts=True).locator("figure").first
    figure.get_by_role("slider").press(end)
    gaps = figure.locator("label").evaluate(
        """(label) => {
          const words = document.createRange();
          words.selectNodeContents(label.firstChild);
          const year = label.querySelector("b").getBoundingClientRect();
          const button = label.nextElementSibling.getBoundingClientRect();
          return [year.left - words.getBoundingClientRect().right, button.left - year.right];
        }"""
    )
    assert min(gaps) >= 4, f"px between the word Year, the year and the next button: {gaps}"
