"""Learners of a gradebook are called as the roster does, and a row that cannot be put together is left and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.grading.dispatch.collecting import follow_roster
from coursekit.grading.dispatch.commands import INTERRUPTED, TO_READ, stopped
from coursekit.grading.gradebook.records import Handed, Score
from coursekit.grading.gradebook.store import Gradebook
from coursekit.grading.model import ItemResult, Outcome, Result, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(tmp_path / "gradebook.sqlite") as opened:
        yield opened


def graded(gradebook: Gradebook, learner: str) -> None:
    item = ItemResult("t1-1", 1.0, 1.0, Outcome.PASSED)
    gradebook.store(Handed(learner, "01", "p", {}, "same file", "m"), Result(Status.GRADED, (item,)))


def test_a_learner_is_called_as_on_the_roster_also_in_what_waits_to_be_read(
    gradebook: Gradebook, tmp_path: Path
) -> None:
    graded(gradebook, "nowakanna")
    (tmp_path / TO_READ).write_text("learner,points\nnowakanna,1\n", encoding="utf-8")
    said: list[str] = []
    follow_roster(gradebook, tmp_path, {"nowakanna": "Anna Nowak"}, said.append)
    assert [record.learner for record in gradebook.records()] == ["Anna Nowak"]
    assert "Anna Nowak,1" in (tmp_path / TO_READ).read_text(encoding="utf-8").replace('"', "")
    assert said == ["Learners are called as on the roster now: nowakanna is Anna Nowak."]


def test_two_marks_for_one_text_stay_two_and_are_said(gradebook: Gradebook, tmp_path: Path) -> None:
    for learner, points in (("nowakanna", 0.5), ("Anna Nowak", 1.0)):
        graded(gradebook, learner)
        gradebook.keep_scores([Score(learner, "01", "t1-1", points, "read", "text")])
    said: list[str] = []
    follow_roster(gradebook, tmp_path, {"nowakanna": "Anna Nowak"}, said.append)
    assert sorted(record.learner for record in gradebook.records()) == ["Anna Nowak", "nowakanna"]
    (words,) = said
    assert words.startswith("nowakanna is Anna Nowak on the roster, but: Nothing was changed")


def test_ctrl_c_says_what_is_kept_and_gives_the_code_of_an_interrupt(capsys: pytest.CaptureFixture[str]) -> None:
    assert stopped() == INTERRUPTED
    assert capsys.readouterr() == ("", "Stopped. What was graded is kept; the same command goes on from there.\n")
