"""The progress bar: what it counts, and what it says about the time left."""

from __future__ import annotations

import io

import pytest

from coursekit.grading.dispatch.progress import Progress, span


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_time_left_begins_with_the_first_that_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("coursekit.grading.dispatch.progress.time.monotonic", lambda: now)
    bar = Progress(25, Terminal())
    # Ten minutes until the first one: the masters, a slow disk.
    now += 600
    lines = []
    for _ in range(5):
        bar.step()
        lines.append(bar.line())
        now += 3
    assert [line for line in lines[:4] if "left" in line] == []
    assert lines[4] == "[######------------------------] 5 of 25 graded, about 1 min 0 s left"


def test_it_draws_on_a_terminal_only() -> None:
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        bar = Progress(2, stream)
        bar.step()
        bar.step()
        bar.end()
    assert "2 of 2 graded" in terminal.getvalue()
    assert terminal.getvalue().endswith("\n")
    assert file.getvalue() == ""


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")])
def test_a_span_reads_like_words(seconds: float, words: str) -> None:
    assert span(seconds) == words
