"""The instructor's commands: words that mean nothing are refused before anything is done; what is missing is said."""

from __future__ import annotations

import argparse
import locale
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.cli import add_collect_command, add_grade_command, add_merge_command, add_regrade_command, region
from coursekit.grading.dispatch.commands import GRADEBOOK
from coursekit.grading.dispatch.grade_class import grade_class
from coursekit.grading.gradebook_cli import add_forget_command, add_rename_command
from coursekit.grading.model import GradingError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]


def read(*words: str) -> argparse.Namespace:
    """Return the words of a command as the program reads them."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for add in (
        *(add_collect_command, add_grade_command, add_merge_command, add_regrade_command),
        *(add_forget_command, add_rename_command),
    ):
        add(commands)
    return parser.parse_args(words)


def run(*words: str) -> int:
    arguments = read(*words)
    command: Callable[[argparse.Namespace], int] = arguments.run
    return command(arguments)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--jobs", "0"), "'0' is no whole number from 1 up"),
        (("--cell-timeout", "inf"), "'inf' is no number of seconds above 0"),
        (("--cell-timeout", "soon"), "'soon' is no number of seconds above 0"),
        (("--sheet", "three"), "'three' is no sheet number, such as 03"),
        (("--jobs", "2", "--cluster", "tcp://x:1"), "not allowed with"),
    ],
)
def test_words_without_a_meaning_are_refused(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        read("grade", "hand-in", *words)
    assert said in capsys.readouterr().err


def test_a_sheet_is_named_by_two_digits() -> None:
    assert read("grade", "hand-in", "--sheet", "3").sheet == "03"


def test_regrade_needs_no_folder() -> None:
    arguments = read("regrade")
    assert (arguments.submissions, arguments.sheet, arguments.roster) == ([], None, None)


@pytest.mark.parametrize(("point", "name"), [(",", "semicolon"), (".", "comma")])
def test_tables_are_written_as_the_computers_region_writes_them(
    monkeypatch: pytest.MonkeyPatch, point: str, name: str
) -> None:
    monkeypatch.setattr(locale, "localeconv", lambda: {"decimal_point": point})
    assert region() == name


def test_what_is_kept_lies_on_this_machine(tmp_path: Path) -> None:
    arguments = read("grade", str(tmp_path), "--keep", str(tmp_path / "kept"), "--cluster", "tcp://nobody:1")
    with pytest.raises(GradingError, match="--keep works on this machine only"):
        grade_class(arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_submission_is_no_class(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "hand-in").mkdir()
    words = (str(tmp_path / "hand-in"), "--out", str(tmp_path / "grades"), "--master", str(ROOT / "solutions"))
    assert run("grade", *words, "--sandbox", "off") == 1
    assert "No submission was found. Expected LEARNER/NN-….ipynb." in capsys.readouterr().err


def test_collect_runs_nothing_and_makes_no_gradebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = next((ROOT / "exercises").glob("01-*.ipynb"))
    (tmp_path / "hand-in" / "anna").mkdir(parents=True)
    (tmp_path / "hand-in" / "anna" / sheet.name).write_bytes(sheet.read_bytes())
    words = (str(tmp_path / "hand-in"), "--out", str(tmp_path / "grades"), "--master", str(ROOT / "solutions"))
    assert run("collect", *words) == 0
    assert [path.name for path in (tmp_path / "grades").iterdir()] == ["collected.csv"]
    assert "Nothing was graded." in capsys.readouterr().err


@pytest.mark.parametrize("words", [("rename", "anna", "Anna"), ("forget", "anna")])
def test_a_gradebook_that_is_not_there_is_named(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words, "--out", str(tmp_path)) == 1
    assert f"There is no gradebook {tmp_path / GRADEBOOK}. Name its folder with --out." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
