"""A real JupyterLab, gone through as a learner does: run, look, move the slider, answer by keyboard, come back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
QUESTION = "On which reading would the article's 'thirteenth member' be right?"


def question(page: Page, prompt: str) -> Locator:
    return page.locator("form.coursekit-question", has_text=prompt)


def focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.closest('label, button')?.textContent ?? ''")
    return text.strip()


def answers(course: Path) -> list[dict[str, Any]]:
    lines = (course / "answers" / "learner.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture
def lesson(lab: Any, same_page: Page, run_all: Callable[[Page], None]) -> Page:  # noqa: ANN401 - conftest's Lab
    lab.open_instead(same_page, "notebooks/03-who-was-in.ipynb")
    run_all(same_page)
    return same_page


def test_a_learner_goes_through_lesson_3(lesson: Page, lab: Any, run_all: Callable[[Page], None]) -> None:  # noqa: ANN401 - conftest's Lab
    slider_moves_by_arrow_keys(lesson)
    question_is_answered_by_keyboard(lesson)
    number_is_sent_with_enter(lesson)
    entry = next(entry for entry in reversed(answers(lab.course)) if entry["question"] == "q-0303")
    assert (entry["question"], entry["outcome"], entry["hints"]) == ("q-0303", "right", 1)
    # Loads JupyterLab anew, also when this very notebook stands in the window.
    lab.open(lesson, "notebooks/03-who-was-in.ipynb")
    run_all(lesson)
    restored = question(lesson, QUESTION)
    restored.get_by_text("Restored from your answers of").wait_for()
    assert restored.get_by_role("radio", checked=True).evaluate("radio => radio.parentElement.textContent") == (
        "If the USSR had been admitted after NATO took effect and before 18 February 1952."
    )
    assert restored.locator(".headline").inner_text() == "Right."


def slider_moves_by_arrow_keys(page: Page) -> None:
    figure = page.locator("figure.thirteenth-slider").first
    figure.scroll_into_view_if_needed()
    slider = figure.get_by_role("slider")
    cells = page.locator(".jp-Cell").count()
    slider.focus()
    assert figure.locator("output").inner_text().startswith("31 December 1955: NATO 15, Warsaw Pact 8")
    picture = figure.locator("img:visible").get_attribute("alt")
    page.keyboard.press("ArrowLeft")
    assert figure.locator("output").inner_text().startswith("31 December 1954: NATO 14, Warsaw Pact 0")
    assert figure.locator("img:visible").get_attribute("alt") != picture
    assert figure.locator("img:visible").count() == 1
    figure.get_by_role("button", name="next change").press("Enter")
    assert figure.locator("output").inner_text().startswith("31 December 1955")
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"


def number_is_sent_with_enter(page: Page) -> None:
    asked = question(page, "in the list of members")
    asked.get_by_role("textbox").focus()
    page.keyboard.type("15")
    page.keyboard.press("Enter")
    asked.get_by_text("Right.", exact=True).wait_for()


def question_is_answered_by_keyboard(page: Page) -> None:
    asked = question(page, QUESTION)
    asked.scroll_into_view_if_needed()
    cells = page.locator(".jp-Cell").count()
    radios = asked.get_by_role("radio")
    radios.first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    asked.get_by_text("Not yet. Look again.").wait_for()
    assert asked.locator(".reply li").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused(page).startswith("Hint")
    page.keyboard.press("Space")
    asked.get_by_text("Hint 1:").wait_for()
    right = asked.locator("label", has_text="before 18 February 1952")
    radios.first.focus()
    for _ in range(radios.count()):
        if right.get_by_role("radio").is_checked():
            break
        page.keyboard.press("ArrowDown")
    assert focused(page) == right.inner_text()
    page.keyboard.press("Enter")
    asked.get_by_text("Right.", exact=True).wait_for()
    for letter in "ab":
        page.keyboard.press(letter)
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a letter for itself"


def test_an_order_question_is_answered_by_keyboard(
    lab: Any,  # noqa: ANN401 - conftest's Lab
    same_page: Page,
    run_all: Callable[[Page], None],
) -> None:
    page = same_page
    lab.open_instead(page, "notebooks/02-when-did-it-happen.ipynb")
    run_all(page)
    asked = question(page, "Put them in order")
    asked.scroll_into_view_if_needed()
    bank = lab.course / "data" / "questions" / "02.yaml"
    wanted = order_of(bank, "q-0201")
    for place, text in enumerate(wanted):
        asked.get_by_role("button", name=f"Move up: {text}").focus()
        while asked.locator(".item .words").nth(place).inner_text() != text:
            page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    asked.get_by_role("button", name="Check", exact=True).press("Enter")
    asked.get_by_text("Right.", exact=True).wait_for()
    assert asked.locator(".reply .sign").all_inner_texts() == ["✓"] * len(wanted)


def order_of(path: Path, question_id: str) -> list[str]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = next(item for item in content["questions"] if item["id"] == question_id)
    texts = {item["id"]: item["text"] for item in asked["items"]}
    return [texts[name] for name in asked["order"]]
