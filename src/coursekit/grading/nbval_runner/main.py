"""The process that runs nbval on one merged notebook: ``python -P -m coursekit.grading.nbval_runner.main``.

It reads one line of orders and sends signed lines; when the grader is gone, it ends its kernel and removes its
room. It is started by ``run`` and of no use by hand: ``pytest --nbval-lax merged.ipynb`` gives the same outcomes.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.grading.nbval_runner.protocol import NBVAL_LOG, Orders, Signer

if TYPE_CHECKING:
    from collections.abc import Callable

STARTUP_TIMEOUT_S = 120
QUIET, PAUSE_S, GONE_S = 5, 0.01, 1.0
# Taken once, by the thread that ends this process.
LEAVING = threading.Lock()


def main() -> int:
    """Run nbval as the orders on standard input say, in a pytest of its own."""
    follow_orders(_start)
    return 0


def follow_orders(run: Callable[[Orders, list[object]], object]) -> None:
    """Read the orders, let nbval run, and tell the grader how it goes.

    Args:
        run: runs the notebook that the orders name, with some more plugins.
    """
    orders = Orders.read(sys.stdin.buffer.readline())
    os.environ.clear()
    os.environ.update(orders.environment)
    send = _own_output(Path(orders.room) / NBVAL_LOG, Signer(bytes.fromhex(orders.key)))

    from coursekit.grading.nbval_runner.collection import OneNotebook  # noqa: PLC0415 - after the environment is set
    from coursekit.grading.nbval_runner.plugin import Reporter  # noqa: PLC0415 - after the environment is set
    from coursekit.grading.nbval_runner.watchdog import KernelWatchdog  # noqa: PLC0415 - after the environment is set

    watchdog = KernelWatchdog(send, orders.output_limit, orders.runner_growth, orders.kernel_memory)
    threading.Thread(target=_live_with_grader, args=(watchdog, Path(orders.room)), daemon=True).start()
    notebook = Path(orders.notebook)
    send({"ready": True})
    try:
        run(orders, [OneNotebook(notebook), Reporter(notebook, send, watchdog)])
    finally:
        # Without the grader the other thread tidies up and ends this process, which must not end before.
        LEAVING.acquire()
    send({"done": True})


def _start(orders: Orders, plugins: list[object]) -> None:
    import pytest  # noqa: PLC0415 - after the environment is set

    from coursekit.internals.nbval_items import PLUGIN  # noqa: PLC0415 - after the environment is set

    notebook = Path(orders.notebook)
    which = ("--nbval-kernel-name", orders.kernel)
    limit = ("--nbval-cell-timeout", str(orders.cell_timeout))
    pytest.main(
        [*pytest_words(), *which, *limit, "--rootdir", str(notebook.parent), str(notebook)], plugins=[PLUGIN, *plugins]
    )


def pytest_words() -> list[str]:
    """Return the words of pytest's command that are the same for every notebook."""
    from coursekit.internals.nbval_items import lax_words  # noqa: PLC0415 - after the environment is set
    from coursekit.internals.pytest_run import QUIET_WORDS  # noqa: PLC0415 - after the environment is set

    return [*lax_words(STARTUP_TIMEOUT_S), *QUIET_WORDS]


def _own_output(log: Path, signer: Signer) -> Any:  # noqa: ANN401 - a function that sends one message
    """Keep standard output for messages, and let everything else that is printed go to a log."""
    channel = os.dup(1)
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    lock = threading.Lock()

    def send(message: dict[str, Any]) -> None:
        with lock:
            rest = signer.line(message)
            while rest:
                rest = rest[os.write(channel, rest) :]

    return send


def _live_with_grader(watchdog: Any, room: Path) -> None:  # noqa: ANN401 - a KernelWatchdog, imported late
    """End everything when the grader has closed our standard input, as it does when it is killed."""
    sys.stdin.buffer.read()
    from coursekit.grading.processes.leftovers import end_all_of, remove  # noqa: PLC0415 - rarely needed
    from coursekit.grading.sandbox.start_lock import STARTING  # noqa: PLC0415 - rarely needed

    LEAVING.acquire()
    # Not given back: what is being started is complete now, and nothing more will be.
    STARTING.acquire()
    watchdog.end_kernel()
    _end_children()
    # bubblewrap's second process would neither notice in time that the first one is gone nor be in its group.
    while end_all_of(room):
        time.sleep(PAUSE_S)
    remove(room)
    os._exit(1)


def _end_children() -> None:
    """End what this process has started, also a room that is still being made."""
    import psutil  # noqa: PLC0415 - rarely needed

    quiet = 0
    while quiet < QUIET:
        children = psutil.Process().children(recursive=True)
        for child in children:
            with suppress(psutil.Error):
                child.kill()
        psutil.wait_procs(children, timeout=GONE_S)
        quiet = 0 if children else quiet + 1
        # The main thread may be about to start another one.
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    sys.exit(main())
