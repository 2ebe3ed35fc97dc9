"""Paraphrases: every sentence that says what the article says is listed with its paragraph, and no row is stale."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from thirteenth.fairness import balance, paraphrases
from thirteenth.fairness.places import Sentence

ROOT = Path(__file__).resolve().parents[2]
with (ROOT / paraphrases.TABLE).open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def test_no_paraphrase_is_missing_from_the_list_and_no_row_is_stale() -> None:
    listed = {(row["place"], row["sentence"]) for row in ROWS}
    found = {(sentence.place, sentence.text) for sentence in paraphrases.found(ROOT)}
    assert found - listed == set(), "run: python -m thirteenth.fairness paraphrases --write, and read the new rows"
    assert listed - found == set(), "run: python -m thirteenth.fairness paraphrases --write"


def test_the_list_of_paraphrases_is_what_the_tool_writes() -> None:
    assert (ROOT / paraphrases.TABLE).read_text(encoding="utf-8") == paraphrases.built(ROOT)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["place"])
def test_a_paraphrase_names_paragraphs_that_exist(row: dict[str, str]) -> None:
    parts = row["paragraph"].replace("-", ";").split(";")
    assert parts == ["all"] or all(0 <= int(part) <= 21 for part in parts)


def test_a_sentence_about_the_article_is_recognised() -> None:
    for text in ("The article says that NATO is new.", "Paragraph 3 names twelve.", "Here the author calls it so."):
        assert paraphrases.SPEAKS.search(text), text
    assert not paraphrases.SPEAKS.search("The note says that Moscow is ready.")
    assert paraphrases.paragraph_of(Sentence("q", "Paragraphs 13 and 15 name three."), {}) == "13;15"
    assert paraphrases.paragraph_of(Sentence("q", "The article says so.", ("C02",)), {"C02": "1"}) == "1"


def test_the_table_of_balance_is_what_the_tool_writes() -> None:
    assert (ROOT / balance.TABLE).read_text(encoding="utf-8") == balance.built(ROOT)


def test_each_lesson_grants_the_article_something_and_asks_the_same_of_a_western_text() -> None:
    from thirteenth.fairness.places import sentences  # noqa: PLC0415  - reading all lessons belongs into the test

    rows = balance.counts(list(sentences(ROOT)))
    for lesson in range(1, 10):
        assert rows[lesson]["granted"] > 0, lesson
        assert rows[lesson]["western"] > 0, lesson
