"""Paraphrases: every sentence that says what the article says is listed with its paragraph, and no row is stale."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from thirteenth.fairness import balance, paraphrases
from thirteenth.fairness.places import Sentence, sentences

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
    assert row["paragraph"] != paraphrases.OPEN, "look the sentence up in the article, and write its paragraph"
    assert all(0 <= int(part) <= 21 for part in row["paragraph"].replace("-", ";").split(";"))
    named = paraphrases.paragraph_of(Sentence(row["place"], row["sentence"]))
    assert set(named.split(";")) <= {paraphrases.OPEN, *row["paragraph"].split(";")}, "the sentence names another one"


def test_a_sentence_about_the_article_is_recognised() -> None:
    for text in ("The article says that NATO is new.", "Paragraph 3 names twelve.", "Here the author calls it so."):
        assert paraphrases.SPEAKS.search(text), text
    assert not paraphrases.SPEAKS.search("The note says that Moscow is ready.")
    assert paraphrases.paragraph_of(Sentence("q", "Paragraphs 13 and 15 name three.")) == "13;15"
    assert paraphrases.paragraph_of(Sentence("q", "The article says so.")) == paraphrases.OPEN


def test_a_paragraph_that_an_author_wrote_is_kept_and_a_new_sentence_is_open(tmp_path: Path) -> None:
    (tmp_path / "data" / "questions").mkdir(parents=True)
    text = "questions: [{id: q-0001, claims: [], prompt: The article says so. The article says more.}]"
    (tmp_path / "data" / "questions" / "00.yaml").write_text(text, encoding="utf-8")
    (tmp_path / paraphrases.TABLE).write_text(
        "place,paragraph,sentence\nq-0001,7,The article says so.\n", encoding="utf-8"
    )
    said = paraphrases.built(tmp_path).splitlines()[1:]
    assert said == ["q-0001,7,The article says so.", "q-0001,?,The article says more."]


def test_the_table_of_balance_is_what_the_tool_writes() -> None:
    assert (ROOT / balance.TABLE).read_text(encoding="utf-8") == balance.built(ROOT)


@pytest.fixture(scope="module")
def points() -> dict[int, dict[str, int]]:
    return balance.counts(list(sentences(ROOT)))


def test_each_lesson_grants_the_article_something_and_asks_the_same_of_a_western_text(
    points: dict[int, dict[str, int]],
) -> None:
    for lesson in range(1, 10):
        assert points[lesson]["granted"] > 0, lesson
        assert points[lesson]["western"] > 0, lesson


def test_the_points_of_a_lesson_are_near_each_other_or_it_is_said_why_not(points: dict[int, dict[str, int]]) -> None:
    assert {lesson for lesson, row in points.items() if balance.far_apart(row)} == set(balance.WHY)
