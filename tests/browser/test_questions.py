"""Every type of question in a real JupyterLab, by keyboard alone: JupyterLab must not take a key for itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
LETTERS = "abd"
COMMON = {"skill": "x", "claims": [], "hints": ["Look."], "explanation": "Because."}
EVIDENCE = [{"id": f"e{number}", "text": f"Source {number}"} for number in (1, 2, 3)]
BODIES: dict[str, dict[str, Any]] = {
    "single": {"options": [{"id": n, "text": n, "correct": n == "b", "feedback": f"on {n}"} for n in "abc"]},
    "multiple": {"options": [{"id": n, "text": n, "correct": n != "b", "feedback": f"on {n}"} for n in "abc"]},
    "numeric": {"answer": {"value": 2231, "tolerance": 0, "unit": "days"}},
    "order": {"items": [{"id": n, "text": f"Event {n}"} for n in "abc"], "order": ["b", "c", "a"]},
    "match": {
        "left": [{"id": n, "text": n} for n in "ab"],
        "right": [{"id": n, "text": n} for n in "pq"],
        "pairs": {"a": "q", "b": "p"},
    },
    "estimate": {"answer": {"value": 14, "tolerance": 1, "unit": "members", "min": 5, "max": 32, "step": 1}},
    "confidence": {"scale": {"min": 0, "max": 100, "step": 5, "low": "not sure", "high": "sure"}},
    "stance": {
        "positions": [{"id": n, "text": f"Position {n}", "counter": f"Against {n}"} for n in "ab"],
        "evidence": EVIDENCE,
        "min_words": 3,
    },
    "text": {"words": {"min": 3, "max": 9}, "rubric": [{"points": 2, "criterion": "is clear"}]},
    "rate-evidence": {"evidence": "E04", "allowed": {"H1": ["N", "I"], "H2": ["CC", "C"]}},
}
# Keys from the first control on, and how the reply begins.
WAYS = {
    "single": (["Space", "ArrowDown", "Enter"], "Right."),
    "multiple": (["Space", "Tab", "Tab", "Space", "Tab", "Enter"], "Right."),
    "numeric": (["type 2,231", "Enter"], "Right."),
    "order": (["Space", "Enter"], ""),
    "match": (["ArrowDown", "ArrowDown", "Tab", "type p", "Tab", "Enter"], "Right."),
    "estimate": (["Home", "ArrowRight", "Tab", "Enter"], "You said 6; the answer is 14 members. That is 8 away."),
    "confidence": (["End", "ArrowLeft", "Tab", "Enter"], "Saved: 95 of 100."),
    "text": (["type a word", "Enter", "type and badly", "Tab", "Enter"], "Saved. 4 words."),
    "rate-evidence": (["type N", "Tab", "type CC", "Tab", "Enter"], "2 of 2 lie within the range"),
}
STANCE = [
    *("Space", "ArrowDown", "Tab", "ArrowRight", "Tab", "Space", "Tab", "Space", "Tab", "Tab"),
    *("type a bad", "Enter", "type idea", "Tab", "type one two three four five six seven eight", "Tab", "Enter"),
]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        if key.startswith("type "):
            page.keyboard.type(key.removeprefix("type "))
        else:
            page.keyboard.press(key)


@pytest.fixture
def notebook(lab: Any) -> str:  # noqa: ANN401 - conftest's Lab
    """A notebook that asks one question of each type."""
    questions = [
        {"id": f"q-90{number:02d}", "type": kind, "prompt": f"A {kind} question?", **COMMON, **body}
        for number, (kind, body) in enumerate(BODIES.items(), start=1)
    ]
    bank = {"lesson": 90, "title": "Every type", "questions": questions}
    (lab.course / "data" / "questions" / "90.yaml").write_text(yaml.safe_dump(bank), encoding="utf-8")
    sources = ["from thirteenth import quiz", *(f'quiz.ask("{question["id"]}")' for question in questions)]
    path: str = lab.write("notebooks/every-type.ipynb", *sources)
    return path


def test_every_type_is_answered_by_keyboard_alone(
    lab: Any,  # noqa: ANN401 - conftest's Lab
    same_page: Page,
    run_all: Callable[[Page], None],
    notebook: str,
) -> None:
    page = same_page
    lab.open_instead(page, notebook)
    run_all(page)
    cells = page.locator(".jp-Cell").count()
    for kind, (keys, headline) in WAYS.items():
        first_control(asked(page, kind)).focus()
        press(page, *keys)
        if headline:
            asked(page, kind).locator(".headline", has_text=headline).wait_for()
    an_order_keeps_the_focus_and_says_the_move(page)
    a_position_gets_its_counter_argument(page)
    the_last_hint_keeps_the_focus(page)
    letters_stay_in_the_question(page)
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"
    logged = kept(lab)
    assert {entry["type"] for entry in logged.values()} == set(BODIES)
    assert logged["text"]["response"] == {"text": "a word\nand badly"}
    a_reloaded_page_shows_the_draft(lab, page, notebook)


def asked(page: Page, kind: str) -> Locator:
    return page.locator("form.coursekit-question", has=page.get_by_text(f"A {kind} question?", exact=True))


def first_control(form: Locator) -> Locator:
    return form.locator("input, select, textarea, button:not([disabled])").first


def focused(page: Page) -> str:
    said: str = page.evaluate(
        "(at => at.getAttribute('aria-label') || at.closest('label')?.textContent || at.textContent)"
        "(document.activeElement)"
    )
    return said


def an_order_keeps_the_focus_and_says_the_move(page: Page) -> None:
    form = asked(page, "order")
    assert form.locator(".words").all_inner_texts() == ["Event b", "Event c", "Event a"]
    form.get_by_role("button", name="Move up: Event a").focus()
    press(page, "Space")
    assert focused(page) == "Move up: Event a"
    assert form.locator("[aria-live=assertive]").text_content() == "Event a: now place 2 of 3"
    press(page, "Tab", "Enter")
    assert focused(page) == "Move up: Event a", "at the end the other button holds the focus"
    press(page, "Tab", "Enter")
    form.locator(".headline", has_text="Right.").wait_for()


def a_position_gets_its_counter_argument(page: Page) -> None:
    form = asked(page, "stance")
    first_control(form).focus()
    press(page, *STANCE)
    form.get_by_text("Against b").wait_for()
    assert form.locator(".headline").inner_text().startswith("Saved. 4 of 4 parts of a full argument are there.")


def the_last_hint_keeps_the_focus(page: Page) -> None:
    form = asked(page, "single")
    form.get_by_role("button", name="Hint (1 left)").press("Enter")
    form.get_by_text("Hint 1: Look.").wait_for()
    assert focused(page) == "No more hints"


def letters_stay_in_the_question(page: Page) -> None:
    for control in (
        page.locator("form.coursekit-question").locator("input, select, button:not([disabled]):not([hidden])").all()
    ):
        control.focus()
        press(page, *LETTERS)
    # Escape leads to the cell, where letters are JupyterLab's; who comes back types in the question again.
    press(page, "Escape")
    page.wait_for_function("document.activeElement.matches('.jp-Cell')")
    control.focus()
    press(page, *LETTERS)


def kept(lab: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401 - conftest's Lab
    lines = (lab.course / "answers" / "learner.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return {entry["type"]: entry for entry in entries if entry["question"].startswith("q-90")}


def a_reloaded_page_shows_the_draft(lab: Any, page: Page, notebook: str) -> None:  # noqa: ANN401 - conftest's Lab
    area = asked(page, "text").get_by_role("textbox")
    area.fill("not sent yet")
    asked(page, "text").get_by_text("You have changed something since this reply.").wait_for()
    page.wait_for_function("() => Object.values(localStorage).some((kept) => kept.includes('not sent yet'))")
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    lab.open(page, notebook)
    area.wait_for()
    assert area.input_value() == "not sent yet"
    assert asked(page, "match").locator(".headline").inner_text() == "Right."
