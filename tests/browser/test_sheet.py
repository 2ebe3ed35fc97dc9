"""An exercise sheet in a real JupyterLab: nothing yet, wrong first, then right, and handed in to be graded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SHEET = "03-who-was-in.ipynb"


def cell(page: Page, text: str) -> Locator:
    return page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text=text)).first


def run(page: Page, asked: Locator) -> str:
    """Run a cell with Shift+Enter and return what it shows."""
    asked.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    asked.locator(".jp-InputPrompt", has_text="*").wait_for(state="detached")
    page.wait_for_function("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'")
    return " ".join(asked.locator(".jp-OutputArea").all_inner_texts())


def test_a_learner_is_told_what_is_missing_wrong_and_right(lab: Any, same_page: Page, tmp_path: Path) -> None:  # noqa: ANN401 - conftest's Lab
    page = same_page
    lab.open_instead(page, f"exercises/{SHEET}")
    run(page, cell(page, "import pandas as pd"))
    answer, check = cell(page, "next_number = "), cell(page, 'check("t3-2"')
    run(page, answer)
    assert "Nothing here yet: put your answer in place of the three dots" in run(page, check)
    lab.replace_text(page, answer, "next_number = [12, 14, 15]")
    run(page, answer)
    said = run(page, check)
    assert "Not yet. Received: the list [12, 14, 15]. That is how many there were." in said
    assert "Traceback" not in said
    lab.replace_text(page, answer, "next_number = [13, 15, 16]")
    run(page, answer)
    assert run(page, check).split() == ["[13,", "15,", "16]", "✓", "Right."]
    if folder := os.environ.get("THIRTEENTH_PICTURES"):
        page.screenshot(path=f"{folder}/sheet.png")
    lab.save(page)
    outcomes = lab.hand_in(f"exercises/{SHEET}", SHEET, tmp_path)
    others = dict.fromkeys(("t3-1", "t3-3", "t3-4", "t3-5"), "not answered")
    assert outcomes == {**others, "t3-2": "passed", "t3-6": "not answered"}
