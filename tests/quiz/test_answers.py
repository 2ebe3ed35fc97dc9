"""The learner's log: nothing that was stored is lost, whatever stops the writing."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from coursekit.files import RESERVED
from coursekit.quiz import answers

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from pathlib import Path
from coursekit.quiz.answers import Log
log = Log(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    log.append({"question": sys.argv[2], "type": "single", "response": {"n": number}, "outcome": "right"})
"""


def record(question: str = "q-0101", **fields: object) -> dict[str, object]:
    return {
        "question": question,
        "type": "text",
        "response": {"text": "Łódź, Кириллица, 中文\n"},
        "outcome": "done",
        **fields,
    }


def filled(path: Path, count: int) -> list[dict[str, object]]:
    log = answers.Log(path)
    for number in range(count):
        assert log.append(record(f"q-{number:04d}"))
    return log.records


def test_answers_come_back_as_they_were(tmp_path: Path) -> None:
    filled(tmp_path / "a.jsonl", 3)
    log = answers.Log(tmp_path / "a.jsonl")
    log.refresh()
    assert [entry["question"] for entry in log.records] == ["q-0000", "q-0001", "q-0002"]
    assert log.records[0]["response"] == {"text": "Łódź, Кириллица, 中文\n"}
    assert log.records[0]["v"] == answers.VERSION
    assert log.problems == []


def test_half_a_character_is_kept_as_it_came(tmp_path: Path) -> None:
    log = answers.Log(tmp_path / "a.jsonl")
    assert log.append(record(response={"text": "\ud83d broken"}))
    assert log.records[0]["response"] == {"text": "\ufffd broken"}
    assert json.loads(log.path.read_text(encoding="utf-8"))["response"] == {"text": "\ud83d broken"}


def test_a_mark_at_the_start_costs_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    filled(path, 2)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    log = answers.Log(path)
    log.refresh()
    assert (len(log.records), log.problems) == (2, [])


def test_the_last_answer_wins_and_the_history_is_kept(tmp_path: Path) -> None:
    log = answers.Log(tmp_path / "a.jsonl")
    for outcome in ("wrong", "right"):
        log.append(record("q-0101", outcome=outcome))
    log.append(record("q-0102"))
    latest = log.latest("q-0101")
    assert latest
    assert latest["outcome"] == "right"
    assert [entry["outcome"] for entry in log.history("q-0101")] == ["wrong", "right"]
    assert log.latest("q-0109") is None


def test_a_thousand_cuts_lose_at_most_the_line_being_written(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    filled(path, 12)
    whole = path.read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    chance = random.Random(1954)  # noqa: S311 - a test repeats itself
    for _ in range(1000):
        cut = chance.randrange(1, len(whole) + 1)
        path.write_bytes(whole[:cut])
        log = answers.Log(path)
        log.refresh()
        before = sum(end <= cut for end in ends)
        assert len(log.records) == before
        assert len(log.problems) == int(cut not in ends)
        assert log.append(record("q-9999"))
        again = answers.Log(path)
        again.refresh()
        # A cut that took only a line's end leaves a whole answer, which the next line makes readable again.
        assert len(again.records) in {before + 1, before + 2}
        assert again.records[-1]["question"] == "q-9999"
        assert path.read_bytes().startswith(whole[:cut])


def test_two_kernels_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "both.jsonl"
    commands = [[sys.executable, "-c", WRITER, str(path), name, "150"] for name in ("q-0101", "q-0202")]
    running = [subprocess.Popen(command) for command in commands]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    log = answers.Log(path)
    log.refresh()
    assert log.problems == []
    for name in ("q-0101", "q-0202"):
        assert [entry["response"]["n"] for entry in log.history(name)] == list(range(150))


def test_another_kernels_answers_are_seen(tmp_path: Path) -> None:
    mine, other = (answers.Log(tmp_path / "a.jsonl") for _ in range(2))
    mine.append(record("q-0101"))
    other.append(record("q-0102"))
    mine.refresh()
    assert [entry["question"] for entry in mine.records] == ["q-0101", "q-0102"]


RUBBISH = [
    b"hello",
    b"[" * 100_000,
    b"\x00" * 40,
    b"{}",
    b'{"v": "1"}',
    b"[1, 2]",
    b"\xff\xfe\x00",
    b'{"v":1,"time":"now","question":7}',
    b"null",
]


@pytest.mark.parametrize("line", RUBBISH)
def test_rubbish_is_passed_over_reported_and_kept(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "a.jsonl"
    filled(path, 1)
    path.write_bytes(path.read_bytes() + line + b"\n\n")
    log = answers.Log(path)
    log.refresh()
    assert log.append(record("q-0102"))
    assert [entry["question"] for entry in log.records] == ["q-0000", "q-0102"]
    (problem,) = log.problems
    assert problem.startswith("Line 2 of a.jsonl")
    assert line in path.read_bytes()


def test_an_answer_of_a_newer_course_is_kept_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    filled(path, 1)
    newer = json.loads(path.read_text(encoding="utf-8")) | {"v": 99}
    path.write_text(json.dumps(newer) + "\n", encoding="utf-8")
    log = answers.Log(path)
    log.refresh()
    assert log.records == []
    assert "newer version" in log.problems[0]


def test_a_deleted_log_is_forgotten(tmp_path: Path) -> None:
    log = answers.Log(tmp_path / "a.jsonl")
    log.append(record("q-0101"))
    log.append(record("q-0102"))
    (tmp_path / "a.jsonl").write_bytes(b"")
    log.append(record("q-0103"))
    assert [entry["question"] for entry in log.records] == ["q-0103"]


def test_a_folder_that_cannot_be_written_costs_no_answer_of_this_kernel(tmp_path: Path) -> None:
    in_the_way = tmp_path / "answers"
    in_the_way.write_text("a file, not a folder", encoding="utf-8")
    log = answers.Log(in_the_way / "a.jsonl")
    assert not log.append(record("q-0101"))
    assert not log.append(record("q-0102"))
    assert [entry["question"] for entry in log.records] == ["q-0101", "q-0102"]
    assert len(log.problems) <= 2
    assert "You can go on" in log.problems[-1]
    assert "THIRTEENTH_ANSWERS" in log.problems[-1]
    assert in_the_way.read_text(encoding="utf-8") == "a file, not a folder"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")  # noqa: PTH110 - it answers on Windows too
def test_a_full_disk_is_said_and_the_answer_lives_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.symlink_to("/dev/full")
    log = answers.Log(path)
    assert not log.append(record("q-0101"))
    assert log.records
    assert "No space left" in log.problems[-1]


def test_the_log_is_found_by_folder_and_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIRTEENTH_ANSWERS", str(tmp_path))
    assert answers.learner_log().path == tmp_path / "learner.jsonl"
    monkeypatch.setenv("THIRTEENTH_LEARNER", "ada")
    assert answers.learner_log().path == tmp_path / "ada.jsonl"
    assert answers.learner_log() is answers.learner_log()


def test_every_name_becomes_a_file_name_of_its_own() -> None:
    names = [
        "ada",
        "Ada",
        "ADA",
        "a/b",
        "a\\b",
        "..",
        "con",
        "CON",
        "nul",
        "Łódź",
        "łódź",
        "中文",
        "x" * 200,
        "x" * 201,
        "=cmd|",
    ]
    files = [answers.file_name(name) for name in names]
    assert len({file.casefold() for file in files}) == len(names)
    for file in files:
        assert file.casefold() not in RESERVED
        assert not set(file) & set('/\\:*?"<>|=.')
        assert len(file.encode()) < 200
