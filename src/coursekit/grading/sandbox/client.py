"""A client that loses no time: it knows a kernel to be ready by its answer, and fetches messages without a detour.

jupyter_client's own waits until the kernel has been silent for a fifth of a second, which is half of the time that a
warm kernel needs. Here the kernel is ready when the message that ends our own question has come back on both channels:
then nothing of it can follow. Its own way to fetch a message starts an event loop for each one.
"""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from coursekit.internals.jupyter_kernels import BlockingKernelClient, take_reply

ANSWER_S = 1.0


class Received(dict[str, Any]):
    """A message of a kernel; nbval writes each one down for a log that nobody reads, and a name is enough for that."""

    def __repr__(self) -> str:
        """Return what kind of message it is."""
        return f"<{self.get('msg_type')} message>"


class RoomClient(BlockingKernelClient):
    """jupyter_client's blocking client with other ways to wait for the kernel and to fetch its messages."""

    def get_shell_msg(self, timeout: float | None = None) -> Received:
        """Return the next message of the shell channel.

        Args:
            timeout: seconds; None for ever.

        Raises:
            Empty: none has come in time.
        """
        return Received(self.shell_channel.get_msg(timeout=timeout))

    def get_iopub_msg(self, timeout: float | None = None) -> Received:
        """Return the next message of the iopub channel, as ``get_shell_msg`` does."""
        return Received(self.iopub_channel.get_msg(timeout=timeout))

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
        request_id = self.kernel_info()
        try:
            reply = self._until(self.get_shell_msg, request_id, lambda _: True)
            self._until(
                self.get_iopub_msg, request_id, lambda message: message["content"].get("execution_state") == "idle"
            )
        except Empty:
            return False
        take_reply(self, reply)
        return True

    @staticmethod
    def _until(receive: Any, request_id: str, ends: Any) -> dict[str, Any]:  # noqa: ANN401 - jupyter_client's functions
        """Return the message that answers a question.

        Raises:
            Empty: it has not come in time.
        """
        while True:
            message: dict[str, Any] = receive(timeout=ANSWER_S)
            if message["parent_header"].get("msg_id") == request_id and ends(message):
                return message
