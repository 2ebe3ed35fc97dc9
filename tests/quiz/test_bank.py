"""The question bank: the course's own passes, and every fault is named with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml

from coursekit.quiz import bank
from coursekit.quiz.faults import BankError
from coursekit.quiz.misconceptions import misconceptions

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """lesson: 7
title: A lesson
questions:
  - id: q-0701
    type: single
    skill: sourcing
    claims: [C01]
    prompt: Which?
    hints: [Look.]
    explanation: Because.
    options:
      - {id: a, text: A, correct: true, feedback: Yes.}
      - {id: b, text: B, correct: false, misconception: DETAIL, feedback: No.}
  - id: q-0702
    type: numeric
    skill: counting
    claims: []
    prompt: How many?
    hints: [More than ten.]
    explanation: Twelve.
    answer: {value: 12, tolerance: 0, unit: states}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "claims.csv").write_text("claim_id\nC01\n", encoding="utf-8")
    (tmp_path / "questions").mkdir()
    return tmp_path / "questions" / "07.yaml"


def test_a_good_file_is_read(path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    lesson = bank.load(path)
    assert list(lesson.questions) == ["q-0701", "q-0702"]
    assert lesson.questions["q-0701"].hints == ("Look.",)
    assert lesson.questions["q-0702"].body == {"answer": {"value": 12, "tolerance": 0, "unit": "states"}}


@pytest.mark.parametrize(
    ("old", "new", "line", "where"),
    [
        ("type: single", "type: singel", 4, "q-0701"),
        ("prompt: Which?", "promt: Which?", 4, "q-0701"),
        ("prompt: Which?", "prompt: ''", 8, "q-0701 prompt"),
        ("prompt: Which?", "prompt: 12", 8, "q-0701 prompt"),
        ("correct: true", "correct: maybe", 12, "q-0701 options 1 correct"),
        ("feedback: No.}", "feedbak: No.}", 13, "q-0701 options 2"),
        ("correct: true", "correct: false", 12, "q-0701 options"),
        ("id: b,", "id: a,", 12, "q-0701 options"),
        ("id: q-0702", "id: q-0701", 14, "q-0701 id"),
        ("id: q-0702", "id: q-0802", 14, "q-0802 id"),
        ("id: q-0702", "id: q-702", 14, "q-702 id"),
        ("value: 12", "value: twelve", 21, "q-0702 answer value"),
        ("More than ten.", "It is 12.", 19, "q-0702 hints"),
        ("misconception: DETAIL", "misconception: DETAILS", 13, "q-0701 options 2 misconception"),
        ("claims: []", "claims: [C98]", 17, "q-0702 claims"),
        ("    claims: []", "    skill: twice", 17, "skill"),
        ("claims: []", "claims: 1954-02-31", 0, ""),
        ("claims: []", "claims: {[a]: b}", 17, ""),
        ("claims: []", "claims: 'a\0b'", 0, ""),
        ("lesson: 7", "lesson: seven", 1, "lesson"),
    ],
)
def test_a_fault_is_named_with_line_and_field(path: Path, old: str, new: str, line: int, where: str) -> None:
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BankError) as caught:
        bank.load(path)
    assert (line, where) in {(fault.line, fault.where) for fault in caught.value.faults}
    assert "What to do: mend the file" in str(caught.value)


def keyed(kind: str, **body: Any) -> str:  # noqa: ANN401 - a body holds anything
    common = {"id": "q-0701", "type": kind, "skill": "x", "claims": [], "hints": [], "prompt": "x", "explanation": "x"}
    text: str = yaml.safe_dump({"lesson": 7, "title": "x", "questions": [{**common, **body}]}, sort_keys=False)
    return text


ITEMS = [{"id": name, "text": name} for name in "abc"]
OPTIONS = [{"id": name, "text": name, "correct": False, "feedback": "x"} for name in "ab"]
RANGE = {"value": 5, "tolerance": 0, "unit": "x", "min": 1, "max": 9, "step": 1}
SCALE = {"min": 0, "max": 100, "step": 5, "low": "x", "high": "y"}
RULE = {"points": 1, "criterion": "x"}
FIVE = {"value": 5, "tolerance": 1, "unit": "x"}


