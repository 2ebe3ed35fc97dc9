"""What a learner types is never lost (S1-1), and a lesson can be read the next day (S2-1), in a real JupyterLab."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
COMMON = {"skill": "x", "claims": [], "hints": [], "explanation": "Because."}
ASKED: list[dict[str, Any]] = [
    {"type": "text", "words": {"min": 3, "max": 90}, "rubric": [{"points": 2, "criterion": "is clear"}]},
    {"type": "single", "options": [{"id": n, "text": n, "correct": n == "b", "feedback": n} for n in "abc"]},
    {"type": "order", "items": [{"id": n, "text": f"Event {n}"} for n in "abc"], "order": ["b", "c", "a"]},
    {"type": "confidence", "scale": {"min": 0, "max": 100, "step": 5, "low": "not sure", "high": "sure"}},
]
WORDS = "a text of sixty words that nobody wants to write twice"
RESTART = """async () => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  await kernel.restart();
}"""
STOP = "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.shutdown(); }"
RUN_CELL = """async place => {
  const panel = window.jupyterapp.shell.currentWidget;
  panel.content.activeCellIndex = place;
  await window.jupyterapp.commands.execute('notebook:run-cell');
}"""


@pytest.fixture
def notebook(lab: Any) -> str:  # noqa: ANN401 - conftest's Lab
    """A lesson of four questions and two rows of the grid."""
    questions = [
        {"id": f"q-91{n:02d}", "prompt": f"A {body['type']} question?", **COMMON, **body}
        for n, body in enumerate(ASKED, start=1)
    ]
    bank = {"lesson": 91, "title": "Drafts", "questions": questions}
    (lab.course / "data" / "questions" / "91.yaml").write_text(yaml.safe_dump(bank), encoding="utf-8")
    asks = [f'quiz.ask("{question["id"]}")' for question in questions]
    path: str = lab.write(
        "notebooks/drafts.ipynb", "from thirteenth import quiz", *asks, 'quiz.rate("E02", "E03")', "quiz.progress()"
    )
    return path


def form(page: Page, number: int) -> Locator:
    return page.locator(f'form[data-question="q-91{number:02d}"]')


def box(page: Page) -> Locator:
    return form(page, 1).get_by_role("textbox")


def row(page: Page) -> Locator:
    return page.locator(".thirteenth-matrix tbody tr").first


def type_everywhere(page: Page) -> None:
    box(page).fill(WORDS)
    form(page, 2).get_by_role("radio").nth(1).check()
    form(page, 3).get_by_role("button", name="Move up: Event c").click()
    form(page, 4).get_by_role("slider").fill("85")
    row(page).get_by_role("combobox").nth(1).select_option("CC")


def everything_is_there(page: Page) -> None:
    for number in range(1, 5):
        form(page, number).locator(".badge", has_text="not saved yet").wait_for()
    assert box(page).input_value() == WORDS
    assert form(page, 2).get_by_role("radio").nth(1).is_checked()
    assert form(page, 3).locator(".words").all_inner_texts() == ["Event a", "Event c", "Event b"]
    assert form(page, 4).get_by_role("slider").input_value() == "85"
    assert [select.input_value() for select in row(page).get_by_role("combobox").all()] == ["", "CC", "", ""]
    row(page).locator(".badge", has_text="not saved yet").wait_for()


def kept(lab: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - conftest's Lab
    path = lab.course / "answers" / "learner.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [entry for entry in map(json.loads, lines) if entry["question"].startswith("q-91")]


def test_s1_1_nothing_typed_is_lost(
    lab: Any,  # noqa: ANN401 - conftest's Lab
    page: Page,
    run_all: Callable[[Page], None],
    notebook: str,
) -> None:
    lab.open(page, notebook)
    run_all(page)
    type_everywhere(page)
    for cell in range(1, 6):  # the same cell run again
        page.evaluate(RUN_CELL, cell)
    everything_is_there(page)
    page.evaluate(RESTART)  # Kernel > Restart Kernel and Run All Cells
    run_all(page)
    everything_is_there(page)
    a_press_on_save_after_a_restart_says_what_to_do(page, run_all)
    page.evaluate(STOP)  # a kernel that died
    form(page, 1).get_by_role("button", name="Save").click()
    form(page, 1).get_by_text("Not saved: this notebook's kernel").wait_for()
    page.reload()
    lab.until_ready(page)
    run_all(page)
    everything_is_there(page)
    second = page.context.new_page()  # the tab was closed, the next day has come
    page.close()
    second.set_default_timeout(30_000)
    lab.open(second, notebook)
    run_all(second)
    everything_is_there(second)
    assert kept(lab) == []
    a_saved_draft_is_gone(second, lab, run_all)


def a_press_on_save_after_a_restart_says_what_to_do(page: Page, run_all: Callable[[Page], None]) -> None:
    page.evaluate(RESTART)
    box(page).fill(f"{WORDS} and more")
    form(page, 1).get_by_role("button", name="Save").click()
    said = form(page, 1).get_by_text("Not saved: this notebook's kernel was restarted or has stopped.")
    said.wait_for()
    assert "Run > Run All Cells" in said.inner_text()
    run_all(page)  # what the note says
    assert box(page).input_value() == f"{WORDS} and more"
    box(page).fill(WORDS)
    everything_is_there(page)


def a_saved_draft_is_gone(page: Page, lab: Any, run_all: Callable[[Page], None]) -> None:  # noqa: ANN401 - conftest's Lab
    form(page, 1).get_by_role("button", name="Save").click()
    form(page, 1).locator(".headline", has_text="Saved.").wait_for()
    form(page, 1).locator(".badge").wait_for(state="hidden")
    for place, value in ((0, "N"), (2, "C"), (3, "I")):
        row(page).get_by_role("combobox").nth(place).select_option(value)
    row(page).locator(".badge").wait_for(state="hidden")
    assert [entry["response"].get("text") for entry in kept(lab)] == [WORDS]
    run_all(page)
    form(page, 1).get_by_text("Restored from your answers of").wait_for()
    assert form(page, 1).locator(".badge").is_hidden()
    assert row(page).locator(".badge").is_hidden()
    form(page, 2).locator(".badge", has_text="not saved yet").wait_for()


def test_s2_1_the_next_day_a_lesson_can_be_read(
    lab: Any,  # noqa: ANN401 - conftest's Lab
    page: Page,
    run_all: Callable[[Page], None],
    notebook: str,
) -> None:
    lab.open(page, notebook)
    run_all(page)
    form(page, 2).get_by_role("radio").nth(0).check()
    form(page, 2).get_by_role("button", name="Check").click()
    form(page, 2).locator(".headline", has_text="Not yet.").wait_for()
    # What is not drawn yet is not stored.
    row(page).wait_for()
    page.get_by_text("91 Drafts").wait_for()
    lab.save(page)  # Ctrl+S while the focus is in the question
    page.evaluate(STOP)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Cell')"), "Escape leads back to the cell"
    lab.open(page, notebook)  # a new kernel that has run nothing
    press_f5_as_help_says(lab, page)
    form(page, 2).locator(".headline", has_text="Not yet.").wait_for()
    assert form(page, 2).get_by_role("radio").nth(0).is_checked()
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    assert page.get_by_text("91 Drafts").count() == 1, "progress is readable"
    welcome = form(page, 1).locator(".welcome")
    welcome.wait_for()
    assert "Welcome back" in welcome.inner_text()
    assert "Run > Run All Cells" in welcome.inner_text()
    assert form(page, 3).locator(".welcome").is_hidden(), "said once, at the first question"
    welcome.get_by_role("button").click()
    form(page, 2).get_by_text("As this lesson was last saved.").wait_for()
    lessons_of_two_learners_stay_apart(lab, page, notebook)


def press_f5_as_help_says(lab: Any, page: Page) -> None:  # noqa: ANN401 - conftest's Lab
    """On a busy machine JupyterLab's widget manager now and then draws before it has restored (ipywidgets #3823)."""
    missed = page.get_by_text("Error displaying widget").first
    form(page, 2).or_(missed).first.wait_for()
    if missed.is_visible():
        page.reload()
        lab.until_ready(page)


