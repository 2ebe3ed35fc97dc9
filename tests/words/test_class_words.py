"""The pages about a class in the pseudo-language: the overview of its answers, and the grader's page."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.class_overview import make_class
from tests.words.brackets import BRACKETS, content_of, hard_coded, texts_of

from coursekit.course import find_course
from coursekit.grading.gradebook.records import Record
from coursekit.grading.model import ItemResult, Master, Outcome, Result, Status, Task
from coursekit.grading.reports.class_page import Doubts, class_page
from coursekit.grading.reports.statistics import Counts
from coursekit.quiz import bank
from coursekit.quiz.misconceptions import misconceptions
from coursekit.teaching.overview import matrix
from coursekit.teaching.overview.notebook import notebook_of
from coursekit.teaching.overview.overview import read_class
from coursekit.teaching.overview.page import page_of
from coursekit.teaching.overview.table import as_csv

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """The logs of a class that has answered every lesson."""
    make_class(tmp_path / "answers", 12, 90)
    return tmp_path / "answers"


@pytest.fixture
def _pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSEKIT_LANG", "xx-pseudo")


def own_words() -> list[str]:
    questions = [one for lesson in bank.lessons() for one in lesson.questions.values()]
    texts = [text for one in questions for text in content_of(one)]
    # What stands beside a bar is cut after whole words.
    texts += [
        f"{text[:60].rpartition(' ')[0]} …" for text in (" ".join(one.split()) for one in texts) if len(text) > 60
    ]
    texts += [lesson.title for lesson in bank.lessons()]
    return [*texts, *misconceptions().keys(), *misconceptions().values(), matrix.heading(), *matrix.labels().values()]


@pytest.mark.usefixtures("_pseudo")
def test_the_overview_of_a_class(answers: Path) -> None:
    page = page_of(read_class(answers))
    assert len(BRACKETS.findall(page)) > 100
    assert hard_coded(texts_of(page), [*own_words(), find_course().title]) == []


@pytest.mark.usefixtures("_pseudo")
def test_a_class_that_is_too_small(answers: Path) -> None:
    assert hard_coded(texts_of(page_of(read_class(answers, least=99))), [find_course().title, "--least"]) == []


@pytest.mark.usefixtures("_pseudo")
def test_the_words_of_the_notebook(answers: Path) -> None:
    cells = json.loads(notebook_of(answers, 5, None))["cells"]
    words = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
    assert hard_coded(words, [find_course().title]) == []


def test_the_table_is_the_same_in_every_language(answers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = []
    for language in ("en", "xx-pseudo"):
        monkeypatch.setenv("COURSEKIT_LANG", language)
        tables.append(as_csv(read_class(answers)))
    assert tables[0] == tables[1]
    labels = {row["answer"] for row in csv.DictReader(io.StringIO(tables[0].removeprefix("\ufeff")))}
    assert {"another number", "all right", "strongly consistent", "80 to 100"} <= labels


@pytest.mark.usefixtures("_pseudo")
def test_the_graders_page_of_a_class() -> None:
    tasks = tuple(Task(f"t1-{place}", 1, written=False, prompts=(), answers=()) for place in (1, 2))
    master = Master("01", "01.ipynb", "Reading", (), tasks, {}, "")
    counts = Counts()
    for place, status in enumerate((Status.GRADED, Status.WAITING, Status.UNREADABLE, Status.MISSING, Status.UNTOLD)):
        items = tuple(
            ItemResult(f"t1-{1 + n % 2}", 0, 1, outcome, "Count.", (), "COUNT") for n, outcome in enumerate(Outcome)
        )
        learner = f"Learner-{place}"
        counts.add(Record(learner, "01", "", {}, Result(status, items, "Empty."), {}), "feedback/x.html")
    for place in range(12):
        wrong = ItemResult("t1-1", 0, 1, Outcome.FAILED, "Count.", (), "COUNT")
        counts.add(Record(f"Other-{place}", "01", "", {}, Result(Status.GRADED, (wrong,)), {}), "")
    doubts = Doubts([("a.ipynb", "Ada", "01", "Guessed.")] * 201, [["Ada", "Ben"]], 1)
    page = class_page(counts, {"01": master}, doubts)
    names = ["Learner", "Other", "Reading", "Count.", "COUNT", "Empty.", "a.ipynb", "Ada", "Ben", "Guessed."]
    command = "rename ROW OTHER --merge"
    assert len(BRACKETS.findall(page)) > 60
    assert hard_coded(texts_of(page), [*names, command]) == []
