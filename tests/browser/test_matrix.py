"""The grid of ratings in a real JupyterLab: sums move at once, ranges come with a full row, and a reload keeps all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
BROWN = "rgb(138, 90, 0)"


@pytest.fixture
def notebook(lab: Any) -> str:  # noqa: ANN401 - conftest's Lab
    path: str = lab.write("notebooks/grid.ipynb", "from thirteenth import quiz", 'quiz.rate("E01", "E08")')
    return path


def row(page: Page, item: str) -> Locator:
    return page.locator(".thirteenth-matrix tbody tr", has=page.get_by_text(item, exact=True))


def foot(page: Page, number: int) -> list[str]:
    return page.locator(".thirteenth-matrix tfoot tr").nth(number).locator("th, td").all_inner_texts()


def test_sums_move_ranges_come_and_a_reload_keeps_all(
    lab: Any,  # noqa: ANN401 - conftest's Lab
    same_page: Page,
    run_all: Callable[[Page], None],
    notebook: str,
) -> None:
    page = same_page
    lab.open_instead(page, notebook)
    run_all(page)
    selects = row(page, "E01").get_by_role("combobox")
    selects.first.focus()
    # By keyboard alone: arrows choose, Tab goes on.
    for steps in (1, 3, 5):
        for key in [*["ArrowDown"] * steps, "Tab"]:
            page.keyboard.press(key)
    assert foot(page, 0)[0] == "what is against it, in 0 full rows"
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert foot(page, 0) == ["what is against it, in 1 full row", "0", "0", "2", "0"]
    assert foot(page, 2) == ["sum of all ratings", "+2", "0", "\N{MINUS SIGN}2", "+1"]
    page.get_by_text("E01: 3 of 4 lie within the range").wait_for()
    assert selects.nth(2).locator("..").evaluate("node => getComputedStyle(node).backgroundColor") == BROWN
    assert row(page, "E01").locator(".range").first.inner_text() == "+1 to +2"
    assert foot(page, 1)[1:] == ["0", "0", "0 to 1", "0"]
    selects.nth(2).select_option("N")
    assert (foot(page, 0)[3], foot(page, 2)[3]) == ("0", "0")
    page.get_by_text("E01: 4 of 4 lie within the range").wait_for()
    lines = (lab.course / "answers" / "learner.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line)["response"] for line in lines if json.loads(line)["question"] == "q-0506"]
    # What the arrow keys passed over is not kept.
    assert [answer["ratings"] for answer in kept] == [
        {"H1": "CC", "H2": "N", "H3": "II", "H4": "C"},
        {"H1": "CC", "H2": "N", "H3": "N", "H4": "C"},
    ]
    row(page, "E08").get_by_text("US role").click()
    row(page, "E08").get_by_text("mere observer").wait_for()
    lab.open(page, notebook)
    run_all(page)
    assert [select.input_value() for select in row(page, "E01").get_by_role("combobox").all()] == ["CC", "N", "N", "C"]
