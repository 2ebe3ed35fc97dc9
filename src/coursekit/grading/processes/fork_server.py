"""The loop of a server: wait for a request, fork, let the child answer it."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Work = Callable[[dict[str, Any], list[int], "Reply"], None]

LIFELINE = 0
LARGEST = 1_000_000
MOST_FDS = 8
REAP_S = 1.0
LENGTH = 8


class Reply:
    """The answer to one request; sent once."""

    def __init__(self, link: socket.socket) -> None:
        """Make the answer to whoever is at the other end of a socket."""
        self._link = link

    def started(self, process: int) -> None:
        """Say that the process runs.

        Args:
            process: a descriptor of it.
        """
        socket.send_fds(self._link, [b"started"], [process])
        self._link.close()

    def failed(self, why: str) -> None:
        """Say that there will be no process."""
        with suppress(OSError):
            self._link.sendall(why.encode("utf-8", "replace")[-2_000:])
        self._link.close()


def serve(work: Work) -> NoReturn:
    """Fork a child for every request, until the process that asked for the server has ended.

    Args:
        work: what a child does with a request, its descriptors, and the answer that it has to give.
    """
    # A fork copies one thread only; a lock that another one holds would never open.
    if threading.active_count() > 1:
        raise RuntimeError(f"threads run before the first fork: {threading.enumerate()}")
    listener = socket.socket(fileno=int(sys.argv[1]))
    # What is alive now lives for ever; looking it over in each child would copy it there.
    gc.collect()
    gc.freeze()
    while True:
        waited: list[Any] = [LIFELINE, listener]
        ready, _, _ = select.select(waited, [], [], REAP_S)
        _reap()
        if LIFELINE in ready:
            os._exit(0)
        if listener in ready:
            link, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _answer(link, work)
            link.close()


def read_exactly(link: socket.socket, length: int) -> bytes:
    """Return so many bytes.

    Raises:
        EOFError: the other end has closed before.
    """
    received = b""
    while len(received) < length:
        more = link.recv(length - len(received))
        if not more:
            raise EOFError("the request ends too early")
        received += more
    return received


def _answer(link: socket.socket, work: Work) -> None:
    """Do the work in the child; it never returns."""
    reply = Reply(link)
    try:
        _refuse_strangers(link)
        head, fds, _, _ = socket.recv_fds(link, LENGTH, MOST_FDS)
        request = json.loads(read_exactly(link, min(int(head), LARGEST)))
        quiet = os.open(os.devnull, os.O_RDONLY)
        os.dup2(quiet, LIFELINE)
        os.close(quiet)
        work(request, fds, reply)
    except BaseException:  # noqa: BLE001 - whatever happened, the one who asked must hear of it
        traceback.print_exc()
        reply.failed(traceback.format_exc(limit=3))
        os._exit(1)
    os._exit(0)


def _refuse_strangers(link: socket.socket) -> None:
    """Serve only the user who started the server: the name of the socket is no secret."""
    about = link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    user = int.from_bytes(about[4:8], sys.byteorder)
    if user != os.getuid():
        raise PermissionError(f"user {user} may not ask this server")


def _reap() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def default_signals() -> None:
    """Give a child the signals of a fresh Python."""
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def close_others(descriptors: Sequence[int]) -> None:
    """Close every descriptor but these and the first three."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names are wanted, not paths
        number = int(name)
        if number > sys.stderr.fileno() and number not in descriptors:
            with suppress(OSError):
                os.close(number)
