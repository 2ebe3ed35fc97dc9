"""A lesson without a mouse, in a window of 1280 by 720: no key surprises, and what comes is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ACTIVE = "window.jupyterapp.shell.currentWidget.content.activeCellIndex"
ON_CELL = f"place => document.activeElement.matches('.jp-Cell') && {ACTIVE} === place"
SEEN = """node => { const { top, bottom } = node.getBoundingClientRect();
  const { top: first, bottom: last } = node.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
  return top >= first - 1 && bottom <= last + 1; }"""
LINES = "\n".join(f"# line {number}" for number in range(40))


@pytest.fixture
def opened(lab: Any, same_page: Page) -> Page:  # noqa: ANN401 - conftest's Lab
    """A notebook with questions between tall cells, opened in a small window; its first question is next."""
    sources = ["from thirteenth import quiz", LINES, 'quiz.ask("q-0003")', 'quiz.ask("q-0001")', LINES]
    page = same_page
    page.set_viewport_size({"width": 1280, "height": 720})
    lab.open_instead(page, lab.write("notebooks/keyboard.ipynb", *sources))
    page.keyboard.press("Escape")
    for _ in range(2):
        page.keyboard.press("Shift+Enter")
    return page


def test_escape_leads_from_the_year_slider_to_its_cell(lab: Any, same_page: Page) -> None:  # noqa: ANN401 - conftest's Lab
    page = same_page
    source = "from thirteenth import charts\ncharts.composition_slider(1985, 1990)"
    lab.open_instead(page, lab.write("notebooks/slide.ipynb", source))
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.get_by_role("slider", name="Year").press("ArrowRight")
    page.keyboard.press("Escape")
    page.wait_for_function(ON_CELL, arg=0)


def test_a_map_that_is_run_stands_in_view_and_shift_enter_leads_on(lab: Any, same_page: Page) -> None:  # noqa: ANN401 - conftest's Lab
    page = same_page
    page.set_viewport_size({"width": 1280, "height": 720})
    lab.open_instead(page, "notebooks/00-start-here.ipynb")
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    year = page.get_by_role("slider", name="Year")
    year.wait_for()
    page.wait_for_function(SEEN, arg=page.locator("figure img:visible").first.element_handle(), timeout=5000)
    year.press("Shift+Enter")
    page.wait_for_function(ON_CELL, arg=2)


def test_s2_12_a_text_that_was_opened_by_two_clicks_closes_as_help_says(lab: Any, same_page: Page) -> None:  # noqa: ANN401 - conftest's Lab
    page = same_page
    lab.open_instead(page, "notebooks/help.ipynb")
    cell = page.locator(".jp-MarkdownCell").nth(1)
    cell.locator("h2").dblclick()
    cell.locator(".cm-content", has_text="## If something looks wrong").wait_for()
    page.keyboard.press("Shift+Enter")
    cell.locator("h2").wait_for()
    row = cell.locator("tr", has_text="a text turns into signs").inner_text()
    assert row.endswith("press Shift+Enter")


def asked(page: Page, name: str) -> Locator:
    return page.locator(f"form[data-question='{name}']")


def test_a_question_that_is_run_by_shift_enter_stands_in_view(opened: Page) -> None:
    for name, place in (("q-0003", 3), ("q-0001", 4)):
        opened.keyboard.press("Shift+Enter")
        asked(opened, name).wait_for()
        opened.wait_for_function(SEEN, arg=asked(opened, name).element_handle())
        assert opened.evaluate(ACTIVE) == place


FIRST_SEEN = """node => { const { top } = node.getBoundingClientRect();
  const { top: first, bottom: last } = node.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
  return top >= first - 1 && top < first + (last - first) / 4; }"""


@pytest.mark.parametrize(
    "asking", ['quiz.ask("q-0506", "q-0507", "q-0508")', 'quiz.rate("E01", "E08", "E09", "E11", "E02")']
)
def test_what_is_taller_than_the_window_is_shown_from_its_beginning(lab: Any, page: Page, asking: str) -> None:  # noqa: ANN401 - conftest's Lab
    page.set_viewport_size({"width": 1280, "height": 720})
    lab.open(page, lab.write("notebooks/tall.ipynb", "from thirteenth import quiz", LINES, asking, LINES))
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("Shift+Enter")
    first = page.locator("form").first
    first.wait_for()
    page.wait_for_function(FIRST_SEEN, arg=first.element_handle(), timeout=5000)


SHOWN = {
    "a chart": "from thirteenth import charts\ncharts.composition('1954-03-31')",
    "a chart drawn by hand": "import thirteenth, pandas as pd\nax = pd.Series([1, 3, 2]).plot()",
    "cards": "from thirteenth import cards\ncards.papers('soviet-note')",
    "a table": "import pandas as pd\npd.DataFrame({'a': range(12)})",
}


@pytest.mark.parametrize("shown", SHOWN)
def test_what_a_cell_shows_stands_in_view_when_it_was_run(shown: str, lab: Any, same_page: Page) -> None:  # noqa: ANN401 - conftest's Lab
    """Also in the cell that has just loaded the course, and where JupyterLab shows the next cell first: a tall one."""
    page = same_page
    page.set_viewport_size({"width": 1280, "height": 720})
    lab.open_instead(page, lab.write("notebooks/shown.ipynb", LINES, "import thirteenth", SHOWN[shown], LINES))
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("Shift+Enter")
    output = page.locator(".jp-CodeCell").nth(2).locator(".jp-OutputArea-output").first
    output.wait_for()
    page.wait_for_function(SEEN, arg=output.element_handle(), timeout=5000)
    assert page.evaluate(ACTIVE) == 3


def test_a_chart_is_dark_on_a_dark_page_before_any_question_was_run(lab: Any, page: Page) -> None:  # noqa: ANN401 - conftest's Lab
    lab.open(page, lab.write("notebooks/dark.ipynb", SHOWN["a chart"], SHOWN["a chart drawn by hand"]))
    page.evaluate("window.jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })")
    page.locator(".jp-CodeCell").first.locator(".jp-InputPrompt").click()
    for _ in range(2):
        page.keyboard.press("Shift+Enter")
    for picture in (page.locator("figure img"), page.locator(".jp-RenderedImage img")):
        picture.wait_for()
        page.wait_for_function(
            "image => getComputedStyle(image).filter.startsWith('invert')", arg=picture.element_handle()
        )


def test_shift_enter_in_a_question_goes_on_and_presses_nothing(opened: Page) -> None:
    opened.keyboard.press("Shift+Enter")
    form = asked(opened, "q-0003")
    hint = form.get_by_role("button", name="Hint (2 left)")
    hint.focus()
    opened.keyboard.press("Shift+Enter")
    opened.wait_for_function(ON_CELL, arg=3)
    form.get_by_role("button", name="Check").focus()
    opened.keyboard.press("Shift+Enter")
    opened.wait_for_function(ON_CELL, arg=3)
    hint.press("Enter")
    form.get_by_text("Hint 1").wait_for()
    assert form.get_by_text("Hint 2").count() == form.locator(".headline").count() == 0
