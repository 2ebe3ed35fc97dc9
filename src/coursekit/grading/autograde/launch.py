"""Start the process that runs nbval: anew everywhere, or forked from a warm one on Linux."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING, Any, Protocol, cast

from coursekit.grading.sandbox.kernelspec import start_kernel_server

if TYPE_CHECKING:
    from coursekit.grading.model import Layout

COLD = "coursekit.grading.nbval_runner.main"
RUNNERS = "coursekit.grading.nbval_runner.warm"
LOG = logging.getLogger(__name__)
_SAID: set[str] = set()
_SAYING = threading.Lock()


class Process(Protocol):
    """What ``run`` needs of a runner."""

    @property
    def pid(self) -> int:
        """Its number, which is also the number of its process group."""

    @property
    def stdin(self) -> IO[bytes]:
        """Where it reads."""

    @property
    def stdout(self) -> IO[bytes]:
        """Where it writes."""

    def kill(self) -> None:
        """Kill it, if it still runs."""

    def wait(self) -> object:
        """Wait until it has ended, and give back what it held."""


def start_runner(*, warm: bool) -> tuple[Process, str]:
    """Start a runner, which waits for its orders.

    Args:
        warm: fork it from the server of runners.

    Returns:
        The runner; and why it could not be forked, empty when it was or should not be.

    Raises:
        OSError: there is no more room for a process.
    """
    if not warm:
        return _fresh(), ""
    from coursekit.grading.processes.fork_client import WarmError  # noqa: PLC0415 - Linux only

    try:
        return _forked(), ""
    except WarmError as error:
        # A server that was killed must not cost a learner anything.
        return _fresh(), str(error)


def say_not_forked(what: str, why: str) -> None:
    """Tell the instructor that something was started cold; once for each kind of thing.

    Args:
        what: ``kernel`` or ``runner``.
        why: why it could not be forked.
    """
    with _SAYING:
        first = what not in _SAID
        _SAID.add(what)
    level = logging.WARNING if first else logging.DEBUG
    words = "A %s could not be forked from a warm process and was started cold: slower, with the same marks. %s"
    LOG.log(level, words, what, why.strip().splitlines()[-1] if why.strip() else "")


def _fresh() -> Process:
    process: Any = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-m", COLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # With pipes, as here, neither of them is None, which mypy cannot know.
    return cast("Process", process)


def start_servers(layout: Layout) -> None:
    """Start the servers of warm processes; return at once, while they import what they need. Linux only.

    Args:
        layout: says what the kernels may import, and have imported.
    """
    start_kernel_server(layout)
    _runners_server()


def _runners_server() -> str:
    from coursekit.grading.processes.fork_client import SERVERS  # noqa: PLC0415 - Linux only

    return SERVERS.socket_of(RUNNERS, dict(os.environ))


def _forked() -> Process:
    from coursekit.grading.processes.fork_client import ask  # noqa: PLC0415 - Linux only
    from coursekit.grading.processes.runner_process import RunnerProcess  # noqa: PLC0415 - Linux only

    name = _runners_server()
    read, give = os.pipe()
    take, write = os.pipe()
    try:
        forked = ask(name, {}, [read, write])
    except BaseException:
        os.close(give)
        os.close(take)
        raise
    finally:
        os.close(read)
        os.close(write)
    return RunnerProcess(forked, os.fdopen(give, "wb"), os.fdopen(take, "rb"))
