"""What a learner sees first, in a window of 1280 by 720: guesses are kept, replies come into view, nothing alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
IDLE = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
IN_VIEW = """node => { const { top, bottom } = node.getBoundingClientRect();
  const { top: first, bottom: last } = node.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
  return top >= first - 1 && bottom <= last + 1; }"""


@pytest.fixture
def small(same_page: Page) -> Page:
    same_page.set_viewport_size({"width": 1280, "height": 720})
    return same_page


def cell(page: Page, text: str) -> Locator:
    return page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text=text)).first


def run(page: Page, *texts: str) -> Locator:
    """Run cells with Ctrl+Enter, and return the last one."""
    for text in texts:
        asked = cell(page, text)
        asked.locator(".cm-content").click()
        page.keyboard.press("Control+Enter")
        asked.locator(".jp-InputPrompt", has_text="*").wait_for(state="detached")
        page.wait_for_function(IDLE)
    return asked


def test_a_guess_is_not_answered_before_the_cell_is_run(small: Page, lab: Any) -> None:  # noqa: ANN401 - conftest's Lab
    lab.open_instead(small, "notebooks/00-start-here.ipynb")
    asked = cell(small, "2024 - 1949")
    asked.scroll_into_view_if_needed()
    assert "75" not in asked.inner_text(), "JupyterLab shows the first line of a folded output beside the dots"
    run(small, "2024 - 1949")
    assert asked.locator(".jp-OutputArea-output").last.inner_text().strip() == "75"


def test_a_reply_below_the_windows_edge_comes_into_view(small: Page, lab: Any) -> None:  # noqa: ANN401 - conftest's Lab
    lab.open_instead(small, "notebooks/01-who-is-speaking.ipynb")
    form = run(small, "from thirteenth import charts", "pd.set_option", 'quiz.ask("q-0101")').locator("form")
    button = form.get_by_role("button", name="Check", exact=True)
    form.get_by_role("radio").first.check()
    # The button stands at the window's lower edge, so that what is said stands below it.
    button.evaluate("node => node.scrollIntoView({ block: 'end' })")
    button.press("Enter")
    headline = form.locator(".headline")
    headline.wait_for()
    small.wait_for_function(IN_VIEW, arg=headline.element_handle())


def test_texts_in_tables_stand_flush_left_and_numbers_do_not(small: Page, lab: Any) -> None:  # noqa: ANN401 - conftest's Lab
    notebook = lab.write("notebooks/left.ipynb", 'from thirteenth import tables\ntables.load("claims").head(2)')
    lab.open_instead(small, notebook)
    cells = run(small, "tables.load").locator("tbody tr").first.locator("td")
    looks = cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell).textAlign)")
    assert (looks[0], looks[1]) == ("left", "right"), "claim_id and paragraph"


def test_an_untouched_check_says_so_without_alarm(small: Page, lab: Any) -> None:  # noqa: ANN401 - conftest's Lab
    lab.open_instead(small, "exercises/01-who-is-speaking.ipynb")
    checked = run(small, "import pandas as pd", "size = ", 'check("t1-1"')
    assert "Nothing here yet" in checked.locator(".jp-OutputArea").inner_text()
    assert checked.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    lab.replace_text(small, cell(small, "size = "), "size = [93]")
    said = run(small, "size = ", 'check("t1-1"').locator(".jp-OutputArea")
    assert "That is the number of claims. The task asks for two numbers" in said.inner_text()
    assert said.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
