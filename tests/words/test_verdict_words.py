"""The learner's verdict and the ways through the course, as JupyterLab shows them, in the pseudo-language."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from matplotlib.figure import Figure
from tests.words.brackets import BRACKETS, content_of, hard_coded, responses, texts_of

from coursekit.course import find_course
from coursekit.quiz import answers, bank, marking
from coursekit.quiz.reply import INCOMPLETE
from coursekit.quiz.view import record
from thirteenth import quiz
from thirteenth.quiz.ways import read_ways

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.quiz.question import Question

NAME = "Ada"
SUBJECT = re.compile(r"how sure are you (that.+?)\?|'([^']+\?)'")
WROTE = ("Because", "word", NAME, "My own chart")


@pytest.fixture(autouse=True)
def _pseudo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_LANG", "xx-pseudo")
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path / "answers"))


def questions() -> list[Question]:
    return [one for lesson in bank.lessons() for one in lesson.questions.values()]


def answer_everything() -> None:
    log = answers.learner_log()
    for question in questions():
        *_, right = responses(question)
        reply = marking.mark(question, right)
        if reply.outcome != INCOMPLETE:
            log.append(record(question, right, reply, hints=0))


def own_words() -> list[str]:
    course = find_course()
    ways = [text for name, way in read_ways(course).items() for text in (name, name.capitalize(), way.about)]
    evidence = pd.read_csv(course.path("data", "evidence.csv"))
    return [
        *(text for question in questions() for text in content_of(question)),
        # What a slider asks about, and the question that it quotes, stand alone in the table.
        *(part for one in questions() for found in SUBJECT.findall(one.prompt) for part in found if part),
        *(lesson.title for lesson in bank.lessons()),
        *(str(cell) for column in ("evidence_id", "title") for cell in evidence[column]),
        *ways,
        *WROTE,
    ]


@pytest.mark.parametrize("is_full", [False, True], ids=["empty", "full"])
def test_the_verdict(tmp_path: Path, *, is_full: bool) -> None:
    if is_full:
        answer_everything()
    written = quiz.write_verdict(Figure().subplots() if is_full else None, says="My own chart", name=NAME)
    page = (tmp_path / "answers" / "verdict.html").read_text(encoding="utf-8")
    assert len(BRACKETS.findall(page)) > 10
    assert hard_coded(texts_of(page), own_words()) == []
    notebook = json.loads((tmp_path / "answers" / "verdict.ipynb").read_text(encoding="utf-8"))
    texts = [cell["source"].replace("attachment:figure.png", "") for cell in notebook["cells"]]
    assert hard_coded(texts, own_words()) == []
    shown = written._repr_mimebundle_()
    assert hard_coded([shown["text/plain"]], own_words()) == []


@pytest.mark.parametrize("is_full", [False, True], ids=["empty", "full"])
def test_the_ways(*, is_full: bool) -> None:
    if is_full:
        answer_everything()
    shown = quiz.paths()
    page = shown.widget.value
    assert len(BRACKETS.findall(page)) > 10
    assert hard_coded(texts_of(page), own_words()) == []
