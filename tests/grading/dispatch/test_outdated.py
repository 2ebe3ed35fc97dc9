"""After a change of a master: what the gradebook holds is graded again, and what it does not hold is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.dispatch.outdated import prepare_all, prepare_outdated
from coursekit.grading.gradebook.records import Handed
from coursekit.grading.gradebook.store import Gradebook
from coursekit.grading.model import Master, Result, Status
from coursekit.grading.submissions.prepare import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLD = Master("01", "01-x.ipynb", "X", (), (), {}, "old")
NEW = replace(OLD, digest="new")


@pytest.fixture
def gradebook(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook(tmp_path / "gradebook.sqlite") as opened:
        yield opened


def graded(gradebook: Gradebook, learner: str, content: bytes | None) -> Handed:
    handed = Handed(learner, "01", f"{learner}/01.ipynb", {"platform": "canvas", "user": "7"}, learner, OLD.digest)
    gradebook.store(handed, Result(Status.GRADED, ()), content)
    return handed


def test_only_a_changed_master_makes_a_result_outdated(gradebook: Gradebook) -> None:
    graded(gradebook, "anna", b"{}")
    assert prepare_outdated(gradebook, {"01": OLD}) == ([], [])
    again, words = prepare_outdated(gradebook, {"01": NEW})
    assert [submission.handed.master for submission in again] == ["new"]
    assert words == ["1 result of an earlier version of a sheet: graded again."]


def test_the_kept_file_is_read_again_with_what_its_platform_said(gradebook: Gradebook) -> None:
    graded(gradebook, "anna", b"the file")
    ((again,), _) = prepare_outdated(gradebook, {"01": NEW})
    assert again.submission.read(3) == b"the "
    assert again.submission.read(100) == b"the file"
    assert (again.submission.origin.platform, again.submission.origin.user) == ("canvas", "7")


def test_a_file_that_was_not_kept_is_asked_for(gradebook: Gradebook) -> None:
    graded(gradebook, "anna", None)
    again, (words,) = prepare_outdated(gradebook, {"01": NEW})
    assert again == []
    assert words.endswith("the file: give the folder again, for anna 01.")


def test_what_is_handed_over_again_is_not_prepared_twice(gradebook: Gradebook) -> None:
    handed = replace(graded(gradebook, "anna", b"{}"), master=NEW.digest)
    ((stored,), _) = prepare_outdated(gradebook, {"01": NEW})
    collected = Prepared(handed, stored.submission)
    assert prepare_outdated(gradebook, {"01": NEW}, [collected]) == ([], [])


def test_all_that_is_kept_can_be_graded_again(gradebook: Gradebook) -> None:
    graded(gradebook, "anna", b"{}")
    graded(gradebook, "bo", None)
    assert [submission.handed.learner for submission in prepare_all(gradebook, {"01": OLD})] == ["anna"]