def test_a_kernel_that_ends_by_itself_is_noticed_without_a_press(
    lab: Any,  # noqa: ANN401 - conftest's Lab
    page: Page,
    run_all: Callable[[Page], None],
    notebook: str,
) -> None:
    lab.open(page, notebook)
    run_all(page)
    box(page).fill(WORDS)
    kernel = page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
    page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute("
        "{ code: 'import os; os._exit(1)' }) && null"
    )
    form(page, 1).get_by_text("Not saved: this notebook's kernel was restarted or has stopped.").wait_for()
    assert form(page, 1).get_attribute("data-live") == "false"
    assert kernel == page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.id")
    run_all(page)
    assert box(page).input_value() == WORDS


def lessons_of_two_learners_stay_apart(lab: Any, page: Page, notebook: str) -> None:  # noqa: ANN401 - conftest's Lab
    page.evaluate("localStorage.setItem('thirteenth/learner', 'bob')")
    lab.open(page, notebook)
    form(page, 2).wait_for()
    form(page, 2).get_by_role("radio").nth(0).wait_for()
    assert not form(page, 2).get_by_role("radio").nth(0).is_checked()
    assert form(page, 2).locator(".headline").count() == 0
    assert form(page, 1).locator(".welcome").is_hidden()
    page.get_by_text("Your progress: run this cell").wait_for()
    assert page.get_by_text("91 Drafts").count() == 0, "progress is the first learner's own"
