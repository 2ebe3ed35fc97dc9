"""What grading tells of itself, and what is kept of a run that failed."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pytest

from coursekit.grading import doctor
from coursekit.grading.autograde import launch, selftest
from coursekit.grading.autograde.failures import Failure
from coursekit.grading.autograde.selftest import Trial
from coursekit.grading.logs import start_logging
from coursekit.grading.model import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def quiet_afterwards() -> Iterator[None]:
    logger = logging.getLogger("coursekit")
    before = (logger.handlers[:], logger.level, logger.propagate)
    yield
    logger.handlers[:], logger.level, logger.propagate = before


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "room"
    folder.mkdir()
    (folder / "nbval.log").write_text("x" * 5_000 + "\nFatal Python error: Segmentation fault", encoding="utf-8")
    return folder


def failure(room: Path, keep: Path | str = "") -> Failure:
    return Failure(room, '{"cells": []}', "03-sheet.ipynb", Settings(label="in/Ada/03.ipynb", keep=str(keep)))


@pytest.mark.parametrize(("verbosity", "lines"), [(0, ["must"]), (1, ["must", "may"]), (2, ["must", "may", "all"])])
def test_so_much_is_told_as_was_asked_for(verbosity: int, lines: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(2)
    start_logging(verbosity)
    log = logging.getLogger("coursekit.grading.somewhere")
    log.warning("must")
    log.info("may")
    log.debug("all")
    assert [line.split()[-1] for line in capsys.readouterr().err.splitlines()] == lines


def test_the_progress_bar_makes_way(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    start_logging(0)
    logging.getLogger("coursekit").warning("look")
    assert terminal.getvalue() == f"\r{' ' * 79}\rlook\n"


def test_a_run_that_died_tells_its_last_words(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(1)
    failure(room).note("code cell 4: died")
    told = capsys.readouterr().err
    assert "in/Ada/03.ipynb: a run was broken off: code cell 4: died" in told
    assert "Fatal Python error: Segmentation fault" in told
    assert len(told) < 2_000


def test_what_is_left_is_kept_when_asked_for(room: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(0)
    for _ in range(2):
        failure(room, tmp_path / "kept").note("code cell 4: died")
    places = sorted((tmp_path / "kept").iterdir())
    assert [place.name for place in places] == ["in_Ada_03.ipynb-1", "in_Ada_03.ipynb-2"]
    assert sorted(path.name for path in places[1].iterdir()) == ["03-sheet.ipynb", "nbval.log", "why.txt"]
    assert (places[1] / "why.txt").read_text(encoding="utf-8") == "in/Ada/03.ipynb\ncode cell 4: died\n"
    assert str(places[0]) in capsys.readouterr().err


def test_a_folder_that_cannot_be_filled_costs_nothing(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(0)
    failure(room, room / "nbval.log").note("code cell 4: died")
    assert "could not be kept" in capsys.readouterr().err


def test_a_cold_start_is_said_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(launch, "_SAID", set())
    start_logging(0)
    for _ in range(3):
        launch.say_not_forked("kernel", "Traceback:\nOSError: setns: Operation not permitted\n")
    assert capsys.readouterr().err == (
        "A kernel could not be forked from a warm process and was started cold: slower, with the same marks. "
        "OSError: setns: Operation not permitted\n"
    )


@pytest.mark.parametrize("why", ["", "the server of warm processes does not answer"])
def test_doctor_tells_a_forked_kernel_from_a_cold_one(monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    monkeypatch.setattr("coursekit.grading.sandbox.available.lacking", lambda: "")
    monkeypatch.setattr(selftest, "answer", lambda **_: Trial(0.7, {"kernel": why} if why else {}))
    finding = doctor._warm()
    assert finding.works is not bool(why)
    assert ("started cold" in finding.words) is bool(why)
    assert why in finding.words
