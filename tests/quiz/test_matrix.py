"""The grid of ratings, without a browser: a full row is an answer to its question, wherever it is given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from coursekit import tables
from coursekit.quiz import answers, bank
from coursekit.quiz.shown import WIDGET_VIEW
from coursekit.quiz.types.rate_evidence import SCORES
from thirteenth import quiz

if TYPE_CHECKING:
    from pathlib import Path

    from thirteenth.quiz.matrix import MatrixWidget

FULL = {"H1": "CC", "H2": "N", "H3": "II", "H4": "C"}


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> answers.Log:
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    return answers.learner_log()


def grid(*items: str) -> MatrixWidget:
    widget: Any = quiz.rate(*items).widget
    return widget  # type: ignore[no-any-return]  # Shown holds any widget


def say(widget: MatrixWidget, item: str, ratings: dict[str, str]) -> None:
    widget._handle_custom_msg({"kind": "rate", "item": item, "ratings": ratings}, [])


def test_without_a_name_all_items_are_asked() -> None:
    plan = grid().plan
    evidence = tables.load("evidence").set_index("evidence_id")
    assert {row["id"]: (row["text"], row["says"]) for row in plan["rows"]} == {
        item: (row["title"], row["evidence"]) for item, row in evidence.iterrows()
    }
    assert [entry["id"] for entry in plan["hypotheses"]] == ["H1", "H2", "H3", "H4"]


def test_the_items_keep_the_order_in_which_they_are_named() -> None:
    assert [row["id"] for row in grid("E08", "E01").plan["rows"]] == ["E08", "E01"]


def test_a_full_row_is_kept_as_the_answer_to_its_question(log: answers.Log) -> None:
    say(grid("E01"), "E01", FULL)
    kept = log.latest("q-0506")
    assert kept
    assert kept["response"] == {"ratings": FULL}
    assert kept["wording"] == bank.find("q-0506").wording
    own = quiz.my_ratings().query("evidence_id == 'E01'").set_index("hypothesis_id")
    assert (own["whose"] == "you").all()
    assert own["score"].to_dict() == {name: SCORES[word] for name, word in FULL.items()}


def test_a_row_that_is_not_full_is_not_kept_and_tells_no_range(log: answers.Log) -> None:
    widget = grid("E01")
    say(widget, "E01", {**FULL, "H3": ""})
    assert log.latest("q-0506") is None
    assert widget.replies["E01"] == {}
    assert "ranges" not in str(widget.plan)


def test_the_range_of_the_table_appears_with_a_full_row() -> None:
    widget = grid("E01")
    say(widget, "E01", FULL)
    table = tables.load("ratings").query("evidence_id == 'E01'").set_index("hypothesis_id")
    expected = {name: [row["min_score"], row["max_score"]] for name, row in table.iterrows()}
    assert widget.replies["E01"]["ranges"] == expected
    assert re.match(r"\d of 4 lie within", widget.replies["E01"]["headline"])


def test_what_was_rated_before_is_there_again() -> None:
    say(grid("E01"), "E01", FULL)
    again = grid("E01", "E02")
    assert again.given == {"E01": FULL}
    assert again.replies["E01"]["ranges"]


def test_an_unknown_item_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ValueError, match=r"no item .E99. to rate\. Choose from: E01, E02, "):
        quiz.rate("E01", "E99")


def test_a_strange_message_changes_nothing(log: answers.Log) -> None:
    widget = grid("E01")
    say(widget, "E99", FULL)
    widget._handle_custom_msg({"kind": "other"}, [])
    assert log.latest("q-0506") is None
    assert widget.given == {}


def test_without_a_kernel_the_items_are_listed() -> None:
    shown = quiz.rate("E01")
    bundle = shown._repr_mimebundle_()
    assert "E01: Gromyko's draft: entry on conditions" in bundle["text/plain"]
    assert "<li>E01: Gromyko&#x27;s draft" in bundle["text/html"]
    assert bundle[WIDGET_VIEW]["model_id"] == shown.widget.model_id
