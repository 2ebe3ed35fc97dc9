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


def outputs_of(cell: dict[str, Any]) -> str:
    return json.dumps(cell.get("outputs", []), ensure_ascii=False)


def test_every_claim_is_met_in_a_lesson() -> None:
    met: set[str] = set()
    for path in LESSONS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        met |= set(re.findall(r"\bC\d\d\b", "".join("".join(cell["source"]) + outputs_of(cell) for cell in cells)))
    assert set(CLAIMS.index) - met == set()
