"""A question that lives, in the pseudo-language in a real browser: every word of its controls is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.words.brackets import BRACKETS, QUESTIONS, content_of, hard_coded, responses

from coursekit.quiz import answers
from coursekit.quiz.view import QuestionWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from coursekit.quiz.question import Question

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SEEN_IN_PAGE = """() => {
  const root = document.querySelector("form.coursekit-question");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent);
  for (const node of root.querySelectorAll("*")) {
    for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
      if (node.getAttribute(name)) texts.push(node.getAttribute(name));
    }
  }
  return texts;
}"""


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_LANG", "xx-pseudo")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
def test_a_question_that_lives(
    question: Question, page: Page, draw: Callable[[QuestionWidget], None], tmp_path: Path
) -> None:
    widget = QuestionWidget(question, answers.Log(tmp_path / "learner.jsonl"))
    draw(widget)
    texts = page.evaluate(SEEN_IN_PAGE)
    *_, full = responses(question)
    widget.submit(full)
    widget.hint()
    for trait in ("hints", "reply"):
        page.evaluate("([name, value]) => window.tell(name, value)", [trait, getattr(widget, trait)])
    page.locator(".headline").wait_for()
    texts += page.evaluate(SEEN_IN_PAGE)
    assert sum(bool(BRACKETS.search(text)) for text in texts) > 3
    assert hard_coded(texts, content_of(question)) == []
