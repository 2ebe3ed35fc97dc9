"""Every claim of the article is met in the course; what data can test is tested by code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coursekit.quiz import bank

ROOT = Path(__file__).resolve().parents[1]
CLAIMS = pd.read_csv(ROOT / "data" / "claims.csv").set_index("claim_id")
EVIDENCE = pd.read_csv(ROOT / "data" / "claim_evidence.csv")
LESSONS = sorted((ROOT / "notebooks").glob("0[1-9]-*.ipynb"))


def words_of(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def test_there_are_nine_lessons_and_nine_sheets() -> None:
    numbers = [f"{number:02d}" for number in range(1, 10)]
    assert [path.name[:2] for path in LESSONS] == numbers
    for folder in ("solutions", "exercises"):
        assert [path.name for path in sorted((ROOT / folder).glob("*.ipynb"))] == [path.name for path in LESSONS]


@pytest.mark.parametrize("claim_id", CLAIMS.index[CLAIMS["status"] == "contested"])
def test_a_contested_claim_has_evidence_on_both_sides(claim_id: str) -> None:
    assert {"for", "against"} <= set(EVIDENCE[EVIDENCE["claim_id"] == claim_id]["bearing"])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_lesson_says_where_the_article_is_right_and_where_it_is_not(path: Path) -> None:
    words = words_of(path)
    assert re.search(r"\b(accurate|right|holds|complete|fairest)\b", words)
    assert re.search(r"\b(imprecise|error|unsupported|wrong)\b", words)


def test_all_ten_types_of_question_are_asked() -> None:
    kinds = {question.type for lesson in bank.lessons() for question in lesson.questions.values()}
    assert len(kinds) == 10


def test_every_claim_is_named_by_a_question() -> None:
    asked = {claim for lesson in bank.lessons() for question in lesson.questions.values() for claim in question.claims}
    assert asked == set(CLAIMS.index)


# Where a table tests a claim: the notebook, a piece of the cell's code, a piece of what it shows. nbval compares the
# whole output, so a changed date turns that red; this keeps the cell itself from being dropped.
TESTED_BY_CODE = {
    "C02": ("notebooks/03", '["1949-04-04", "1949-08-24"', "1949-04-04 signed: 12"),
    "C09": ("notebooks/01", 'str.contains("Yugoslavia")', "expelled"),
    "C12": ("notebooks/01", "founders.assign(named=", "Portugal"),
    "C13": ("solutions/03", 'check("t3-2"', "13"),
    "C18": ("notebooks/02", "allied-victory-europe", "1945-05-08"),
    "C26": ("notebooks/02", "charts.days_between", "2231"),
    "C31": ("notebooks/08", 'nato.groupby("joined")["code"].agg', "GRC TUR"),
    "C33": ("notebooks/02", "greek-civil-war", "1949-10-16"),
    "C42": ("notebooks/02", "stalin-dies", "1953-03-05"),
    "C43": ("notebooks/02", "molotov-collective-security-draft", "1954-02-10"),
    "C45": ("notebooks/06", 'timeline["date"] <= "1954-02-18"', "1952-03-10"),
    "C46": ("solutions/02", 'check("t2-3"', "35"),
    "C68": ("notebooks/04", "against thirteen", "3.6"),
    "C72": ("notebooks/02", "tripartite-reply", "1954-05-07"),
    "C76": ("notebooks/02", "geneva-foreign-ministers", "1955-11-16"),
    "C77": ("notebooks/02", 'when["warsaw-treaty-signed"]).dt.days', "-8"),
    "C78": ("notebooks/03", 'members_on("WTO", "1955-05-14")', "8"),
    "C85": ("notebooks/08", "dt.year == 1983", "1983-09-01"),
    "C91": ("notebooks/08", "def indicators(day)", "32"),
}
# C93 needs surveys of opinion over years. The course has none, and its label says so.
NO_TABLE = {"C93"}


def outputs_of(cell: dict[str, Any]) -> str:
    return json.dumps(cell.get("outputs", []), ensure_ascii=False)


@pytest.mark.parametrize("claim_id", TESTED_BY_CODE)
def test_what_data_can_test_is_tested_by_code(claim_id: str) -> None:
    where, code, shown = TESTED_BY_CODE[claim_id]
    path = next(ROOT.glob(f"{where}-*.ipynb"))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    found = [cell for cell in cells if cell["cell_type"] == "code" and code in "".join(cell["source"])]
    assert any(shown in outputs_of(cell) for cell in found), f"{path.name}: no cell with {code!r} shows {shown!r}"


def test_no_claim_that_data_can_test_is_left_out() -> None:
    assert TESTED_BY_CODE.keys() | NO_TABLE == set(CLAIMS.index[CLAIMS["checkable"] == "data"])
    assert (CLAIMS.loc[sorted(NO_TABLE), "status"] == "unsupported").all()


def test_every_claim_is_met_in_a_lesson() -> None:
    met: set[str] = set()
    for path in LESSONS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        met |= set(re.findall(r"\bC\d\d\b", "".join("".join(cell["source"]) + outputs_of(cell) for cell in cells)))
    assert set(CLAIMS.index) - met == set()
