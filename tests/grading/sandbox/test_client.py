"""A kernel is ready when it has answered our own question on both channels; what else comes before is no answer."""

from __future__ import annotations

from queue import Empty
from typing import Any

import pytest

from coursekit.grading.sandbox import client as module
from coursekit.grading.sandbox.client import Received, RoomClient

Message = dict[str, Any]


def message(parent: str, state: str = "") -> Message:
    return {"msg_type": "status", "parent_header": {"msg_id": parent}, "content": {"execution_state": state}}


class Kernel(RoomClient):
    """A client whose kernel says on each channel what a test wants, and then nothing."""

    def __init__(self, shell: list[Message], iopub: list[Message], *, alive: bool = True) -> None:
        self.shell, self.iopub, self.alive, self.questions = shell, iopub, alive, 0

    def kernel_info(self, *_: object, **__: object) -> str:
        self.questions += 1
        return f"question {self.questions}"

    def is_alive(self) -> bool:
        return self.alive

    def get_shell_msg(self, timeout: float | None = None) -> Received:  # noqa: ARG002 - jupyter_client's signature
        return self._next(self.shell)

    def get_iopub_msg(self, timeout: float | None = None) -> Received:  # noqa: ARG002 - jupyter_client's signature
        return self._next(self.iopub)

    @staticmethod
    def _next(messages: list[Message]) -> Received:
        if not messages:
            raise Empty
        return Received(messages.pop(0))


@pytest.fixture(autouse=True)
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """The replies of which a client has read what the kernel can do."""
    replies: list[Message] = []
    monkeypatch.setattr(module, "take_reply", lambda _, reply: replies.append(reply))
    return replies


def test_it_waits_for_the_end_of_its_own_question_on_both_channels(taken: list[Message]) -> None:
    others = [message("somebody else's", "idle"), message("question 1", "busy")]
    kernel = Kernel([message("somebody else's"), message("question 1")], [*others, message("question 1", "idle")])
    kernel.wait_for_ready(10)
    assert kernel.questions == 1
    assert (kernel.shell, kernel.iopub) == ([], [])
    assert [reply["parent_header"]["msg_id"] for reply in taken] == ["question 1"]


def test_it_asks_again_where_it_began_to_listen_too_late(taken: list[Message]) -> None:
    # The end of the first question was said before anybody listened.
    kernel = Kernel([message("question 1")], [message("question 1", "busy")])
    original = kernel.kernel_info

    def ask(*_: object, **__: object) -> str:
        question = original()
        if question == "question 2":
            kernel.shell, kernel.iopub = [message(question)], [message(question, "idle")]
        return question

    kernel.kernel_info = ask  # type: ignore[method-assign]  # a kernel that answers the second time
    kernel.wait_for_ready(10)
    assert kernel.questions == 2
    assert len(taken) == 1


def test_a_kernel_that_died_is_not_waited_for() -> None:
    with pytest.raises(RuntimeError, match="died"):
        Kernel([], [], alive=False).wait_for_ready(10)


def test_a_kernel_that_says_nothing_is_given_up() -> None:
    with pytest.raises(RuntimeError, match="0 seconds"):
        Kernel([], []).wait_for_ready(0)


def test_a_message_is_short_where_nbval_writes_it_down() -> None:
    assert repr(Received(msg_type="stream", content={"text": "x" * 10_000})) == "<stream message>"
