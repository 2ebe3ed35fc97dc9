"""The watchdog counts what a cell sends, believes the kernel's own answer, and blames only a cell that still runs."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from coursekit.grading.nbval_runner import watchdog as module
from coursekit.grading.nbval_runner.watchdog import KernelWatchdog

if TYPE_CHECKING:
    from coursekit.internals.nbval_items import RanCell

LIMIT = 1_000


class Client:
    """A kernel's client: what is run gets a number, and what comes is what a test gives."""

    def __init__(self) -> None:
        self.runs = 0
        self.coming: dict[str, Any] = {}

    def execute(self) -> str:
        self.runs += 1
        return f"run {self.runs}"

    def get_iopub_msg(self) -> dict[str, Any]:
        return self.coming

    def get_shell_msg(self) -> dict[str, Any]:
        return self.coming


class Left(Exception):  # noqa: N818 - stands for the end of the process
    """The process would have ended here."""


class Watched:
    """A watchdog with a kernel of no process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def leave(_: KernelWatchdog) -> None:
            raise Left

        monkeypatch.setattr(KernelWatchdog, "leave", leave)
        monkeypatch.setattr(threading.Thread, "start", lambda _: None)
        self.sent: list[dict[str, Any]] = []
        self.client = Client()
        self.provisioner = SimpleNamespace(process=SimpleNamespace(pid=4711), not_forked="too old", excess="")
        self.dog = KernelWatchdog(self.sent.append, LIMIT, 10**9, 0)

    def run(self, number: int) -> None:
        """Let a cell begin."""
        cell = SimpleNamespace(number=number, client=self.client, provisioner=self.provisioner)
        self.dog.attach(cast("RanCell", cell))
        self.client.execute()

    def receive(self, run: int, kind: str, **content: Any) -> None:  # noqa: ANN401 - JSON
        """Let a message come that a run has caused."""
        self.client.coming = {"msg_type": kind, "parent_header": {"msg_id": f"run {run}"}, "content": content}
        (self.client.get_shell_msg if kind == "execute_reply" else self.client.get_iopub_msg)()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


def test_the_kernel_is_told_of_once(watched: Watched) -> None:
    watched.run(0)
    watched.run(1)
    assert watched.sent == [{"kernel": 4711, "not_forked": "too old"}]


def test_what_a_cell_shows_is_kept_until_the_next_begins(watched: Watched) -> None:
    watched.run(0)
    watched.receive(1, "stream", name="stdout", text="first")
    watched.receive(1, "status", execution_state="idle")
    assert watched.dog.shown() == [{"output_type": "stream", "name": "stdout", "text": "first"}]
    watched.run(1)
    # A thread of the first cell speaks on.
    watched.receive(1, "stream", name="stdout", text="late")
    assert watched.dog.shown() == []


def test_the_cell_that_sends_too_much_is_blamed(watched: Watched) -> None:
    watched.run(0)
    watched.receive(1, "stream", text="x" * (LIMIT // 2))
    watched.run(1)
    watched.receive(2, "stream", text="x" * (LIMIT // 2))
    with pytest.raises(Left):
        watched.receive(1, "stream", text="x" * (LIMIT // 2))
    assert watched.sent[-1] == {"end": 0, "state": "flood", "shown": [], "seconds": 0.0}


def test_a_cell_that_has_ended_is_not_blamed(watched: Watched) -> None:
    watched.run(0)
    watched.dog.settle()
    watched.receive(1, "stream", text="x" * 2 * LIMIT)
    assert len(watched.sent) == 1


def test_only_the_kernels_own_answer_says_that_a_cell_raised(watched: Watched) -> None:
    watched.run(0)
    watched.receive(1, "error", ename="NameError", evalue="")
    assert not watched.dog.has_raised(0)
    watched.receive(1, "execute_reply", status="error")
    assert watched.dog.has_raised(0)
    watched.run(1)
    watched.receive(2, "execute_reply", status="ok")
    assert not watched.dog.has_raised(1)


def test_what_ended_the_kernel_is_known(watched: Watched) -> None:
    watched.run(0)
    assert watched.dog.why_ended() == "died"
    watched.provisioner.excess = "tasks"
    assert watched.dog.why_ended() == "tasks"


def test_memory_without_a_sandbox_is_watched_from_the_first_cell(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(module, "keep_tree_below", lambda *given: calls.append(given))
    watched.dog = KernelWatchdog(watched.sent.append, LIMIT, 10**9, 5_000)
    watched.run(0)
    watched.run(1)
    ((root, most, tell),) = calls
    assert (root, most) == (4711, 5_000)
    tell("memory")
    assert watched.dog.why_ended() == "memory"
