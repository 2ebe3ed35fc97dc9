"""A class of the real sheets whose truth is known: no false pass, no false fail, and the mistakes are named."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest
from benchmarks.grading.answers import RIGHT, WRONG
from benchmarks.grading.classroom import Truth, write_class

from coursekit.grading.gradebook.csv_file import unguarded
from thirteenth.cli import main

ROOT = Path(__file__).resolve().parents[2]
LEARNERS = 2

pytestmark = pytest.mark.xdist_group("grading")
Key = tuple[str, str, str]


@pytest.fixture(scope="module")
def class_(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[Key, Truth]]:
    folder = tmp_path_factory.mktemp("truth")
    truths = write_class(folder / "in", LEARNERS)
    words = ["--out", str(folder / "out"), "--master", str(ROOT / "solutions"), "--jobs", "2"]
    assert main(["grade", str(folder / "in"), *words]) == 0
    return folder / "out", truths


def test_every_item_is_what_is_known_to_be_true(class_: tuple[Path, dict[Key, Truth]]) -> None:
    out, truths = class_
    with (out / "items.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    passed = {(unguarded(row["learner"]), row["sheet"], row["grade_id"]): row["outcome"] == "passed" for row in rows}
    assert passed == {key: truth.right for key, truth in truths.items()}
    assert len(rows) == LEARNERS * 18


def test_each_known_mistake_is_named(class_: tuple[Path, dict[Key, Truth]]) -> None:
    out, truths = class_
    with sqlite3.connect(out / "gradebook.sqlite") as gradebook:
        query = "SELECT learner, sheet, grade_id, misconception FROM items JOIN submissions USING (key)"
        found = {(learner, sheet, name): code for learner, sheet, name, code in gradebook.execute(query)}
    gradebook.close()
    assert found == {key: truth.code.replace("error", "") for key, truth in truths.items()}


def test_the_class_has_answers_to_every_task() -> None:
    assert RIGHT.keys() == WRONG.keys()
    assert len(RIGHT) == 18
