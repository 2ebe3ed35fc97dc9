"""An answer is shown after three different wrong ones; a function may stand for a value; the seal needs its salt."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coursekit.checks import WrongAnswer, check, keys, showing
from coursekit.checks.given import value_of
from coursekit.checks.sealed import seal, unseal
from thirteenth.checks import show_answer

ROOT = Path(__file__).resolve().parents[2]
SALT = "00" * 16


@pytest.fixture(autouse=True)
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key with one task, its second try, and a task without an answer; nothing has been tried."""
    monkeypatch.setattr(showing, "_tries", {})
    monkeypatch.setattr(showing, "_right", set())
    monkeypatch.setenv("THIRTEENTH_CHECKS", str(tmp_path))
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path / "answers"))
    plain = {"salt": SALT, "right": keys.digest_of("12", SALT, 1), "hint": "Count.", "mistakes": [], "rounds": 1}
    items = {"t1-1": {**plain, "answer": seal("n = 12", "There are twelve.", SALT)}, "t1-1-again": plain, "t1-2": plain}
    (tmp_path / "01.json").write_text(json.dumps({"items": items}), encoding="utf-8")
    return tmp_path


def wrong(grade_id: str, answer: Any) -> str:  # noqa: ANN401 - any answer
    with pytest.raises(WrongAnswer) as error:
        check(grade_id, answer)
    return str(error.value)


def logged(folder: Path) -> list[dict[str, Any]]:
    path = folder / "answers" / "learner.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_nothing_is_shown_before_three_different_answers(capsys: pytest.CaptureFixture[str]) -> None:
    for answer in (1, 2, 2, 2.0):
        assert "show_answer" not in wrong("t1-1", answer)
    assert show_answer("t1-1") is None
    assert "has had 2 wrong answers in this session. An answer is shown after 3" in capsys.readouterr().out


def test_the_third_wrong_answer_offers_one_and_it_is_kept_as_seen(sheet: Path) -> None:
    for answer in (1, 2):
        wrong("t1-1", answer)
    assert wrong("t1-1-again", 3).endswith('To see an answer and why: show_answer("t1-1") at the end of the sheet.')
    shown = show_answer(" t1-1 ")
    assert repr(show_answer("Task 1.1")) == repr(shown)
    assert repr(shown) == "One way to the answer of t1-1:\n\nn = 12\n\nWhy: There are twelve."
    assert "n = 12" in shown._repr_html_()
    [line] = logged(sheet)
    assert (line["question"], line["type"], line["outcome"]) == ("t1-1", "sheet", "seen")
    assert line["response"] == {"tries": 3}


def test_an_answer_seen_before_opens_at_once_and_is_kept_once(sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in (1, 2, 3):
        wrong("t1-1", answer)
    show_answer("t1-1")
    monkeypatch.setattr(showing, "_tries", {})
    assert show_answer("t1-1") is not None
    assert len(logged(sheet)) == 1


def test_whoever_is_right_may_see_another_way(capsys: pytest.CaptureFixture[str]) -> None:
    check("t1-1", 12)
    assert show_answer("t1-1") is not None
    assert capsys.readouterr().out == "12\nRight.\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Write the name of a task between the quotation marks"),
        ("t9-9", "There is no task t9-9 in this sheet"),
        ("t1-2", "No answer is kept with this sheet"),
        ("t1-1", "has had no wrong answer in this session"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(
    name: str, words: str, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for answer in (1, 2, 3):
        assert "show_answer" not in wrong("t1-2", answer)
    assert show_answer(name) is None
    assert words in capsys.readouterr().out
    assert logged(sheet) == []


def test_the_seal_opens_with_its_own_salt_only() -> None:
    text = seal('hits = ["Łódź"]', "Because.", SALT)
    assert unseal(text, SALT) == ('hits = ["Łódź"]', "Because.")
    with pytest.raises(ValueError, match="damaged"):
        unseal(text, "11" * 16)


def test_no_answer_can_be_read_in_a_key_of_the_course() -> None:
    for path in sorted((ROOT / "exercises" / "checks").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        items = json.loads(text)["items"]
        answers = {name: unseal(item["answer"], item["salt"]) for name, item in items.items() if "answer" in item}
        assert len(answers) >= 3
        assert [name for name, (answer, why) in answers.items() if answer in text or why in text] == []
        assert all(len(why.split()) > 10 for _, why in answers.values())


def test_a_function_stands_for_the_value_that_it_gives() -> None:
    def double(number: int) -> int:
        return 2 * number

    def less(first: int, second: int) -> int:
        return second - first

    assert value_of(double, 6) == 12
    assert value_of(less, (1, 3)) == 2
    assert value_of(less, [(1, 3), (3, 1)]) == [2, -2]
    assert value_of(12, 6) == 12
    assert value_of(len, 6) is len
    assert value_of(double) is double


def test_check_calls_a_function_with_what_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    def double(number: int) -> int:
        return 2 * number

    check("t1-1", double, given=6)
    check("t1-1", 12, given=6)
    assert capsys.readouterr().out == "12\nRight.\n" * 2
    with pytest.raises(WrongAnswer):
        check("t1-1", double, given=5)
