"""The whole bank as tasks, written once in each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit.quiz import bank
from coursekit.teaching.exports.reading import bank_of
from coursekit.teaching.exports.registry import format_named, names

if TYPE_CHECKING:
    from coursekit.teaching.exports.tasks import Bank


@pytest.fixture(scope="session")
def course_bank() -> Bank:
    questions, unknown = bank_of("The course", bank.lessons())
    assert unknown == []
    return questions


@pytest.fixture(scope="session")
def written(course_bank: Bank) -> dict[str, bytes]:
    """The bank in every format."""
    return {name: format_named(name).write(course_bank) for name in names()}
