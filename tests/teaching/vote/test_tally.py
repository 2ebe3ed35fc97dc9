"""Counts by round, the share that the bank marks right, what a small group keeps to itself, and the advice."""

from __future__ import annotations

import csv
import io

import pytest

from coursekit.quiz import bank
from coursekit.teaching.vote.advice import advice
from coursekit.teaching.vote.counts_csv import counts_csv
from coursekit.teaching.vote.tally import Result, tally


def choices(text: str) -> list[dict[str, str]]:
    return [{"choice": letter} for letter in text]


def test_both_rounds_stand_side_by_side_with_the_misconceptions() -> None:
    result = tally(bank.find("q-0303"), [choices("aabbcd"), choices("abdddd")])
    assert [row.counts for row in result.rows] == [(2, 1), (2, 1), (1, 0), (1, 4)]
    assert [row.right for row in result.rows] == [False, False, False, True]
    assert [row.code for row in result.rows] == ["INTERVAL", "INTERVAL", "BINARY", ""]
    assert result.rows[2].meaning == "A text is either true or propaganda."
    assert result.right == pytest.approx((1 / 6, 4 / 6))


def test_a_small_round_shows_how_many_and_nothing_else() -> None:
    result = tally(bank.find("q-0303"), [choices("aabb"), choices("aaddd")])
    assert result.answered == (4, 5)
    assert [row.counts for row in result.rows] == [(None, 2), (None, 0), (None, 0), (None, 3)]
    assert result.right[0] is None
    assert tally(bank.find("q-0301"), [[{"value": 14.0}] * 4]).middles == (None,)


def test_numbers_are_right_foreseen_frequent_or_other() -> None:
    given = [15, 15, 13, 12, 40, 40, 99]
    result = tally(bank.find("q-0302"), [[{"value": float(value)} for value in given]])
    found = {row.label: row.counts[0] for row in result.rows}
    # A number that one alone has written is not shown: it may tell who it was.
    assert found == {"15": 2, "13": 1, "14": 0, "12": 1, "16": 0, "40": 2, "other": 1}
    assert {row.label: row.meaning for row in result.rows}["13"] == "An exact figure or date has been verified."


def test_every_tick_counts_and_only_the_whole_is_right() -> None:
    question = bank.find("q-0305")
    right = [option["id"] for option in question.body["options"] if option["correct"]]
    result = tally(question, [[{"choices": right}] * 3 + [{"choices": ["g"]}] * 2])
    assert [row.counts[0] for row in result.rows] == [3, 3, 3, 3, 3, 3, 2]
    assert result.right == (0.6,)


def test_estimates_and_confidence_have_a_middle_and_no_right() -> None:
    result = tally(bank.find("q-0301"), [[{"value": float(value)} for value in (10, 12, 14, 20, 40)]])
    assert result.middles == (14,)
    assert result.right == (None,)
    assert [row.label for row in result.rows if row.note] == ["10 to 14"]
    assert sum(row.counts[0] or 0 for row in result.rows) == 5
    sure = tally(bank.find("q-0107"), [[{"value": float(value)} for value in (0, 19, 20, 99, 100)]])
    assert [(row.label, row.counts[0]) for row in sure.rows] == [
        *(("0 to 19", 2), ("20 to 39", 1), ("40 to 59", 0), ("60 to 79", 0), ("80 to 100", 2))
    ]


@pytest.mark.parametrize("name", ["q-0301", "q-0208", "q-0401", "q-0408", "q-0801", "q-0107", "q-0411"])
def test_every_value_of_a_scale_falls_into_one_range(name: str) -> None:
    question = bank.find(name)
    scale = question.body.get("scale") or question.body["answer"]
    values = [{"value": float(value)} for value in range(scale["min"], scale["max"] + 1)]
    rows = tally(question, [values]).rows
    assert sum(row.counts[0] or 0 for row in rows) == len(values)
    assert len(rows) <= 10


def test_an_order_counts_by_place() -> None:
    question = bank.find("q-0709")
    right = question.body["order"]
    swapped = [right[1], right[0], *right[2:]]
    result = tally(question, [[{"order": right}] * 3 + [{"order": swapped}] * 2])
    assert [row.counts[0] for row in result.rows] == [3, 3, 5, 5]
    assert result.right == (0.6,)


def test_a_position_is_never_right_or_wrong() -> None:
    question = bank.find("q-0310")
    result = tally(question, [[{"position": name} for name in "aabcd"]])
    assert {row.right for row in result.rows} == {None}
    assert result.right == (None,)
    assert all(row.note for row in result.rows)
    assert advice(question, result).headline == "Hear both sides"
    slider = bank.find("q-0512")
    assert advice(slider, tally(slider, [[{"value": 10}] * 5])).headline == "Hear both ends", "it has no positions"


@pytest.mark.parametrize(
    ("share", "rounds", "headline"),
    [
        (0.0, 1, "Explain again"),
        (0.299, 1, "Explain again"),
        (0.3, 1, "Let them talk"),
        (0.8, 1, "Let them talk"),
        (0.8, 2, "Discuss it together"),
        (0.801, 1, "Go on"),
        (1.0, 2, "Go on"),
        (None, 1, "Too few answers for advice"),
    ],
)
def test_the_rule_of_concept_tests(share: float | None, rounds: int, headline: str) -> None:
    result = Result((10,) * rounds, (share,) * rounds, (), (None,) * rounds)
    assert advice(bank.find("q-0303"), result).headline == headline


def test_the_table_holds_counts_and_nothing_about_one_person() -> None:
    question = bank.find("q-0303")
    text = counts_csv([(question, tally(question, [choices("abcd"), choices("addddd")]))], 5)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"))))
    assert [(row["answer"], row["round 1"], row["round 2"], row["right"]) for row in rows] == [
        ("answers", "fewer than 5", "6", ""),
        ("A", "", "1", "no"),
        ("B", "", "0", "no"),
        ("C", "", "0", "no"),
        ("D", "", "5", "yes"),
    ]