@pytest.mark.parametrize(
    ("content", "field", "expected"),
    [
        (keyed("multiple", options=OPTIONS), "options", "at least one"),
        (keyed("order", items=ITEMS, order=["a", "b"]), "order", "each item's id once"),
        (keyed("order", items=ITEMS, order=["a", "b", "c"]), "items", "another order"),
        (keyed("match", left=ITEMS, right=ITEMS, pairs={"a": "b"}), "pairs", "for each id of left"),
        (keyed("match", left=ITEMS, right=ITEMS, pairs={"a": "b", "b": "z", "c": "a"}), "pairs", "one id of right"),
        (keyed("estimate", answer={**RANGE, "value": 10}), "answer", "from min to max"),
        (keyed("estimate", answer={**RANGE, "min": 9}), "answer", "a min below the max"),
        (keyed("confidence", scale={**SCALE, "max": 0}), "scale", "a min below the max"),
        (keyed("text", words={"min": 9, "max": 3}, rubric=[RULE]), "words", "not above max"),
        (keyed("numeric", answer=FIVE, near=[{"value": 6, "feedback": "x"}]), "near", "numbers that are wrong"),
    ],
)
def test_a_key_that_does_not_fit_is_named(path: Path, content: str, field: str, expected: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BankError) as caught:
        bank.load(path)
    (fault,) = caught.value.faults
    assert fault.where == f"q-0701 {field}"
    assert expected in fault.expected


def test_a_file_of_another_name_is_named(path: Path) -> None:
    other = path.with_name("draft.yaml")
    other.write_text(GOOD, encoding="utf-8")
    with pytest.raises(BankError, match=r"the lesson's number draft in three places"):
        bank.load(other)


def test_without_the_table_of_claims_no_claim_is_doubted(path: Path) -> None:
    path.parent.parent.joinpath("claims.csv").unlink()
    path.write_text(GOOD.replace("claims: []", "claims: [C98]"), encoding="utf-8")
    assert bank.load(path).questions["q-0702"].claims == ("C98",)


def test_all_faults_are_collected(path: Path) -> None:
    path.write_text(GOOD.replace("correct: true", "correct: 1").replace("value: 12", "value: x"), encoding="utf-8")
    with pytest.raises(BankError) as caught:
        bank.load(path)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    ("content", "line", "value"),
    [(b"", 0, "an empty file"), (b"a: [1,\n", 2, ""), (b"lesson: 7\ntitle: \xff\n", 2, "the byte 0xFF")],
)
def test_a_file_that_is_no_yaml_is_named(path: Path, content: bytes, line: int, value: str) -> None:
    path.write_bytes(content)
    with pytest.raises(BankError) as caught:
        bank.load(path)
    (fault,) = caught.value.faults
    assert fault.line == line
    assert value in fault.value


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(BankError, match=r"07\.yaml"):
        bank.load(path)


def test_an_unknown_question_names_its_neighbours() -> None:
    with pytest.raises(bank.UnknownQuestionError, match="Did you mean q-03"):
        bank.find("q-0399")
    with pytest.raises(bank.UnknownQuestionError, match="An id looks like"):
        bank.find("thirteen")


