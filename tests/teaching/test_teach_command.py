"""The command as a teacher types it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from thirteenth.cli import main


@pytest.fixture(autouse=True)
def in_the_course(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


def test_a_lesson_becomes_a_folder_and_its_first_page_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setenv("COURSEKIT_BROWSER", "none")
    packed = tmp_path / "teaching.zip"
    assert main(["teach", "5", "--out", str(tmp_path / "room"), "--zip", str(packed)]) == 0
    folder = tmp_path / "room" / "05-what-did-moscow-propose"
    assert {path.name for path in folder.iterdir()} == {"guide.html", "slides.html", "worksheet.html", "key.html"}
    assert opened == [(folder / "guide.html").as_uri()]
    said = capsys.readouterr().out
    assert "No PDF was made, because no Chromium, Chrome or Edge was found" in said
    assert str(folder) in said
    with zipfile.ZipFile(packed) as archive:
        assert "teaching/05-what-did-moscow-propose/slides.html" in archive.namelist()
        assert "teaching/index.html" in archive.namelist()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("12", "There is no lesson '12'. This course has the lessons 00, 01"),
        ("five", "There is no lesson 'five'"),
        ("0", "Lesson 0 has no plan for teachers. Lessons with one: 01, 02"),
    ],
)
def test_a_lesson_that_cannot_be_taught_is_named(
    asked: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["teach", asked, "--out", str(tmp_path / "room"), "--no-open", "--no-pdf"]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "room").exists()


def test_a_browser_that_is_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COURSEKIT_BROWSER", str(tmp_path / "no-such-browser"))
    assert main(["teach", "3", "--out", str(tmp_path / "room"), "--no-open"]) == 1
    assert "could not print" in capsys.readouterr().err
    assert Path(tmp_path, "room", "03-who-was-in", "guide.html").is_file()
