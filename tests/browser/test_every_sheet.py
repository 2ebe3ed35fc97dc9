"""All nine sheets in a real JupyterLab: a learner types the model answers, runs all, saves, and hands in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).resolve().parents[2]
SHEETS = [path.name for path in sorted((ROOT / "solutions").glob("*.ipynb"))]
POSITIONS = """() => window.jupyterapp.shell.currentWidget.context.model.sharedModel.cells.map(
  cell => [cell.getMetadata('nbgrader')?.grade_id, cell.getSource()])"""
IDLE = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"


def cells(sheet: str, kind: str) -> dict[str, str]:
    """Return the master's cells that learners fill in (``solution``) or that earn points (``grade``), by name."""
    notebook = json.loads((ROOT / "solutions" / sheet).read_text(encoding="utf-8"))
    marked = [(cell["metadata"].get("nbgrader", {}), "".join(cell["source"])) for cell in notebook["cells"]]
    return {marks["grade_id"]: source for marks, source in marked if marks.get(kind)}


def type_answers(lab: Any, page: Page, sheet: str) -> None:  # noqa: ANN401 - conftest's Lab
    """Replace the text of every answer cell, by keyboard; a written answer's cell opens with Enter."""
    for name, text in cells(sheet, "solution").items():
        place = [found for found, _ in page.evaluate(POSITIONS)].index(name)
        cell = page.locator(".jp-Notebook-cell").nth(place)
        cell.scroll_into_view_if_needed()
        cell.click()
        if cell.locator(".cm-content:visible").count() == 0:
            page.keyboard.press("Enter")
        lab.replace_text(page, cell, text)
        assert page.evaluate(POSITIONS)[place] == [name, text]


def said_by_checks(page: Page, sheet: str) -> dict[str, str]:
    """Return what each check cell shows."""
    names = [name for name, _ in page.evaluate(POSITIONS)]
    checks = [name for name in cells(sheet, "grade") if name not in cells(sheet, "solution")]
    shown = page.locator(".jp-Notebook-cell")
    return {name: shown.nth(names.index(name)).locator(".jp-OutputArea").inner_text() for name in checks}


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_model_answers_are_right_in_the_browser_and_in_the_gradebook(
    sheet: str,
    lab: Any,  # noqa: ANN401 - conftest's Lab
    same_page: Page,
    run_all: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    mine = f"exercises/mine-{sheet}"
    shutil.copy(ROOT / "exercises" / sheet, lab.course / mine)
    page = same_page
    lab.open_instead(page, mine)
    type_answers(lab, page, sheet)
    run_all(page)
    page.wait_for_function(IDLE)
    said = said_by_checks(page, sheet)
    assert said
    assert {name: words for name, words in said.items() if words.split()[-1:] != ["Right."]} == {}
    lab.save(page)
    outcomes = lab.hand_in(mine, sheet, tmp_path)
    written = cells(sheet, "grade").keys() & cells(sheet, "solution").keys()
    assert outcomes == {**dict.fromkeys(said, "passed"), **dict.fromkeys(written, "to be read")}
