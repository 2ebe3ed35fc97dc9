"""Which Chromium prints the teacher's pages and is driven by the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coursekit import browser
from coursekit.grading import doctor

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without a browser; its only folder of programs."""
    monkeypatch.delenv("COURSEKIT_BROWSER", raising=False)
    monkeypatch.setattr(browser, "PLACES", (str(tmp_path / "Program Files" / "chrome.exe"),))
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(program: Path) -> str:
    program.parent.mkdir(exist_ok=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_a_browser_is_found_on_the_path_or_where_the_system_keeps_it(bare: Path) -> None:
    assert browser.find_browser() is None
    kept = put(bare / "Program Files" / "chrome.exe")
    assert browser.find_browser() == kept
    first = put(bare / "google-chrome")
    assert browser.find_browser() == first


def test_another_browser_can_be_named_or_none(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(bare / "chromium")
    monkeypatch.setenv("COURSEKIT_BROWSER", "/opt/other/chrome")
    assert browser.find_browser() == "/opt/other/chrome"
    monkeypatch.setenv("COURSEKIT_BROWSER", "none")
    assert browser.find_browser() is None


def test_the_doctor_names_the_same_browser_and_says_what_it_is_for(bare: Path) -> None:
    missing = doctor._browser()
    assert "teacher's PDF" in missing.words
    found = put(bare / "chromium")
    assert doctor._browser() == doctor.Finding("Chromium", works=True, words=found)
