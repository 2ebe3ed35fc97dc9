"""Each claim that can be checked names the cell that checks it and what comes out; another value turns it red."""

from __future__ import annotations

import csv
import functools
from typing import TYPE_CHECKING

import pytest
from tests.fairness.replay import ROOT, changed, copy_of_the_tables, shown_again

from thirteenth.fairness import contested

if TYPE_CHECKING:
    from pathlib import Path

with (ROOT / "data" / "claim_checks.csv").open(encoding="utf-8", newline="") as file:
    CHECKS = list(csv.DictReader(file))
each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check["claim_id"])


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_tables(tmp_path_factory.mktemp("course"))


@functools.cache
def now(folder: Path, notebook: str, cell: str) -> str:
    return shown_again(folder, notebook, cell)


def test_every_claim_that_can_be_checked_names_its_check() -> None:
    claims = contested.claims(ROOT)
    checkable = {claim for claim, row in claims.items() if row["checkable"] in contested.CHECKABLE}
    assert {check["claim_id"] for check in CHECKS} == checkable


@each_check
def test_the_lesson_shows_the_value_that_comes_out(check: dict[str, str], tables: Path) -> None:
    assert check["shows"] in now(tables, check["notebook"], check["cell"])


@each_check
def test_another_value_in_the_table_turns_the_check_red(check: dict[str, str], tables: Path) -> None:
    with changed(tables, check["table"], check["row"], check["column"], check["changed"]):
        assert check["shows"] not in shown_again(tables, check["notebook"], check["cell"])
