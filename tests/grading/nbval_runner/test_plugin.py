"""What the runner tells of each cell: how its own run ended, whatever nbval calls it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from coursekit.grading.nbval_runner.plugin import Reporter

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.grading.nbval_runner.watchdog import KernelWatchdog

ERROR = [{"output_type": "error", "ename": "NameError", "evalue": "x"}]


class Watchdog:
    """Says of a kernel what a test wants."""

    def __init__(self, *, raised: bool = False, why: str = "died") -> None:
        self._raised, self._why = raised, why
        self.left = self.settled = False

    def has_raised(self, _: int) -> bool:
        return self._raised

    def why_ended(self) -> str:
        return self._why

    def settle(self) -> None:
        self.settled = True

    def shown(self) -> list[dict[str, Any]]:
        return [{"output_type": "stream", "text": "hello"}]

    def leave(self) -> None:
        self.left = True


def item(outputs: list[dict[str, Any]] | None, *, late: bool = False, wanted: bool = False) -> Any:  # noqa: ANN401 - nbval's items have no types
    parent = SimpleNamespace(timed_out=late)
    return SimpleNamespace(cell_num=3, parent=parent, test_outputs=outputs, wanted=wanted, missed="")


def told(cell: Any, watchdog: Watchdog, *, when: str = "call", failed: bool = False) -> list[dict[str, Any]]:  # noqa: ANN401 - nbval's items have no types
    """Return the messages that the end of a cell's phase sends."""
    sent: list[dict[str, Any]] = []
    reporter = Reporter(cast("Path", None), sent.append, cast("KernelWatchdog", watchdog))
    call = SimpleNamespace(when=when, excinfo=SimpleNamespace(value="no kernel") if failed else None)
    reporter.pytest_runtest_makereport(cell, cast("pytest.CallInfo[None]", call))
    return sent


@pytest.mark.parametrize(
    ("outputs", "failed", "raised", "wanted", "state"),
    [
        ([], False, False, False, "passed"),
        (ERROR, True, True, False, "raised"),
        # A thread has shown an error in the name of a check that did not raise.
        (ERROR, True, False, True, "differs"),
        # The kernel says that the cell raised, and nothing of it was shown.
        ([], False, True, True, "differs"),
        ([], True, False, True, "differs"),
        (None, True, False, False, "died"),
    ],
)
def test_a_cells_own_run_decides(
    outputs: list[dict[str, Any]] | None, *, failed: bool, raised: bool, wanted: bool, state: str
) -> None:
    watchdog = Watchdog(raised=raised)
    (message,) = told(item(outputs, wanted=wanted), watchdog, failed=failed)
    assert (message["end"], message["state"]) == (3, state)
    assert watchdog.settled
    assert watchdog.left is (state == "died")


def test_what_the_cell_showed_goes_with_it() -> None:
    (message,) = told(item([]), Watchdog())
    assert message["shown"] == [{"kind": "text", "text": "hello"}]
    assert message["left"] == ""


def test_a_cell_that_ran_too_long_ends_the_run() -> None:
    watchdog = Watchdog(raised=True)
    (message,) = told(item(ERROR, late=True), watchdog, failed=True)
    assert message["state"] == "timeout"
    assert watchdog.left


def test_a_dead_kernel_is_called_by_what_ended_it() -> None:
    (message,) = told(item(None), Watchdog(why="memory"), failed=True)
    assert message["state"] == "memory"


def test_a_kernel_that_does_not_start_breaks_the_run() -> None:
    assert told(item([]), Watchdog(), when="setup", failed=True) == [{"broken": "no kernel"}]
    assert told(item([]), Watchdog(), when="teardown") == []


def test_the_notebook_is_gone_before_a_kernel_could_read_its_answers(tmp_path: Path) -> None:
    notebook = tmp_path / "merged.ipynb"
    notebook.write_text("{}", encoding="utf-8")
    Reporter(notebook, lambda _: None, cast("KernelWatchdog", Watchdog())).pytest_collection_finish()
    assert not notebook.exists()
