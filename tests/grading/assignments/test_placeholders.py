"""What is an answer and what was handed out, and the names that a check cell gets back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.grading.answered import ROOT

from coursekit.grading.assignments.alignment import locate
from coursekit.grading.assignments.answer_key import sheet_key
from coursekit.grading.assignments.idle import idle_reasons
from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.assignments.name_guard import guard
from coursekit.grading.assignments.placeholders import (
    essence,
    has_commented_answer,
    hidden_lines,
    is_untouched,
    same_code,
    without_placeholders,
)
from coursekit.grading.model import Cell

RELEASED = ("# Your answer\nfounders = None\n",)


@pytest.mark.parametrize(
    "source",
    ["", "  \n", "# only a comment", "founders = ...", "founders: int = None  # later", "raise NotImplementedError()"],
)
def test_comments_and_placeholders_are_no_answer(source: str) -> None:
    assert essence(source) == ()
    assert is_untouched(source, RELEASED)


@pytest.mark.parametrize("source", ["founders = 12", "founders = None + 0", "x", "founders = (", "'''"])
def test_anything_else_is_one(source: str) -> None:
    assert not is_untouched(source, RELEASED)


def test_written_words_are_what_was_not_handed_out() -> None:
    released = ("## Task 5\n\nWrite your answer here.",)
    assert is_untouched("Write your answer here.\n\n", released, code=False)
    assert not is_untouched("# My view", released, code=False)
    assert without_placeholders("## Task 5\nI hold that.\n  Write your answer here.", released) == "I hold that."


def test_white_space_at_line_ends_makes_no_other_code() -> None:
    assert same_code("a = 1  \n\n", "\na = 1")
    assert not same_code("a = 1", "a = 2")


def test_hidden_lines_are_those_between_the_marks_and_long_enough_to_tell() -> None:
    source = "check('a', a)\n### BEGIN HIDDEN TESTS\nx()\ncheck('b', secret(7))\n### END HIDDEN TESTS\n"
    assert "check('b', secret(7))" in hidden_lines(source)
    assert not {"check('a', a)", "x()"} & hidden_lines(source)


LOCKED = (Cell("code", "import pandas as pd\nfrom thirteenth.checks import check, show\nimport os.path"),)


@pytest.mark.parametrize(
    ("check", "lines"),
    [
        ("check('a', a)", ["from thirteenth.checks import check"]),
        ("check('a', pd.Series(sorted(a)))", ["import pandas as pd", "from builtins import sorted"]),
        ("check = 3\nprint(check)", ["from builtins import print"]),
        ("%time check('a', a)", []),
        ("a", []),
    ],
)
def test_a_check_gets_back_the_names_that_it_uses(check: str, lines: list[str]) -> None:
    guarded = guard(check, LOCKED).splitlines()
    assert set(lines) <= set(guarded)
    assert bool(guarded) is bool(lines)


def test_a_master_whose_checks_are_of_another_kind_has_no_key() -> None:
    assert sheet_key([Cell("code", "assert x == 1", "t1", grade=True)], "01") == ""
    shown = {"output_type": "stream", "name": "stdout", "text": "93\nRight.\n"}
    key = sheet_key([Cell("code", "check('t1', x)", "t1", grade=True, outputs=(shown,))], "01")
    item = json.loads(key)["items"]["t1"]
    assert "answer" not in item
    assert item["right"] != "93"


@pytest.mark.parametrize(
    ("source", "is_code"),
    [
        ("founders = ...\n# founders = 12", True),
        ("#founders = [1, 2]  # mine", True),
        ("# def founders(day):\n#     return 12", True),
        ("# Your answer\nfounders = None\n# founders = len(____)", False),
        ("# I think that founders = 12 is right", False),
        ("# founders", False),
        ("# founders == 12", False),
        ("founders = 12", False),
    ],
)
def test_code_in_comments_is_told_from_words(source: str, is_code: bool) -> None:  # noqa: FBT001 - a case
    assert has_commented_answer(source, (*RELEASED, "# founders = len(____)")) is is_code


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("%%writefile answer.py\nsize = 1", "%%writefile"),
        ("\n%%timeit -n1\nsize = 1", "%%timeit"),
        ("%%time\nsize = 1", ""),
        ("%%capture\nsize = 1", ""),
        ("size = [..., ...]\n# size = [93, 22]", "comments"),
        ('check("t1-1", [1, 2])', "check"),
        ("size = 1", ""),
    ],
)
def test_a_cell_that_answers_nothing_has_its_reason(source: str, reason: str) -> None:
    master = load_masters(ROOT / "solutions")["01"]
    cells = [replace(cell, source=source) if cell.grade_id == "t1-1-answer" else cell for cell in master.cells]
    assert idle_reasons(locate(cells, master), master).get("t1-1", "") == reason
