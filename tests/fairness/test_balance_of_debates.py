"""Balance of the debates: the last word goes by turns, and both sides' counters have the same length and hedging."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pandas as pd
import pytest

from coursekit.quiz import bank

ROOT = Path(__file__).resolve().parents[2]
ARTICLE, WEST = "nearer to the article", "nearer to the West"
# The right-hand column of each debate's table, and whose case it makes.
RIGHT_COLUMNS = {
    "02": ("Entry was the cause", ARTICLE),
    "03": ("No, it does not", WEST),
    "04": ("No, it was not", ARTICLE),
    "05": ("It was an offer", ARTICLE),
    "06": ("It was not", WEST),
    "07": ("The West missed a chance", ARTICLE),
    "08": ("Russia was not willing", WEST),
}
# By question: the positions whose counter speaks for a side. The others stand between the sides.
COUNTERS = {
    "q-0310": {"a": WEST, "b": ARTICLE},
    "q-0409": {"a": ARTICLE, "c": WEST},
    "q-0412": {"a": WEST, "b": ARTICLE},
    "q-0513": {"a": WEST, "b": ARTICLE, "c": ARTICLE},
    "q-0610": {"a": WEST, "c": ARTICLE},
    "q-0704": {"a": WEST, "b": ARTICLE},
    "q-0711": {"a": WEST, "c": ARTICLE},
    "q-0714": {"a": WEST, "b": ARTICLE},
    "q-0811": {"a": WEST, "b": ARTICLE},
}
HEDGE = re.compile(r"\b(can|may|might|could|some|many|hardly|seldom|often|perhaps|in part)\b", re.IGNORECASE)


def counters(side: str) -> list[str]:
    found = []
    for name, sides in COUNTERS.items():
        texts = {position["id"]: position["counter"] for position in bank.find(name).body["positions"]}
        found += [texts[place] for place, whose in sides.items() if whose == side]
    return found


def test_every_debate_is_counted_in_the_balance() -> None:
    stances = {q.id for lesson in bank.lessons() for q in lesson.questions.values() if q.type == "stance"}
    assert stances - {"q-0905"} == set(COUNTERS), "q-0905 is about headlines: each of its counters stands between sides"


@pytest.mark.parametrize("lesson", RIGHT_COLUMNS)
def test_balance_the_right_hand_column_is_the_one_that_was_counted(lesson: str) -> None:
    (path,) = (ROOT / "notebooks").glob(f"{lesson}-*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    assert RIGHT_COLUMNS[lesson][0] in re.findall(r"^\|[^|]+\| ([^|]+?) \|\n\|---\|---\|$", prose, re.MULTILINE)


def test_balance_the_right_hand_column_goes_by_turns() -> None:
    sides = [side for _, side in RIGHT_COLUMNS.values()]
    assert abs(sides.count(ARTICLE) - sides.count(WEST)) <= 1


def test_balance_the_last_counter_goes_by_turns() -> None:
    last = []
    for name, sides in COUNTERS.items():
        order = [position["id"] for position in bank.find(name).body["positions"]]
        last.append(sides[max(sides, key=order.index)])
    assert abs(last.count(ARTICLE) - last.count(WEST)) <= 1, dict(zip(COUNTERS, last, strict=True))


def test_balance_counters_of_both_sides_have_the_same_length_and_hedging() -> None:
    words = {side: sum(len(text.split()) for text in counters(side)) / len(counters(side)) for side in (ARTICLE, WEST)}
    assert max(words.values()) <= 1.15 * min(words.values()), words
    hedges = {side: sum(len(HEDGE.findall(text)) for text in counters(side)) for side in (ARTICLE, WEST)}
    per_hundred = {side: 100 * hedges[side] / (words[side] * len(counters(side))) for side in (ARTICLE, WEST)}
    assert abs(per_hundred[ARTICLE] - per_hundred[WEST]) <= 1.5, per_hundred


CLAIMS = pd.read_csv(ROOT / "data" / "claims.csv").set_index("claim_id")
EVIDENCE = pd.read_csv(ROOT / "data" / "claim_evidence.csv")


@pytest.fixture(scope="module")
def shown() -> str:
    cells = [
        cell
        for path in sorted((ROOT / "notebooks").glob("0*.ipynb"))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]
    return html.unescape("".join(json.dumps(cell.get("outputs", []), ensure_ascii=False) for cell in cells))


@pytest.mark.parametrize("claim_id", CLAIMS.index[CLAIMS["status"] == "contested"])
def test_contested_claims_show_evidence_for_both_sides_in_a_lesson(shown: str, claim_id: str) -> None:
    rows = EVIDENCE[EVIDENCE["claim_id"] == claim_id]
    for bearing in ("for", "against"):
        reasons = rows[rows["bearing"] == bearing]["why"]
        assert any(why[:40] in shown for why in reasons), f"{claim_id}: no lesson shows evidence {bearing}"
