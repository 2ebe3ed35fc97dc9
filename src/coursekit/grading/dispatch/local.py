"""Who grades: anything that takes a function and gives a future, like threads of this process or a cluster."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol

from coursekit.grading.autograde.launch import start_servers
from coursekit.grading.model import GradingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from coursekit.grading.model import Settings

# The next submission waits here, so that no job waits while a result is written down.
QUEUED = 1


class Workers(Protocol):
    """What a session needs of those who grade."""

    @property
    def broken(self) -> tuple[type[Exception], ...]:
        """What a future raises when a submission could not be graded through no fault of its learner."""

    def get_ready(self, settings: Settings) -> None:
        """Hear that work will come, and how it is to be done."""

    def at_once(self) -> int:
        """Return how many submissions they can have at once.

        Raises:
            GradingError: they are gone.
        """

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Let one of them call a function of this package."""

    def stop(self) -> None:
        """Give up what they have; return when they have."""

    def close(self) -> None:
        """Let them go."""


class Here:
    """Threads of this process; each starts a process for the submission that it grades."""

    broken: tuple[type[Exception], ...] = (GradingError, OSError)

    def __init__(self, jobs: int) -> None:
        """Get ready.

        Args:
            jobs: how many submissions are graded at once.
        """
        self._jobs = jobs
        self._pool = ThreadPoolExecutor(jobs)
        self._stop = threading.Event()

    def get_ready(self, settings: Settings) -> None:
        """Start the servers of warm processes, which need a second before they can answer."""
        if settings.sandbox and settings.warm:
            start_servers(settings.layout)

    def at_once(self) -> int:
        """Return the number of jobs, and what waits for them."""
        return self._jobs + QUEUED

    def submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Let a thread call a function, which is also told how to find out that it should stop."""
        return self._pool.submit(function, *arguments, self._stop.is_set)

    def stop(self) -> None:
        """Give up what is being graded; return when no process of it is left."""
        self._stop.set()
        self._pool.shutdown(cancel_futures=True)

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()
