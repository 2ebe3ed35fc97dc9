"""A client that knows a kernel to be ready by its answer.

jupyter_client's own waits until the kernel has been silent for a fifth of a second, which is half of the time that a
warm kernel needs. Here the kernel is ready when the message that ends our own question has come back on both channels:
then nothing of it can follow.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient

ANSWER_S = 1.0


class RoomClient(BlockingKernelClient):
    """jupyter_client's blocking client with another way to wait for the kernel."""

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers on its shell channel and is heard on its iopub channel.

        Args:
            timeout: seconds; None for ever.

        Raises:
            RuntimeError: the kernel died or did not answer in time.
        """
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not self._answers():
            if not self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    def _answers(self) -> bool:
        """Ask once; False when an answer is missing, as when we began to listen too late."""
        asked = self.kernel_info()
        try:
            reply = self._until(self.get_shell_msg, asked, lambda _: True)
            self._until(self.get_iopub_msg, asked, lambda message: message["content"].get("execution_state") == "idle")
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True

    @staticmethod
    def _until(receive: Any, asked: str, ends: Any) -> dict[str, Any]:  # noqa: ANN401 - jupyter_client's functions
        """Return the message that answers a question.

        Raises:
            Empty: it has not come in time.
        """
        while True:
            message: dict[str, Any] = receive(timeout=ANSWER_S)
            if message["parent_header"].get("msg_id") == asked and ends(message):
                return message
