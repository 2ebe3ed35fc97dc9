"""Let the workers of a running dask.distributed scheduler grade.

Submissions, masters and the course's data travel with each task; results come back to the one gradebook. dask gives a
task of a worker that has died to another one.
"""

from __future__ import annotations

import logging
import sys
import time
from concurrent.futures import CancelledError
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from typing import TYPE_CHECKING, Any

from coursekit.grading.model import RULES, GradingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from coursekit.grading.model import Settings

CONNECT_S = 10
# While a worker grades one submission, the next one is on its way to it.
QUEUED = 2
ASK_S = 5.0
# What decides how a notebook's outputs look; the masters are proven on one worker for all.
_ALIKE = ("nbval", "ipykernel", "ipython", "pandas", "numpy", "matplotlib", "nbformat", "nbclient")


@cache
def about() -> dict[str, str]:
    """Return what must be the same on all machines that grade one class."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    versions = {"rules": str(RULES), "library": _own_version(), "python": python}
    for name in _ALIKE:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "none"
    return versions


def _own_version() -> str:
    """Return the version of the distribution that holds this engine, whatever the course is called."""
    owners = packages_distributions().get("coursekit", [])
    return version(owners[0]) if owners else "none"


def lacking_on_worker() -> str:
    """Return why the worker that calls this has no sandbox; empty when it has."""
    from coursekit.grading.sandbox.available import lacking  # noqa: PLC0415 - the worker's own

    return lacking()


def call_on_worker(expected: dict[str, str], sandbox: bool, function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401, FBT001 - a function's own result; pickled by position
    """Call a function on a worker, if the worker is like the machine that asks.

    Raises:
        GradingError: it is not, or it has no sandbox.
    """
    differs = difference(expected, about())
    if differs:
        raise GradingError(f"A worker is not like this machine: {differs}. Install the same versions there.")
    if sandbox and lacking_on_worker():
        raise GradingError(f"A worker has no sandbox: {lacking_on_worker()}.")
    return function(*arguments)


def difference(here: dict[str, str], other: dict[str, str]) -> str:
    """Return in words what differs; empty for nothing."""
    names = [name for name in here if here[name] != other.get(name)]
    return ", ".join(f"{name} is {other.get(name)} there and {here[name]} here" for name in names)


class Cluster:
    """The workers of a scheduler."""

    def __init__(self, address: str) -> None:
        """Find the scheduler and look at its workers.

        Args:
            address: the scheduler's, such as ``tcp://192.168.1.10:8786``.

        Raises:
            GradingError: dask.distributed is not installed here; nobody answers there; there is no worker, or one
                that cannot grade.
        """
        try:
            from distributed import Client  # noqa: PLC0415 - an extra
            from distributed.comm.core import CommClosedError  # noqa: PLC0415 - an extra
            from distributed.scheduler import KilledWorker  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise GradingError(
                "--cluster needs dask.distributed. In the course's folder: python -m pip install '.[cluster]'"
            ) from error
        self.broken: tuple[type[Exception], ...] = (
            *(GradingError, OSError, KilledWorker, CommClosedError, CancelledError),
        )
        self._address = address
        # What happens to the scheduler is said once, in our words.
        for name in ("distributed", "distributed.client", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise GradingError(
                f"No scheduler answers at {address} ({error}). Start one with: dask scheduler; and on each machine: "
                f"dask worker {address} --nthreads 1 --nworkers 2"
            ) from error
        self._executor = self._client.get_executor(pure=False)
        self._threads, self._asked = 0, float("-inf")
        self._sandbox = False
        self._refuse_unlike()

    def lacking(self) -> str:
        """Return why workers have no sandbox; empty when all have one."""
        replies = self._client.run(lacking_on_worker)
        return "; ".join(f"{worker}: {why}" for worker, why in replies.items() if why)

    def protect(self) -> None:
        """Let no worker grade that has no sandbox, also none that joins later."""
        self._sandbox = True

    def get_ready(self, settings: Settings) -> None:
        """Do nothing: a worker starts its servers with its first submission."""

    def at_once(self) -> int:
        """Return how many submissions the workers of this moment can have.

        Raises:
            GradingError: the scheduler is gone.
        """
        if time.monotonic() - self._asked > ASK_S:
            if self._client.status != "running":
                raise GradingError(
                    f"The scheduler at {self._address} is gone. What was graded is kept; the same command goes on."
                )
            self._threads = sum(self._client.nthreads().values())
            self._asked = time.monotonic()
        return max(self._threads, 1) * QUEUED

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Let a worker call a function."""
        future: Future[Any] = self._executor.submit(call_on_worker, about(), self._sandbox, function, *arguments)
        return future

    def stop(self) -> None:
        """Take back what no worker has begun; what has begun ends without being heard."""
        self._executor.shutdown(wait=False)

    def close(self) -> None:
        """Leave the scheduler."""
        self._client.close()

    def _refuse_unlike(self) -> None:
        try:
            workers = self._client.run(about)
        except Exception as error:
            self._client.close()
            raise GradingError(f"The workers at {self._address} do not have this course's library: {error}") from error
        differs = [
            f"\n  {worker}: {words}" for worker, versions in workers.items() if (words := difference(about(), versions))
        ]
        if differs or not workers:
            self._client.close()
            why = f"are not like this machine:{''.join(differs)}" if differs else "are not there yet: there is none"
            raise GradingError(f"Nothing was graded: the workers at {self._address} {why}.")