def test_a_broken_lesson_stops_only_its_own_questions(course_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIRTEENTH_DATA", str(course_copy / "data"))
    (course_copy / "data" / "questions" / "02.yaml").write_text("lesson: x", encoding="utf-8")
    assert bank.find("q-0303").id == "q-0303"
    with pytest.raises(bank.UnknownQuestionError, match="Did you mean q-03"):
        bank.find("q-0399")
    with pytest.raises(BankError, match=r"02\.yaml"):
        bank.find("q-0201")


def test_the_wording_follows_the_text(path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    before = bank.load(path).questions["q-0701"].wording
    path.write_text(GOOD.replace("Which?", "Which one?"), encoding="utf-8")
    assert bank.load(path).questions["q-0701"].wording != before
    assert re.fullmatch("[0-9a-f]{8}", before)


LESSONS = bank.lessons()
QUESTIONS = [question for lesson in LESSONS for question in lesson.questions.values()]


def test_the_course_has_its_lessons_and_types() -> None:
    assert [lesson.number for lesson in LESSONS][:4] == [0, 1, 2, 3]
    assert {"single", "multiple", "numeric", "order", "match", "estimate", "confidence", "stance", "text"} <= {
        question.type for question in QUESTIONS
    }


def test_claims_and_misconceptions_exist(root: Path) -> None:
    claims = set(pd.read_csv(root / "data" / "claims.csv")["claim_id"])
    assert [(question.id, name) for question in QUESTIONS for name in question.claims if name not in claims] == []


def test_the_codebook_and_course_toml_say_the_same_of_misconceptions(root: Path) -> None:
    readme = (root / "data" / "questions" / "README.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| ([A-Z]+) \| (.+) \|$", readme, flags=re.MULTILINE)) == misconceptions()


def test_right_answers_stand_in_different_places() -> None:
    places = [
        [option["correct"] for option in question.body["options"]].index(True)
        for question in QUESTIONS
        if question.type == "single"
    ]
    assert max(places.count(place) for place in set(places)) < 0.5 * len(places)


def test_every_option_has_its_own_words() -> None:
    for question in QUESTIONS:
        texts = [option["text"] for option in question.body.get("options", [])]
        assert len(set(texts)) == len(texts), question.id


def test_counter_arguments_weigh_the_same() -> None:
    for question in QUESTIONS:
        if question.type == "stance":
            lengths = [len(position["counter"].split()) for position in question.body["positions"]]
            assert max(lengths) <= 1.6 * min(lengths), question.id


def days(root: Path, first: str, second: str) -> int:
    dates = pd.read_csv(root / "data" / "timeline.csv", index_col="event_id", parse_dates=["date"])["date"]
    gap: pd.Timedelta = dates[second] - dates[first]
    return int(gap.days)


def answer(question_id: str) -> float:
    value: float = bank.find(question_id).body["answer"]["value"]
    return value


def test_numbers_in_answers_come_from_the_tables(root: Path) -> None:
    claims = pd.read_csv(root / "data" / "claims.csv")
    members = pd.read_csv(root / "data" / "members.csv", parse_dates=["joined", "left", "signed"])
    treaties = pd.read_csv(root / "data" / "treaties.csv", parse_dates=["signed"])
    assert answer("q-0002") == len(claims)
    assert answer("q-0109") == claims["checkable"].isin(["data", "document"]).sum()
    assert answer("q-0202") == days(root, "north-atlantic-treaty-signed", "warsaw-treaty-signed")
    assert answer("q-0203") == days(root, "molotov-collective-security-draft", "berlin-wall-falls") * 4 // 1461
    assert answer("q-0206") == days(root, "west-germany-joins-nato", "warsaw-treaty-signed")
    assert answer("q-0208") == days(root, "soviet-note-nato", "tripartite-reply")
    inside = members[(members["alliance"] == "NATO") & (members["joined"] <= "1954-03-31")]
    assert answer("q-0301") == len(inside)
    assert answer("q-0302") == len(inside) + 1
    signed = members[(members["alliance"] == "WTO") & (members["signed"] == "1955-05-14")]
    assert answer("q-0304") == len(signed)
    early = treaties[(treaties["kind"] == "mutual-assistance") & (treaties["signed"] <= "1949-04-04")]
    assert answer("q-0307") == len(set(early["party_b"]) & set(signed["code"]))


def test_the_order_of_events_is_the_order_of_their_dates(root: Path) -> None:
    dates = pd.read_csv(root / "data" / "timeline.csv", index_col="event_id")["date"]
    event = {
        "a": "tripartite-reply",
        "b": "west-germany-joins-nato",
        "c": "berlin-conference",
        "d": "soviet-note-nato",
        "e": "geneva-foreign-ministers",
        "f": "edc-defeated",
        "g": "greece-turkey-join",
        "h": "warsaw-treaty-signed",
    }
    wanted = sorted(event, key=lambda letter: dates[event[letter]])
    assert bank.find("q-0201").body["order"] == wanted
