"""In the pseudo-language every word of the interface stands in brackets: one that does not was never looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.words.brackets import BRACKETS, QUESTIONS, content_of, hard_coded, responses, texts_of

from coursekit.quiz import answers, bank, overview, public
from coursekit.quiz.view import QuestionWidget

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.quiz.question import Question


@pytest.fixture(autouse=True)
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_LANG", "xx-pseudo")


def test_a_hard_coded_word_is_found() -> None:
    page = '<p>⟦Šáṽé⟧ Kyiv</p><button title="Close">⟦a⟧</button><script>Never mind</script>'
    assert hard_coded(texts_of(page), ["Kyiv"]) == ["Close"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
def test_a_question_at_rest(question: Question) -> None:
    shown = texts_of(public.as_html(question)) + public.as_text(question).splitlines()
    assert any(BRACKETS.search(text) for text in shown)
    assert hard_coded(shown, content_of(question)) == []


def words_of(reply: dict[str, Any]) -> list[str]:
    """Return what a page shows of a reply."""
    marks = reply["line"].get("marks", [])
    notes = [note["text"] for note in reply["notes"]]
    return [reply["headline"], reply["explanation"], reply["warm"], *notes, *(mark["label"] for mark in marks)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.type)
def test_what_is_replied(question: Question, tmp_path: Path) -> None:
    widget = QuestionWidget(question, answers.Log(tmp_path / "learner.jsonl"))
    shown = []
    for response in responses(question):
        widget.submit(response)
        shown += words_of(widget.reply)
    shown.append(QuestionWidget(question, widget._log).note)
    assert any(BRACKETS.search(text) for text in shown)
    assert hard_coded(shown, content_of(question)) == []


def test_the_progress(tmp_path: Path) -> None:
    counts = overview.counted(bank.lessons(), answers.Log(tmp_path / "learner.jsonl"))
    shown = texts_of("".join(map(overview.row, counts)))
    assert (
        hard_coded(shown, [*(count.title for count in counts), *(name for count in counts for name in count.states)])
        == []
    )
