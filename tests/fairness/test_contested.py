"""No keyed question decides what informed people dispute; each rule is seen to find a question that would."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from thirteenth.fairness import contested

ROOT = Path(__file__).resolve().parents[2]
CLAIMS = contested.claims(ROOT)
QUESTIONS = list(contested.questions(ROOT))
LABELS = "accurate|imprecise|error|unsupported|contested|judgement"
# Asks for the label of a part of C75 that nobody has read; its explanation gives the label of the whole.
OF_A_PART = {"q-0517"}


def of(**entries: Any) -> dict[str, Any]:  # noqa: ANN401 - the fields of a question have several types
    return {"id": "q", "type": "single", "skill": "weighing evidence", "claims": ["C59"], **entries}


def options(*right: str) -> list[dict[str, Any]]:
    return [{"text": text, "correct": True} for text in right] + [{"text": "Something else.", "correct": False}]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_no_question_keys_a_contested_matter(question: dict[str, Any]) -> None:
    assert contested.faults(question, CLAIMS) == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (of(options=options("It showed a sincere readiness to cooperate for peace.")), "C59 is keyed as true"),
        (
            of(claims=["C25"], options=options("Moscow planned no aggression and meant no harm.")),
            "C25 is keyed as true",
        ),
        (of(claims=["C82", "C25"], skill="corroboration", options=options("In earnest.")), "is no method"),
        (of(type="numeric", skill="data: dates", answer={"value": 100}), "a number needs a claim"),
        (of(type="estimate", claims=["C53"], answer={"value": 5}), "a number needs a claim"),
        (of(type="rate-evidence", allowed={"H1": ["II"], "H2": ["CC", "C"]}), "H1: only II is accepted"),
        (
            of(
                type="match",
                left=[{"id": "a", "text": "Moscow showed a sincere readiness to cooperate with the West for peace"}],
                right=[{"id": "p", "text": "accurate"}],
                pairs={"a": "p"},
            ),
            "C59 is keyed as true",
        ),
    ],
)
def test_a_question_that_keys_a_contested_matter_is_found(question: dict[str, Any], words: str) -> None:
    assert words in " ".join(contested.faults(question, CLAIMS))


def test_what_may_be_keyed_on_a_contested_matter_is_let_through() -> None:
    assert contested.faults(of(type="stance"), CLAIMS) == []
    assert contested.faults(of(options=options("Ask what Moscow planned for a yes.")), CLAIMS) == []
    assert contested.faults(of(type="rate-evidence", allowed={"H1": ["N"], "H2": ["C", "N"]}), CLAIMS) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_a_label_that_is_keyed_is_the_label_of_one_of_its_claims(question: dict[str, Any]) -> None:
    statuses = {CLAIMS[claim]["status"] for claim in question["claims"]}
    said = [re.match(rf"({LABELS})\b", text, re.IGNORECASE) for text in contested.right(question)]
    keyed = {match[1].lower() for match in said if match}
    if question["id"] not in OF_A_PART:
        assert keyed <= statuses
    if question["id"] == "q-0902":
        assert {text.rpartition(" ")[2] for text in contested.right(question)} == statuses
