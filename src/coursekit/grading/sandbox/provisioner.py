"""Start a kernel in a room, for everything that starts kernels through jupyter_client.

The kernel listens on unix sockets in its private /tmp. From outside they are reached through ``/proc/PID/root``, so no
folder of the host is writable inside.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traitlets import Dict, Unicode

from coursekit.grading.model import Layout
from coursekit.grading.processes.fork_client import WarmError, ask
from coursekit.grading.processes.room_process import RoomProcess
from coursekit.grading.processes.usage import RoomUse, end_room_above
from coursekit.grading.sandbox.bubblewrap import (
    CONNECTION,
    COURSE,
    KERNEL_LOG,
    TMP,
    WAITS,
    Limits,
    command,
    environment,
    system_limits,
)
from coursekit.grading.sandbox.client import RoomClient
from coursekit.grading.sandbox.start_lock import STARTING
from coursekit.internals.jupyter_kernels import SOCKETS, OwnProvisioner

if TYPE_CHECKING:
    from coursekit.grading.processes.excess import Excess

START_S = 60.0
TICK_S = 0.002
GONE_S = 5.0
LIMITS = Limits()


class RoomProvisioner(OwnProvisioner):
    """Runs a kernel under bubblewrap; its kernelspec gives ``config: {"room": folder, "server": socket}``."""

    room = Unicode("", help="the run's folder, with the course as the learner sees it").tag(config=True)

    server = Unicode("", help="the server that forks warm kernels; empty for a cold one").tag(config=True)

    not_forked = Unicode("", help="why a kernel that should have been forked was started cold")

    excess = Unicode("", help="of what the room had too much when it was ended: memory or tasks; empty otherwise")

    layout = Dict(help="the course's names of folders, as ``Layout`` has them").tag(config=True)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - jupyter_client's signature
        """Choose the sockets and the key, and write the connection file for this side."""
        prepared = await self.prepared(f"{TMP}/kernel-{secrets.token_hex(4)}", RoomClient, **kwargs)
        kernel = [word.replace(self.file_name(), CONNECTION) for word in prepared["cmd"]]
        return {**prepared, "cmd": kernel}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - jupyter_client's signature
        """Start the kernel and wait until it listens.

        Raises:
            RuntimeError: the room could not be made, or the kernel ended at once.
        """
        info: dict[str, Any] = {**self.connection_info}
        try:
            process, first = self._fork(cmd, info) if self.server else self._start(cmd, info)
        except WarmError as error:
            # A server that was killed must not cost a learner anything.
            self.not_forked = str(error)
            process, first = self._start(cmd, info)
        end_room_above(first, RoomUse(LIMITS.room_memory, LIMITS.tasks), self._note_excess)
        info["ip"] = f"/proc/{first}/root{info['ip']}"
        await self._listening(process, [f"{info['ip']}-{info[name]}" for name in SOCKETS])
        self.keep(process, info)
        return info

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - jupyter_client's signature
        """End the room at once.

        Args:
            restart: the kernel will be started again; that changes nothing here.
        """
        if self.process is not None:
            await super().kill(restart)
            # Dead within a moment; asking every tenth of a second, as jupyter_client does, would cost one.
            self.process.wait(GONE_S)

    def _note_excess(self, what: Excess) -> None:
        self.excess = what

    def _fork(self, kernel: list[str], info: dict[str, Any]) -> tuple[RoomProcess, int]:
        """Make a room that waits, and have a warm kernel forked into it."""
        process, first = self._start([*WAITS], info, ready=True)
        room = os.pidfd_open(first)
        log = os.open(self._log, os.O_WRONLY | os.O_APPEND)
        request: dict[str, object] = {
            "kernel": kernel,
            "environment": environment(self._layout),
            "cwd": f"{COURSE}/{self._layout.sheets}",
            "limits": system_limits(LIMITS),
        }
        try:
            return RoomProcess(process, ask(self.server, request, [room, log])), first
        except WarmError:
            process.kill()
            process.wait()
            if process.stdin is not None:
                process.stdin.close()
            raise
        finally:
            os.close(room)
            os.close(log)

    def _start(
        self, kernel: list[str], info: dict[str, Any], *, ready: bool = False
    ) -> tuple[subprocess.Popen[bytes], int]:
        """Start bubblewrap; return it and the number of the room's first process.

        Args:
            kernel: what runs in the room.
            info: the connection file's content.
            ready: wait for the first line that it prints, when the room is complete.
        """
        told, tell = os.pipe()
        given, give = os.pipe()
        os.write(give, json.dumps({**info, "key": info["key"].decode()}).encode())
        os.close(give)
        with self._log.open("wb") as log, STARTING:
            process = subprocess.Popen(  # noqa: S603 - our own command
                command(kernel, Path(self.room), given, tell, LIMITS, self._layout),
                stdin=subprocess.PIPE if ready else subprocess.DEVNULL,
                stdout=subprocess.PIPE if ready else log,
                stderr=log,
                pass_fds=(tell, given),
                start_new_session=True,
            )
        os.close(tell)
        os.close(given)
        with os.fdopen(told, "rb") as words:
            bwrap_info = words.read()
        if not bwrap_info or (process.stdout is not None and not process.stdout.readline()):
            raise RuntimeError(f"The kernel's sandbox could not be made: {self._complaint(process)}")
        if process.stdout is not None:
            process.stdout.close()
        return process, int(json.loads(bwrap_info)["child-pid"])

    async def _listening(self, process: subprocess.Popen[bytes] | RoomProcess, sockets: list[str]) -> None:
        until = time.monotonic() + START_S
        # Connecting before a socket is there would cost zmq a tenth of a second.
        while not all(map(os.path.exists, sockets)):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The kernel in the sandbox did not start: {self._complaint(process)}")
            await asyncio.sleep(TICK_S)

    @property
    def _layout(self) -> Layout:
        given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in self.layout.items()}
        return Layout(**given)

    @property
    def _log(self) -> Path:
        return Path(self.room) / KERNEL_LOG

    def _complaint(self, process: subprocess.Popen[bytes] | RoomProcess) -> str:
        process.kill()
        process.wait()
        return self._log.read_text(encoding="utf-8", errors="replace")[-1_000:].strip() or "it said nothing"
