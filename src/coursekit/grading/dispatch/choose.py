"""Choose who grades, and say in one line what protects the machines that do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coursekit.grading.model import GradingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from coursekit.grading.dispatch.local import Workers

# A kernel with pandas and matplotlib, and the process that runs nbval.
MEMORY_A_JOB = 500_000_000


def default_jobs() -> int:
    """Return how many submissions this machine can grade at once: as its free cores and memory allow, at least one."""
    import psutil  # noqa: PLC0415 - the terminal answers at once

    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:
        # macOS and Windows.
        cores = os.cpu_count() or 1
    return max(1, min(cores, int(psutil.virtual_memory().available // MEMORY_A_JOB)))


def start_workers(
    cluster: str | None, jobs: int, sandbox_wish: str, say: Callable[[str], None]
) -> tuple[Workers, bool]:
    """Start those who grade.

    Args:
        cluster: a scheduler's address; None for this machine.
        jobs: how many submissions this machine grades at once.
        sandbox_wish: ``auto``, ``on`` or ``off``: whether each notebook runs in a sandbox.
        say: tells the instructor one line.

    Returns:
        The workers, and whether notebooks run in sandboxes.

    Raises:
        GradingError: there are no workers, or they cannot protect themselves as they must.
    """
    return _here(jobs, sandbox_wish, say) if cluster is None else _cluster(cluster, sandbox_wish, say)


def _here(jobs: int, sandbox_wish: str, say: Callable[[str], None]) -> tuple[Workers, bool]:
    from coursekit.grading.dispatch.local import Here  # noqa: PLC0415 - the terminal answers at once
    from coursekit.grading.sandbox.available import lacking  # noqa: PLC0415 - the terminal answers at once

    why = _refused(lacking() if sandbox_wish != "off" else "--sandbox off", sandbox_wish)
    if why:
        say(f"Unprotected: learners' code runs with your rights and your network ({why}).")
    else:
        say("Protected: each notebook runs without network and without this machine's files.")
    return Here(jobs), not why


def _cluster(address: str, sandbox_wish: str, say: Callable[[str], None]) -> tuple[Workers, bool]:
    from coursekit.grading.dispatch.dask_cluster import Cluster  # noqa: PLC0415 - an extra

    workers = Cluster(address)
    try:
        why = _refused(workers.lacking() if sandbox_wish != "off" else "--sandbox off", sandbox_wish)
    except GradingError:
        workers.close()
        raise
    if why:
        say(f"Unprotected: learners' code runs with the rights and the network of the workers ({why}).")
    else:
        workers.protect()
        say("Protected: each notebook runs without network and without the files of the worker's machine.")
    return workers, not why


def _refused(why: str, sandbox_wish: str) -> str:
    if why and sandbox_wish == "on":
        raise GradingError(f"Nothing was graded: {why}. Without --sandbox on, notebooks run unprotected.")
    return why
