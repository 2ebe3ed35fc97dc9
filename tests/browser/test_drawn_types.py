"""An eleventh type of question, drawn and answered in a real browser from its own pair of files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from coursekit.quiz import answers, registry, types
from coursekit.quiz.question import Question
from coursekit.quiz.view import QuestionWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PYTHON = '''
"""Say yes or no: ``said``."""
from coursekit.quiz.reply import judged

FIELDS = {"is_true": {"type": "boolean"}}


def face(body):
    return {}


def mark(question, response):
    return judged(question, int((response["said"] == "yes") == question.body["is_true"]), 1, [], [])
'''
SCRIPT = """builders["yes-no"] = (question, fieldset, given, name) => {
  fieldset.append(...choices("radio", name, [{ id: "yes", text: "Yes" }, { id: "no", text: "No" }], [given.said]));
  return () => ({ said: picked(fieldset, name)[0] ?? "" });
};"""


def test_an_eleventh_type_is_drawn_and_answered(
    page: Page, draw: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "yes_no.py").write_text(PYTHON, encoding="utf-8")
    (tmp_path / "yes_no.js").write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setattr(types, "__path__", [*types.__path__, str(tmp_path)])
    registry.question_types.cache_clear()
    try:
        asked = Question("q-9001", "yes-no", "Two and two are four?", (), "Because.", (), {"is_true": True})
        widget = QuestionWidget(asked, answers.Log(tmp_path / "learner.jsonl"))
        draw(widget)
        page.get_by_role("radio", name="Yes").check()
        page.get_by_role("button", name="Check").click()
        (sent,) = page.evaluate("window.model.sent")
        assert sent == {"kind": "submit", "response": {"said": "yes"}}
        widget.submit(sent["response"])
        page.evaluate("reply => window.tell('reply', reply)", widget.reply)
        page.locator(".headline", has_text="Right.").wait_for()
    finally:
        registry.question_types.cache_clear()
        sys.modules.pop("coursekit.quiz.types.yes_no", None)
