"""Which of several files may count: work before blanks, then the platform's newer, then one of equals."""

from __future__ import annotations

import pytest

from coursekit.grading.lms.origins import Origin
from coursekit.grading.submissions.accounts import Account, Known
from coursekit.grading.submissions.choosing import choose_counting
from coursekit.grading.submissions.files import refusal
from coursekit.grading.submissions.find import Submission


def file(path: str, user: str = "", number: int = 0, *, untouched: bool = False) -> Submission:
    origin = Origin("anna", path, "canvas" if user else "", user, number)
    return Submission("anna", "01", path, origin, refusal("never read"), untouched=untouched)


def paths_of(*files: tuple[Submission, str]) -> tuple[list[str], dict[str, str]]:
    counting, passed_over = choose_counting(files)
    return [submission.path for submission, _ in counting], passed_over


def test_work_counts_before_an_untouched_copy() -> None:
    assert paths_of((file("new.ipynb", "7", 9, untouched=True), "blank"), (file("old.ipynb", "7", 1), "work")) == (
        ["old.ipynb"],
        {"new.ipynb": "It is an untouched copy of the sheet; old.ipynb counts."},
    )


def test_only_untouched_copies_are_one_untouched_copy() -> None:
    blanks = [(file(name, untouched=True), "same") for name in ("a.ipynb", "b.ipynb")]
    assert paths_of(*blanks) == (["a.ipynb"], {"b.ipynb": "It is the same as a.ipynb."})


def test_the_platform_s_newer_file_counts() -> None:
    assert paths_of(
        (file("a.ipynb", "7", 1), "1"), (file("b.ipynb", "7", 12), "2"), (file("c.ipynb", "7", 9), "3")
    ) == (
        ["b.ipynb"],
        dict.fromkeys(("a.ipynb", "c.ipynb"), "b.ipynb is newer, by the platform's numbers."),
    )


def test_the_number_that_is_appended_decides_between_equal_numbers() -> None:
    assert paths_of((file("x-2.ipynb", "7", 5), "1"), (file("x.ipynb", "7", 5), "2"))[0] == ["x-2.ipynb"]


@pytest.mark.parametrize("second", [file("b.ipynb"), file("b.ipynb", "8", 3)])
def test_without_an_order_both_may_count(second: Submission) -> None:
    assert paths_of((file("a.ipynb", "7", 1), "1"), (second, "2")) == (["a.ipynb", "b.ipynb"], {})


def test_equal_content_counts_once() -> None:
    assert paths_of((file("a.ipynb"), "1"), (file("b.ipynb"), "1")) == (
        ["a.ipynb"],
        {"b.ipynb": "It is the same as a.ipynb."},
    )


def before(path: str, number: int = 0, *, counts: bool = True) -> Known:
    """Return a file that the gradebook has already."""
    account = Account("anna", "canvas" if number else "", "7" if number else "")
    return Known("anna", account, "01", path=path, digest=path, number=number, counts=counts)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (before("kept.ipynb", 9), "kept.ipynb in the gradebook is newer, by the platform's numbers."),
        (before("kept.ipynb", 9, counts=False), ""),
        (before("kept.ipynb", 2), ""),
    ],
)
def test_a_file_in_the_gradebook_may_be_newer(known: Known, why: str) -> None:
    kept, passed_over = choose_counting([(file("a.ipynb", "7", 5), "1")], [known])
    assert ([one.path for one, _ in kept], passed_over) == (([], {"a.ipynb": why}) if why else (["a.ipynb"], {}))


def test_work_in_the_gradebook_counts_before_an_untouched_copy() -> None:
    kept, passed_over = choose_counting([(file("a.ipynb", untouched=True), "1")], [before("kept.ipynb")])
    assert (kept, passed_over) == (
        [],
        {"a.ipynb": "It is an untouched copy of the sheet; kept.ipynb in the gradebook counts."},
    )
    assert choose_counting([(file("a.ipynb", untouched=True), "1")], [before("kept.ipynb", counts=False)])[1] == {}


def test_a_file_in_the_gradebook_without_an_order_may_count_too() -> None:
    mine = (file("a.ipynb"), "1")
    assert choose_counting([mine], [before("kept.ipynb")])[0] == [(mine[0], ["kept.ipynb (in the gradebook)"])]
    # The same place, or the same content, is the same file.
    assert choose_counting([mine], [before("a.ipynb")])[0] == [(mine[0], [])]
    assert choose_counting([(mine[0], "kept.ipynb")], [before("kept.ipynb")])[0] == [(mine[0], [])]
