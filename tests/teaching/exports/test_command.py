"""``questions export`` as a teacher types it: the file, what is not in it, and what she may type wrong."""

from __future__ import annotations

import csv
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from coursekit.cli import main
from coursekit.teaching.exports.losses import Loss, as_csv
from coursekit.teaching.exports.registry import format_named, names

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.teaching.exports.tasks import Bank


def export(*words: str) -> int:
    return main(["questions", "export", *words])


def listed(folder: Path) -> list[dict[str, str]]:
    with (folder / "not-exported.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", names())
def test_a_lesson_is_written_with_the_list_of_what_is_not_in_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("--to", name, "--lesson", "3", "--out", str(tmp_path)) == 0
    path = tmp_path / f"thirteenth-questions-03{format_named(name).ending}"
    assert path.stat().st_size > 1000
    said = capsys.readouterr().out
    assert f"questions of 1 lesson: {path}\n" in said
    rows = listed(tmp_path)
    assert all(row["question"].startswith("q-03") and row["not exported"] and row["instead"] for row in rows)
    for row in rows:
        assert f"  - {row['not exported']} (" in said


@pytest.mark.parametrize("name", names())
def test_a_table_or_a_chart_that_a_question_speaks_of_is_listed(name: str, course_bank: Bank) -> None:
    lost = {(loss.question, loss.what) for item in course_bank.items for loss in format_named(name).losses(item)}
    for item in course_bank.items:
        words = " ".join([item.prompt, *item.hints])
        for table in re.findall(r"\b\w+\.csv\b", words):
            assert (item.id, f"the table {table}, of which it speaks") in lost
    assert ("q-0002", "the table claims.csv, of which it speaks") in lost, "its prompt says: the table claims"
    assert ("q-0403", "the lesson's chart, of which it speaks") in lost


def test_the_file_is_the_same_each_time(tmp_path: Path) -> None:
    for name in names():
        paths = [tmp_path / f"{number}{format_named(name).ending}" for number in (1, 2)]
        assert [export("--to", name, "--lesson", "5", "--out", str(path)) for path in paths] == [0, 0]
        assert paths[0].read_bytes() == paths[1].read_bytes()


def test_an_unknown_lesson_is_named_with_those_that_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("--to", "gift", "--lesson", "77", "--out", str(tmp_path)) == 1
    assert capsys.readouterr().err == "--lesson 77: expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_bank_is_explained_and_nothing_is_written(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "course"
    shutil.copytree(root / "data", course / "data")
    shutil.copy(root / "course.toml", course)
    bad = course / "data" / "questions" / "03.yaml"
    bad.write_text(bad.read_text(encoding="utf-8").replace("correct: true", "correct: perhaps", 1), encoding="utf-8")
    monkeypatch.chdir(course)
    monkeypatch.setenv("COURSEKIT_DATA", str(course / "data"))
    assert export("--to", "gift", "--out", str(tmp_path / "out.txt")) == 1
    assert "03.yaml" in capsys.readouterr().err
    assert not (tmp_path / "out.txt").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert export("--to", "gift", "--lesson", "3", "--out", str(tmp_path / "file" / "x.txt")) == 1
    assert "Choose another place with --out." in capsys.readouterr().err


def test_no_cell_of_the_list_is_a_formula() -> None:
    table = as_csv([Loss("=1+1", "@sum", "-2")])
    assert '"\'=1+1","\'@sum","\'-2"' in table
