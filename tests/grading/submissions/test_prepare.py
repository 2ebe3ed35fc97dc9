"""A submission is read once, before anything runs: what identifies it, what its platform said, why it is refused."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from coursekit.grading.assignments.notebook import LARGEST, UnreadableError
from coursekit.grading.lms.origins import Origin
from coursekit.grading.model import Master, Status, Task
from coursekit.grading.submissions.files import refusal
from coursekit.grading.submissions.find import Submission
from coursekit.grading.submissions.prepare import prepare, read

TASK = Task("t1-1", 4.0, written=False, prompts=(), answers=())
MASTERS = {"01": Master("01", "01-x.ipynb", "X", (), (TASK,), {}, "of the master")}
ORIGIN = Origin("anna", "01-x.ipynb", "canvas", "7")
SUBMISSION = Submission("Anna", "01", "a.zip/anna.ipynb", ORIGIN, lambda _: b"content")


def test_it_is_known_by_its_content_and_its_master() -> None:
    prepared = prepare(SUBMISSION, MASTERS, MASTERS)
    assert prepared.refused is None
    assert prepared.handed.submission == hashlib.sha256(b"content").hexdigest()
    assert prepared.handed.master == "of the master"
    assert prepared.handed.origin == {"platform": "canvas", "user": "7", "name": "anna"}


def test_what_the_platform_said_goes_with_it() -> None:
    origin = replace(ORIGIN, number=12, late=True)
    handed = prepare(replace(SUBMISSION, origin=origin, untouched=True), MASTERS, MASTERS).handed
    assert handed.origin.items() >= {("number", "12"), ("late", "yes"), ("untouched", "yes")}


def test_a_file_that_is_refused_has_no_points_and_says_why() -> None:
    prepared = prepare(replace(SUBMISSION, refused="It is a picture."), MASTERS, MASTERS)
    assert prepared.refused is not None
    assert (prepared.refused.status, prepared.refused.reason) == (Status.UNREADABLE, "It is a picture.")
    assert [item.points for item in prepared.refused.items] == [0.0]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are() -> None:
    prepared = prepare(replace(SUBMISSION, sheet="77"), MASTERS, MASTERS)
    assert prepared.refused is not None
    assert prepared.refused.reason == "There is no sheet 77; the sheets are 01."
    assert prepared.handed.master == ""


def test_two_files_that_cannot_be_read_for_one_reason_are_one() -> None:
    broken = replace(SUBMISSION, read=refusal("The archive is damaged."))
    first, second = (prepare(replace(broken, path=path), MASTERS, MASTERS) for path in ("a", "b"))
    assert first.refused is not None
    assert first.refused.reason == "The archive is damaged."
    assert first.handed.submission == second.handed.submission


def test_a_file_that_is_too_large_is_not_read_on() -> None:
    limits: list[int] = []

    def endless(limit: int) -> bytes:
        limits.append(limit)
        return bytes(limit + 1)

    with pytest.raises(UnreadableError, match="larger than 50 MB"):
        read(replace(SUBMISSION, read=endless))
    assert limits == [LARGEST]
