"""The verdict of a learner who has argued everything prints on one A4 page, and needs nothing from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from matplotlib.figure import Figure

from coursekit.quiz import answers, bank
from coursekit.quiz.view import QuestionWidget
from thirteenth import quiz

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from coursekit.quiz.question import Question

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
REASON = "because the papers of that spring say two things at once and I weigh the private one more than the other, "


def response(question: Question) -> dict[str, Any] | None:
    """Return a full answer to an open question."""
    body = question.body
    if question.type == "confidence":
        return {"value": 50}
    if question.type == "text":
        return {"text": "A plain English word has five letters. " * (body["words"]["max"] // 7)}
    if question.type == "stance":
        longest = max(body["positions"], key=lambda position: len(position["text"]))
        against = "One paper says the other thing, and I cannot explain it away."
        used = [item["id"] for item in body["evidence"][:2]]
        reason = REASON * (body["min_words"] // len(REASON.split()) + 1)
        return {"position": longest["id"], "confidence": 60, "evidence": used, "reason": reason, "against": against}
    return None


def test_a_full_verdict_is_one_page(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    log = answers.learner_log()
    for lesson in bank.lessons():
        for question in lesson.questions.values():
            given = response(question)
            if given:
                QuestionWidget(question, log).submit(given)
    figure = Figure(figsize=(8, 5))
    figure.subplots().plot([1, 2])
    quiz.write_verdict(figure, says="Fourteen members: the next seat is the fifteenth.", name="Ada")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "verdict.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
