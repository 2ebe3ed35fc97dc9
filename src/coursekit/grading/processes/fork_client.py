"""Ask a server for processes; each kind of server is started once, by the first who asks."""

from __future__ import annotations

import atexit
import json
import os
import secrets
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coursekit.grading.processes.fork_server import LENGTH

REPLY_S = 60.0
LARGEST_REPLY = 4_000


class WarmError(RuntimeError):
    """A server could not give a process; the message says why."""


@dataclass(frozen=True)
class Forked:
    """A process that a server has forked.

    Attributes:
        pid: its number here.
        descriptor: a pidfd, which stays true when the number goes to another process.
    """

    pid: int
    descriptor: int

    def ended(self, timeout: float | None = 0.0) -> bool:
        """Tell whether it has ended; wait so many seconds for it, None for ever."""
        return bool(select.select([self.descriptor], [], [], timeout)[0])

    def kill(self) -> None:
        """Kill it, if it still runs."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.descriptor, signal.SIGKILL)

    def close(self) -> None:
        """Give the descriptor back."""
        with suppress(OSError):
            os.close(self.descriptor)


def ask(name: str, request: dict[str, object], descriptors: list[int]) -> Forked:
    """Ask a server for a process.

    Args:
        name: the server's socket.
        request: what it needs to know.
        descriptors: open files for the process.

    Raises:
        WarmError: it gave none.
    """
    body = json.dumps(request).encode()
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(REPLY_S)
        try:
            link.connect(f"\0{name}")
            socket.send_fds(link, [b"%*d" % (LENGTH, len(body))], descriptors)
            link.sendall(body)
            reply, fds, _, _ = socket.recv_fds(link, LARGEST_REPLY, 1)
        except OSError as error:
            raise WarmError(f"the server of warm processes does not answer ({error})") from error
    if not fds:
        raise WarmError(reply.decode("utf-8", "replace") or "the server of warm processes ended")
    return Forked(_number(fds[0]), fds[0])


def _number(descriptor: int) -> int:
    lines = Path(f"/proc/self/fdinfo/{descriptor}").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))


class Servers:
    """The servers of this process; they end when it ends, however that happens."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = threading.Lock()
        self._running: dict[str, tuple[str, subprocess.Popen[bytes]]] = {}

    def socket_of(self, module: str, environment: dict[str, str]) -> str:
        """Return the socket of a server, which is started if there is none.

        Args:
            module: the module that runs as the server.
            environment: its environment.
        """
        with self._lock:
            running = self._running.get(module)
            if running is not None and running[1].poll() is not None:
                _end(running[1])
                running = None
            if running is None:
                running = self._running[module] = _start(module, environment)
            return running[0]

    def numbers(self) -> list[int]:
        """Return the process numbers of the servers."""
        return [process.pid for _, process in self._running.values()]

    def close(self) -> None:
        """End all servers."""
        with self._lock:
            for _, process in self._running.values():
                _end(process)
            self._running.clear()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


def _start(module: str, environment: dict[str, str]) -> tuple[str, subprocess.Popen[bytes]]:
    # An abstract socket leaves no file behind, and rooms, which have no network of ours, cannot reach it.
    name = f"coursekit-{os.getpid()}-{secrets.token_hex(8)}"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"\0{name}")
        listener.listen(128)
        process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", module, str(listener.fileno())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            pass_fds=(listener.fileno(),),
            start_new_session=True,
        )
    return name, process


SERVERS = Servers()
atexit.register(SERVERS.close)
