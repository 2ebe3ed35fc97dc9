"""What is read out of a gradebook: the file that counts first, and marks only for the text that they were given for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.grading.gradebook.reading import files_of
from coursekit.grading.gradebook.records import Handed, Record, Score, text_digest
from coursekit.grading.gradebook.store import Gradebook
from coursekit.grading.model import ItemResult, Outcome, Result, Shown, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(tmp_path / "gradebook.sqlite") as opened:
        yield opened


def written(text: str) -> ItemResult:
    return ItemResult("t1-2", None, 4.0, Outcome.TO_READ, "", (Shown("text", text),))


def store(gradebook: Gradebook, learner: str, text: str, *, points: float = 1.0, path: str = "") -> None:
    coded = ItemResult("t1-1", points, 2.0, Outcome.PASSED, "Well done.", (Shown("text", "12"),))
    handed = Handed(learner, "01", path or learner, {}, f"{path} {text}", "m")
    gradebook.store(handed, Result(Status.WAITING, (coded, written(text))))


def mark(gradebook: Gradebook, learner: str, points: float, text: str | None, comment: str = "") -> None:
    digest = "" if text is None else text_digest(written(text), "")
    gradebook.keep_scores([Score(learner, "01", "t1-2", points, comment, digest)])


def files(gradebook: Gradebook, *, with_outputs: bool = False) -> list[list[Record]]:
    return list(files_of(gradebook.connection.execute, with_outputs=with_outputs))


def test_what_answers_showed_is_read_only_where_it_is_asked_for(gradebook: Gradebook) -> None:
    store(gradebook, "anna", "Mine.")
    ((record,),) = files(gradebook)
    assert [item.shown for item in record.result.items] == [(), ()]
    ((record,),) = files(gradebook, with_outputs=True)
    assert [item.shown[0].text for item in record.result.items] == ["12", "Mine."]


def test_a_mark_counts_for_its_own_text(gradebook: Gradebook) -> None:
    store(gradebook, "anna", "Mine.")
    mark(gradebook, "anna", 3.0, "Mine.", "Good.")
    ((record,),) = files(gradebook)
    assert (record.points, record.result.status, record.comments) == (4.0, Status.GRADED, {"t1-2": "Good."})
    assert record.earlier == {}


def test_a_mark_for_another_text_is_said_and_not_counted(gradebook: Gradebook) -> None:
    store(gradebook, "anna", "Mine.")
    mark(gradebook, "anna", 3.0, "Another.", "Good.")
    ((record,),) = files(gradebook)
    assert (record.points, record.result.status, record.comments) == (1.0, Status.WAITING, {})
    assert record.earlier == {"t1-2": "3 points; Good."}


def test_a_mark_of_the_first_version_belongs_to_any_text(gradebook: Gradebook) -> None:
    store(gradebook, "anna", "Mine.")
    mark(gradebook, "anna", 2.0, None)
    ((record,),) = files(gradebook)
    assert record.points == 3.0


def test_learners_come_by_name_and_the_file_that_counts_comes_first(gradebook: Gradebook) -> None:
    store(gradebook, "Bo", "Mine.")
    store(gradebook, "anna", "Mine.", points=1.0, path="first.ipynb")
    store(gradebook, "anna", "Mine.", points=2.0, path="better.ipynb")
    assert [[(record.learner, record.path) for record in several] for several in files(gradebook)] == [
        [("anna", "better.ipynb"), ("anna", "first.ipynb")],
        [("Bo", "Bo")],
    ]
