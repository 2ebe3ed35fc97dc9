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


IN_WINDOW = """name => {
  const { top, bottom } = document.querySelector(name).getBoundingClientRect();
  return bottom > top && top >= -1 && bottom <= innerHeight + 1;
}"""


@pytest.mark.parametrize("order", [("reply", "done"), ("done", "reply")])
def test_the_end_of_a_lesson_is_seen_with_the_reply_that_brought_it(
    order: tuple[str, str], page: Page, draw: Callable[..., None], tmp_path: Path
) -> None:
    options = [{"id": name, "text": name, "correct": name == "a", "feedback": "Yes."} for name in "abcdefgh"]
    asked = Question("q-9001", "single", "Which letter?", (), "Because.", (), {"options": options})
    widget = QuestionWidget(asked, answers.Log(tmp_path / "learner.jsonl"))
    page.set_viewport_size({"width": 1280, "height": 420})
    draw(widget)
    page.get_by_role("radio", name="a", exact=True).check()
    widget.submit({"choice": "a"})
    next_lesson = {"file": "01.ipynb", "title": "1 Who?"}
    ended = {
        "title": "Start here",
        "count": "1 question, 1 right.",
        "found": ["It."],
        "numbers": [],
        "next": next_lesson,
    }
    told = {"reply": widget.reply, "done": ended}
    for name in order:
        page.evaluate("([name, value]) => window.tell(name, value)", [name, told[name]])
    for shown in (".done", ".reply"):
        page.wait_for_function(IN_WINDOW, arg=shown, timeout=5000)
