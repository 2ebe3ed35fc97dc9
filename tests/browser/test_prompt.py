"""A question's words as they are drawn: what is asked stands out, and the first stop of the Tab key is the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.quiz import answers, bank
from coursekit.quiz.public import as_html
from coursekit.quiz.view import QuestionWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize(
    ("question_id", "asked", "lines"),
    [
        ("q-0005", "In 15 to 60 words: what do you believe today", 1),
        ("q-0310", "Does this late date speak for peaceful Soviet intent", 1),
        ("q-0501", "Match each paper with its date and its kind.", 1),
        ("q-0103", "How many of the six are references?", 7),
    ],
)
def test_what_is_asked_is_bold_here_and_without_a_kernel(
    page: Page, draw: Callable[..., None], tmp_path: Path, question_id: str, asked: str, lines: int
) -> None:
    question = bank.find(question_id)
    draw(QuestionWidget(question, answers.Log(tmp_path / "learner.jsonl")))
    legend = page.locator("legend").first
    bold = legend.locator("strong").inner_text()
    assert bold.startswith(asked)
    assert " ".join(legend.inner_text().split()) == question.prompt.strip()
    stored = as_html(question)
    assert f"<strong>{bold}</strong>".replace("'", "&#x27;") in stored
    assert stored.count("<br>") == legend.locator(".before").text_content().count("\n") == (lines if lines > 1 else 0)  # type: ignore[union-attr]  # it has a text


def test_who_is_who_does_not_stand_before_the_answer(page: Page, draw: Callable[..., None], tmp_path: Path) -> None:
    draw(QuestionWidget(bank.find("q-0503"), answers.Log(tmp_path / "learner.jsonl")))
    page.get_by_text("Who is who").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "radio"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Who is who"


@pytest.mark.parametrize("question_id", ["q-0501", "q-0506", "q-0104", "q-0310", "q-0107", "q-0302"])
def test_nothing_leaves_a_question_at_200_per_cent(
    page: Page, draw: Callable[..., None], tmp_path: Path, question_id: str
) -> None:
    page.set_viewport_size({"width": 300, "height": 360})
    draw(QuestionWidget(bank.find(question_id), answers.Log(tmp_path / "learner.jsonl")))
    outside = """form => [...form.querySelectorAll("*")].filter(node => node.getBoundingClientRect().right >
      form.getBoundingClientRect().right + 1).map(node => node.outerHTML.slice(0, 80))"""
    assert page.locator("form").evaluate(outside) == []
