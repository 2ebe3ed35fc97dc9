"""The facts in the questions of lessons 0 to 3, recomputed from the tables: numbers, dates, orders, labels."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from coursekit.quiz import bank

if TYPE_CHECKING:
    from collections.abc import Callable

    from coursekit.quiz.question import Question

DATA = Path(__file__).resolve().parents[2] / "data"
LABELS = ["accurate", "imprecise", "error", "unsupported", "contested", "judgement"]


@cache
def read(name: str, *dates: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", parse_dates=list(dates))


def timeline() -> pd.DataFrame:
    return read("timeline", "date", "end_date").set_index("event_id")


def members() -> pd.DataFrame:
    return read("members", "signed", "joined", "left")


def claim(claim_id: str) -> pd.Series:
    return read("claims").set_index("claim_id").loc[claim_id]


def day(event: str) -> pd.Timestamp:
    return timeline()["date"][event]


def written(date: pd.Timestamp) -> str:
    return f"{date.day} {date:%B %Y}"


def gap(first: str, second: str) -> int:
    return int((day(second) - day(first)).days)


def full_years(first: str, second: str) -> int:
    begin, end = day(first), day(second)
    return int(end.year - begin.year - ((end.month, end.day) < (begin.month, begin.day)))


def checkable(*words: str) -> int:
    return int(read("claims")["checkable"].isin(words).sum())


def members_on(alliance: str, moment: str | pd.Timestamp) -> set[str]:
    table, at = members(), pd.Timestamp(moment)
    inside = (table["joined"] <= at) & (table["left"].isna() | (table["left"] > at))
    return set(table[inside & (table["alliance"] == alliance)]["country"])


def signatories(column: str) -> set[str]:
    table = members()
    return set(table[(table["alliance"] == "WTO") & (table["signed"] == day("warsaw-treaty-signed"))][column])


def soviet_treaties() -> pd.DataFrame:
    table = read("treaties", "signed")
    return table[(table["party_a"] == "SUN") & (table["signed"] <= day("north-atlantic-treaty-signed"))]


def options(question: Question) -> list[str]:
    return [option["text"] for option in question.body["options"]]


def right(question: Question) -> list[str]:
    return [option["text"] for option in question.body["options"] if option["correct"]]


ANSWERS: dict[str, tuple[int, Callable[[], int]]] = {
    "q-0002": (93, lambda: len(read("claims"))),
    "q-0109": (64, lambda: checkable("data", "document")),
    "q-0202": (2231, lambda: gap("north-atlantic-treaty-signed", "warsaw-treaty-signed")),
    "q-0203": (35, lambda: full_years("molotov-collective-security-draft", "berlin-wall-falls")),
    "q-0206": (8, lambda: gap("west-germany-joins-nato", "warsaw-treaty-signed")),
    "q-0208": (37, lambda: gap("soviet-note-nato", "tripartite-reply")),
    "q-0301": (14, lambda: len(members_on("NATO", day("soviet-note-nato")))),
    "q-0302": (15, lambda: len(members_on("NATO", "1954-04-30")) + 1),
    "q-0304": (8, lambda: len(signatories("code"))),
    "q-0307": (5, lambda: len(signatories("code") & set(soviet_treaties()["party_b"]))),
}
COUNTED_IN_WORDS = {"q-0103", "q-0312"}  # references in the prompt; episodes with talks, see below


@pytest.mark.parametrize("question_id", ANSWERS)
def test_a_number_is_recomputed_from_the_tables(question_id: str) -> None:
    expected, recomputed = ANSWERS[question_id]
    assert bank.find(question_id).body["answer"]["value"] == recomputed() == expected


def test_every_number_of_these_lessons_is_recomputed() -> None:
    questions = [question for lesson in bank.lessons()[:4] for question in lesson.questions.values()]
    assert {question.id for question in questions if "answer" in question.body} == ANSWERS.keys() | COUNTED_IN_WORDS


WRONG: dict[tuple[str, float], Callable[[], float]] = {
    ("q-0002", 22): lambda: len(read("paragraphs")),
    ("q-0002", 5): lambda: len(read("claims").head()),
    ("q-0002", 92): lambda: read("claims").index[-1],
    ("q-0109", 20): lambda: checkable("data"),
    ("q-0109", 44): lambda: checkable("document"),
    ("q-0109", 29): lambda: checkable("historians", "no"),
    ("q-0109", 86): lambda: checkable("data", "document", "historians"),
    ("q-0109", 93): lambda: len(read("claims")),
    ("q-0202", 2190): lambda: 6 * 365,
    ("q-0202", 2191): lambda: (pd.Timestamp("1955-04-04") - day("north-atlantic-treaty-signed")).days,
    ("q-0202", 2089): lambda: gap("north-atlantic-treaty-in-force", "warsaw-treaty-signed"),
    ("q-0202", -2231): lambda: gap("warsaw-treaty-signed", "north-atlantic-treaty-signed"),
    ("q-0203", 28): lambda: full_years("berlin-wall-built", "berlin-wall-falls"),
    ("q-0203", 35.7): lambda: round(gap("molotov-collective-security-draft", "berlin-wall-falls") / 365.25, 1),
    ("q-0206", 5): lambda: gap("west-germany-welcomed", "warsaw-treaty-signed"),
    ("q-0302", 12): lambda: len(members_on("NATO", day("north-atlantic-treaty-in-force"))),
    ("q-0302", 14): lambda: len(members_on("NATO", "1954-04-30")),
    ("q-0302", 16): lambda: len(members_on("NATO", day("west-germany-joins-nato"))) + 1,
    ("q-0304", 6): lambda: len(members_on("WTO", "1991-06-30")),
    ("q-0307", 9): lambda: len(soviet_treaties()),
    ("q-0307", 7): lambda: int((soviet_treaties()["kind"] == "mutual-assistance").sum()),
    ("q-0307", 6): lambda: len((signatories("code") | {"YUG"}) & set(soviet_treaties()["party_b"])),
}


@pytest.mark.parametrize(("question_id", "value"), WRONG)
def test_a_predictable_wrong_number_is_what_its_reply_says(question_id: str, value: float) -> None:
    assert value in {case["value"] for case in bank.find(question_id).body["near"]}
    assert WRONG[question_id, value]() == value


def test_the_five_episodes_are_told_and_none_led_to_talks() -> None:
    told = ["vyshinsky-western-union-claim", "gromyko-1951-remark", "stalin-receives-joxe", "soviet-note-nato"]
    prompt = bank.find("q-0312").prompt
    for event in [*told, "andropov-claim"]:
        assert timeline()["in_article"][event]
        assert f"({day(event).year})" in prompt
    assert "none reached negotiation" in claim("C06")["note"]


EVENTS = {
    "a": "tripartite-reply",
    "b": "west-germany-joins-nato",
    "c": "berlin-conference",
    "d": "soviet-note-nato",
    "e": "geneva-foreign-ministers",
    "f": "edc-defeated",
    "g": "greece-turkey-join",
    "h": "warsaw-treaty-signed",
}


def test_events_are_ordered_and_dated_as_in_the_timeline() -> None:
    body = bank.find("q-0201").body
    assert body["order"] == sorted(EVENTS, key=lambda name: day(EVENTS[name]))
    for item in body["items"]:
        assert written(day(EVENTS[item["id"]])) in item["feedback"]
    untold = timeline().loc[list(EVENTS.values())].query("not in_article").index
    assert set(untold) == {"edc-defeated", "west-germany-joins-nato"}, "the explanation names these two as missing"


def test_the_end_of_each_membership_is_the_one_in_the_tables() -> None:
    body = bank.find("q-0306").body
    texts = {entry["id"]: entry["text"] for entry in body["right"]}
    ends = {entry["text"]: texts[body["pairs"][entry["id"]]] for entry in body["left"]}
    left = members().query("alliance == 'WTO'").set_index("country")["left"]
    states = read("countries", "valid_to").set_index("name")["valid_to"]
    assert f"left in {left['Albania'].year}" in ends["Albania"]
    assert f"left in {left['East Germany']:%B %Y}" in ends["East Germany"]
    for name in ("Czechoslovakia", "Soviet Union"):
        assert left[name] == day("wto-dissolved")
        assert f"in to the end in {left[name].year}" in ends[name]
    assert f"divided in {states['Czechoslovakia'].year}" in ends["Czechoslovakia"]
    assert f"ended that {states['Soviet Union']:%B}" in ends["Soviet Union"]
    assert "Yugoslavia" not in left.index
    assert "never" in ends["Yugoslavia"]


def test_the_six_signatories_among_the_seven_are_right() -> None:
    question = bank.find("q-0305")
    assert all(name in claim("C09")["claim"] for name in options(question)), "the seven that the article names"
    assert set(right(question)) == signatories("country") & set(options(question))


def test_the_missing_events_came_before_the_signing() -> None:
    for option in bank.find("q-0207").body["options"]:
        (year,) = re.findall(r"\((\d{4})", option["text"])
        assert option["correct"] == (int(year) < day("north-atlantic-treaty-signed").year), option["text"]
    missing = ["truman-doctrine", "marshall-speech", "czechoslovak-coup", "berlin-blockade", "hungary-1956"]
    assert not timeline().loc[missing, "in_article"].any()


def test_the_dates_of_1948_and_1949_are_those_of_the_timeline() -> None:
    events = ["bevin-western-union-speech", "wudo-established", "soviet-statement-january-1949", "greece-turkey-join"]
    question = bank.find("q-0212")
    text = " ".join(options(question))
    for date in [*map(day, events), timeline()["end_date"]["berlin-blockade"]]:
        assert written(date) in text
    assert written(day("vyshinsky-foreign-minister")) in question.explanation


def test_the_concession_came_before_the_refusal() -> None:
    assert day("gromyko-draft") < day("soviet-note-nato") <= day("us-first-reaction") < day("british-first-reaction")
    assert day("british-first-reaction") < day("tripartite-reply"), "so the offer lay on the table on 7 May"
    assert "accepts US participation" in timeline()["description"]["soviet-note-nato"]
    assert right(bank.find("q-0209")) == ["It was there from the start: the note of 31 March itself contains it."]


def test_a_rounded_number_gets_its_due() -> None:
    years = gap("molotov-collective-security-draft", "berlin-wall-falls") / 365.25
    assert (int(years), round(years)) == (35, 36)
    assert right(bank.find("q-0204"))[0].startswith("accurate: the span of 35.7 years rounds to 36")


def test_the_span_of_the_article_is_the_same_in_question_note_and_recap() -> None:
    lesson = (DATA.parent / "notebooks" / "01-who-is-speaking.ipynb").read_text(encoding="utf-8")
    assert "probably written between 2016 and 2023" in lesson
    for text in (right(bank.find("q-0106"))[0], bank.find("q-0110").body["model"]):
        assert "2016" in text
        assert "Finland" in text


def test_the_five_soviet_papers_of_1954_are_those_of_the_source() -> None:
    note = read("sources").set_index("source_id")["note"]["frus-54v7p1-d531"]
    listed = "Soviet notes of 31 March, 24 July, 4 August, 23 October and 13 November"
    assert listed in note
    prompt = bank.find("q-0214").prompt.replace("\n", " ")
    for day_and_month in ("31 March", "24 July", "4 August", "23 October", "13 November"):
        assert day_and_month in prompt
    assert claim("C53")["status"] == "judgement"


def test_what_is_directed_at_whom_rests_on_sources_that_were_read(
    as_written: Callable[[str], dict[str, Any]],
) -> None:
    verified = read("sources").set_index("source_id")["verified"]
    for option in as_written("q-0313")["options"]:
        named = re.findall(r"\(([a-z0-9-]+)\)", option["feedback"])
        assert named
        assert all(verified.get(name, name in timeline().index) for name in named), named
    assert claim("C24")["status"] == "contested"


def test_the_thirteenth_place_was_free_as_long_as_the_question_says() -> None:
    taken = day("greece-turkey-join")
    assert written(taken) in right(bank.find("q-0303"))[0]
    for moment in (day("north-atlantic-treaty-in-force"), taken - pd.Timedelta(days=1)):
        assert len(members_on("NATO", moment)) + 1 == 13
    assert len(members_on("NATO", taken)) == 14


def test_only_the_right_filter_finds_the_members_of_every_day() -> None:
    for option in bank.find("q-0308").body["options"]:
        hits = []
        for alliance in ("NATO", "WTO"):
            table = members().query("alliance == @alliance")
            for moment in pd.to_datetime(["1949-08-24", "1955-05-14", "1968-12-31", "1991-07-01", "2024-12-31"]):
                kept = eval(option["text"], {"m": table, "d": moment})  # noqa: S307 - code of our own bank
                hits.append(set(table[kept]["country"]) == members_on(alliance, moment))
        assert all(hits) == option["correct"], option["text"]


def test_pandas_makes_of_a_year_what_the_question_says() -> None:
    assert f"It becomes {written(pd.to_datetime('1951'))}:" in right(bank.find("q-0211"))[0]


CLAIM_OF = {"q-0001": "C84", "q-0204": "C46", "q-0209": "C69", "q-0210": "C34", "q-0212": "C15", "q-0303": "C13"}
CLAIM_OF |= {"q-0304": "C78", "q-0305": "C09", "q-0309": "C61", "q-0312": "C06"}


@pytest.mark.parametrize("question_id", CLAIM_OF)
def test_a_label_is_the_one_in_the_claims_table(question_id: str) -> None:
    question, claim_id = bank.find(question_id), CLAIM_OF[question_id]
    assert claim_id in question.claims
    said = right(question)[0] if question_id in {"q-0001", "q-0204"} else question.explanation
    assert re.findall(rf"\b({'|'.join(LABELS)})\b", said)[0] == claim(claim_id)["status"]


def test_lesson_0_offers_each_of_the_six_labels() -> None:
    assert [text.split(":")[0] for text in options(bank.find("q-0001"))] == LABELS


def test_the_evidence_of_the_stance_states_the_numbers_of_the_tables() -> None:
    texts = {item["id"]: item["text"] for item in bank.find("q-0310").body["evidence"]}
    treaties = soviet_treaties()
    early = treaties[treaties["party_b"].isin(signatories("code"))]["signed"]
    assert len(early) == 5
    assert f"{early.max():%B %Y}" in texts["e1"]
    assert f"{gap('north-atlantic-treaty-signed', 'warsaw-treaty-signed')} days" in texts["e2"]
    assert f"{day('berlin-blockade'):%B %Y} to {timeline()['end_date']['berlin-blockade']:%B %Y}" in texts["e3"]
    assert gap("west-germany-joins-nato", "warsaw-treaty-signed") == 8
    assert gap("warsaw-treaty-signed", "austrian-state-treaty") == 1
