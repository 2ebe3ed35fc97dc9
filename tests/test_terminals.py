"""The commands speak on any terminal: ASCII, cp437, the C locale."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.grading.handed_in import ROOT, in_folder, worked

from coursekit import cli
from coursekit.grading import doctor
from coursekit.grading.dispatch import choose

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = pytest.mark.parametrize(
    "settings", [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp437"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}]
)


def said(settings: dict[str, str], *words: str) -> str:
    """Run a command on a terminal and return what it says."""
    command = [sys.executable, "-m", "thirteenth.cli", *words]
    environment = {**os.environ, **settings}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return (done.stdout + done.stderr).decode("cp437")


@SETTINGS
@pytest.mark.parametrize("command", ["grade", "collect", "merge", "release"])
def test_help_is_shown(settings: dict[str, str], command: str) -> None:
    assert f"usage: thirteenth {command}" in said(settings, command, "--help")


@SETTINGS
def test_names_are_shown_and_files_keep_their_letters(tmp_path: Path, settings: dict[str, str]) -> None:
    files = {f"{name}/01-x.ipynb": worked() for name in ("Łódź", "Zoë", "中文")}
    files["Łódź/02-x.ipynb"] = "broken …".encode()
    place = in_folder(tmp_path / "in", files)
    out = tmp_path / "out"
    words = said(settings, "collect", str(place), "--out", str(out), "--master", str(ROOT / "solutions"))
    assert "3 files of 3 learners count." in words
    assert "Łódź" in (out / "collected.csv").read_text(encoding="utf-8-sig")


def test_doctor_fails_when_nobody_can_be_graded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "findings", lambda: [doctor.Finding("masters", works=False, words="none", needed=True)])
    assert cli.main(["doctor"]) == 1
    monkeypatch.undo()
    monkeypatch.setattr("coursekit.grading.assignments.course_files.find_masters", lambda: tmp_path)
    finding = doctor._course()
    assert (finding.needed, finding.works) == (True, False)


@pytest.mark.parametrize(("cores", "free", "jobs"), [(8, 64, 8), (8, 1, 2), (1, 64, 1), (4, 0, 1)])
def test_jobs_are_what_cores_and_memory_allow(
    monkeypatch: pytest.MonkeyPatch, cores: int, free: int, jobs: int
) -> None:
    memory = type("Memory", (), {"available": free * 1_000_000_000})
    monkeypatch.setattr("psutil.virtual_memory", lambda: memory)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: range(cores), raising=False)
    assert choose.default_jobs() == jobs
