"""Code that this Python cannot read, in a notebook of a newer one: the learner is told so."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from coursekit.grading.assignments.notebook import python_of
from coursekit.grading.autograde.autograde import with_python
from coursekit.grading.model import ItemResult, Outcome, Result, Status

UNREAD = "SyntaxError: f-string: unmatched '('"
HERE = "{}.{}".format(*sys.version_info[:2])


def file(version: object) -> bytes:
    metadata: dict[str, Any] = {"language_info": {"name": "python", "version": version}}
    return json.dumps({"cells": [], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.mark.parametrize(
    ("version", "expected"), [("3.13.2", (3, 13)), ("3.9", (3, 9)), ("", None), ("new", None), (3, None), (None, None)]
)
def test_the_version_is_read(version: object, expected: tuple[int, int] | None) -> None:
    assert python_of(file(version)) == expected


@pytest.mark.parametrize("metadata", [None, [], {}, {"language_info": "python"}])
def test_a_notebook_need_not_say_it(metadata: object) -> None:
    assert python_of(json.dumps({"cells": [], "metadata": metadata}).encode()) is None


@pytest.mark.parametrize(
    ("hint", "version", "said"),
    [
        (UNREAD, "3.99.1", f"{UNREAD} This notebook was written with Python 3.99, and this is Python {HERE}"),
        (UNREAD, "3.8.1", UNREAD),
        (UNREAD, HERE, UNREAD),
        ("NameError: x", "3.99.1", "NameError: x"),
    ],
)
def test_only_an_unreadable_cell_of_a_newer_python_is_told(hint: str, version: str, said: str) -> None:
    result = Result(Status.GRADED, (ItemResult("t1-1", 0, 1, Outcome.ERROR, hint),))
    assert with_python(result, file(version)).items[0].hint.startswith(said)
    assert (with_python(result, file(version)) == result) is (said == hint)
