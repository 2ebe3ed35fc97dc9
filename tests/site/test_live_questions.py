"""The questions of a real lesson's page: all of them answered on a phone's screen, and taken to a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.site.questions.reading import check, fill_in, form

from coursekit.quiz import answers, bank
from coursekit.quiz.view import QuestionWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

# One site is written for all of them.
pytestmark = pytest.mark.xdist_group("site")


def test_lesson_3_is_answered_on_a_phone_and_goes_to_a_notebook(at: Callable[[str], Page], tmp_path: Path) -> None:
    page = at("lessons/03-who-was-in.html")
    page.set_default_timeout(60_000)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("html[data-questions=live]").wait_for(state="attached")
    lesson = next(lesson for lesson in bank.lessons() if lesson.number == 3)
    assert page.locator("section[data-question] form").count() == len(lesson.questions)
    replies = {}
    for name in lesson.questions:
        fill_in(form(page, name))
        replies[name] = check(form(page, name))
    assert page.locator(".done", has_text="Lesson done: Who was in?").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my answers to a file").click()
    download.value.save_as(tmp_path / "learner.jsonl")
    log = answers.Log(tmp_path / "learner.jsonl")
    log.refresh()
    assert [record["question"] for record in log.records] == list(lesson.questions)
    shown = {name: QuestionWidget(question, log) for name, question in lesson.questions.items()}
    assert {name: widget.reply["headline"] for name, widget in shown.items()} == replies
