"""Which of a learner's graded files counts, over all runs."""

from __future__ import annotations

from typing import Unpack

from coursekit.grading.gradebook.counting import Contender, contenders, ranked
from coursekit.grading.gradebook.records import KeptOrigin, Record
from coursekit.grading.model import ItemResult, Outcome, Result, Status


def graded(
    key: str, handed: int, path: str = "", status: Status = Status.GRADED, **origin: Unpack[KeptOrigin]
) -> Contender:
    return Contender(key, handed, path or key, key, origin, status)


def left(*several: Contender) -> list[str]:
    return [one.key for one in contenders(several)]


def test_a_file_handed_in_again_in_its_place_replaces_the_older_one() -> None:
    assert left(graded("old", 1, "in/anna/01.ipynb"), graded("new", 2, "in/anna/01.ipynb")) == ["new"]


def test_a_platforms_number_decides_whatever_run_it_came_in() -> None:
    newer = graded("newer", 1, platform="canvas", user="77", number="2000")
    older = graded("older", 2, platform="canvas", user="77", number="1000")
    assert left(newer, older) == ["newer"]
    other = graded("other", 3, platform="canvas", user="90", number="3000")
    assert left(newer, older, other) == ["newer", "other"]


def test_neither_blanks_nor_broken_files_beat_work() -> None:
    blank, broken = graded("blank", 2, untouched="yes"), graded("broken", 3, status=Status.UNREADABLE)
    assert left(graded("work", 1), blank, broken) == ["work"]
    assert left(blank, broken) == ["blank"]
    assert left(broken) == ["broken"]


def test_without_an_order_the_better_one_counts_and_says_so() -> None:
    def record(path: str, points: float) -> Record:
        item = ItemResult("t1", points, 5, Outcome.PASSED)
        return Record("anna", "01", path, {}, Result(Status.GRADED, (item,)), {})

    best, _ = ranked([record("a.ipynb", 4), record("b.ipynb", 1)])
    assert best.path == "a.ipynb"
    assert best.result.notes[0].startswith("a.ipynb counts with 4 points: which file is newer is not known.")
    assert "b.ipynb (1 points)" in best.result.notes[0]
    assert not ranked([record("a.ipynb", 4)])[0].result.notes
