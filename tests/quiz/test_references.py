"""What a question cites by an id in brackets is shown in words."""

from __future__ import annotations

from pathlib import Path

from coursekit.quiz.references import ids_in_words, references

DATA = Path(__file__).resolve().parents[2] / "data"
WORDS = {"berlin-blockade": "Berlin blockade", "roberts-2011": "Geoffrey Roberts 2011"}


def test_ids_in_brackets_are_words_and_others_stay() -> None:
    text = "Look at berlin-blockade (berlin-blockade, roberts-2011, not opened by us; well-known)."
    assert ids_in_words(text, WORDS) == (
        "Look at berlin-blockade (Berlin blockade, Geoffrey Roberts 2011, not opened by us; well-known)."
    )
    assert ids_in_words({"a": ["(roberts-2011)", 3]}, WORDS) == {"a": ["(Geoffrey Roberts 2011)", 3]}


def test_the_course_names_its_events_and_sources(tmp_path: Path) -> None:
    found = references(DATA)
    assert found["berlin-blockade"] == "Berlin blockade"
    assert found["roberts-2011"] == "Geoffrey Roberts 2011"
    assert references(tmp_path) == {}, "without the tables the ids have to do"
