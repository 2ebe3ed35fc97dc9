"""Papers and explanations as cards, and who is who on them, against the tables read with pandas alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from coursekit.quiz import bank, public
from coursekit.quiz.people import named_in
from thirteenth import cards

DATA = Path(__file__).resolve().parents[1] / "data"
PEOPLE = pd.read_csv(DATA / "people.csv")


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_card_says_when_from_whom_for_whom_and_what_was_not_seen() -> None:
    papers = pd.read_csv(DATA / "documents.csv", parse_dates=["date"])
    for _, row in papers.iterrows():
        shown = plain(cards.papers(row["document_id"]).as_html())
        parts = [f"{row['date'].day} {row['date']:%B %Y}", row["author"], row["addressee"], row["says"]]
        parts += [] if pd.isna(row["not_seen"]) else [f"Not seen: {row['not_seen']}"]
        assert [part for part in parts if str(part).replace("'", "&#x27;") not in shown] == []


def test_the_explanations_say_who_holds_them() -> None:
    held = pd.read_csv(DATA / "hypotheses.csv")["held_by"]
    words = " ".join(cards.hypotheses().as_text().split())
    assert [name for name in held if name not in words] == []


def test_a_paper_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(ValueError, match=r"no paper 'gromyko'. Choose from: berlin-treaty-draft, gromyko-draft"):
        cards.papers("gromyko")


def test_cards_name_everybody_whom_they_show() -> None:
    shown = plain(cards.papers("molotov-memorandum").as_html())
    for name in ("Molotov", "Malenkov", "Khrushchev"):
        assert PEOPLE.set_index("name")["who"][name] in shown


def test_a_question_says_who_is_who_in_it() -> None:
    shown = public.public(bank.find("q-0501"))["people"]
    assert {"name": "Andrei Gromyko", "who": PEOPLE.set_index("name")["who"]["Gromyko"]} in shown
    assert named_in("The Stalinist view of Edenbridge") == [], "a name is a whole word"


def test_help_lists_everybody() -> None:
    text = "\n".join(
        "".join(cell["source"])
        for cell in json.loads((DATA.parent / "notebooks" / "help.ipynb").read_text(encoding="utf-8"))["cells"]
    )
    assert re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text.split("## Who is who")[1], flags=re.MULTILINE)[1:] == [
        *zip(PEOPLE["full_name"], PEOPLE["who"], strict=True)
    ]
