"""The server of runners: ``python -m coursekit.grading.nbval_runner.warm SOCKET``.

It starts pytest with nbval and stops where pytest would look for notebooks. There it forks the process that runs nbval
on one notebook: pytest's own beginning, the same for all, has happened before.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.grading.nbval_runner import main as runner
from coursekit.grading.processes.fork_server import Reply, close_others, default_signals, serve
from coursekit.internals.pytest_run import finish_run, leave_users_pytest_out

if TYPE_CHECKING:
    from typing import NoReturn

    from coursekit.grading.nbval_runner.protocol import Orders

PRELOADED = (
    *("nbformat", "jupyter_client.manager", "jupyter_client.blocking", "fastjsonschema"),
    *("ipykernel.kernelspec", "IPython.core.interactiveshell", "zmq.asyncio", "zmq.eventloop.zmqstream"),
    *(f"coursekit.grading.nbval_runner.{name}" for name in ("collection", "watchdog", "plugin")),
    "coursekit.grading.processes.process_tree",
    "coursekit.grading.sandbox.provisioner",
)


def preload() -> None:
    """Import what every run of nbval needs."""
    for name in PRELOADED:
        import_module(name)
    from nbformat import v4, validate  # noqa: PLC0415 - in the server only

    from coursekit.internals.jupyter_kernels import look_up_provisioners  # noqa: PLC0415 - in the server only

    # Both look something up once and remember it: what a notebook may hold, and which provisioners are installed.
    validate(v4.new_notebook())
    look_up_provisioners()


class Waiting:
    """A plugin of pytest that turns the process into a server at the moment when notebooks would be looked for."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> NoReturn:
        """Serve; each child goes on from here with a notebook of its own."""
        serve(partial(become_runner, session))


def become_runner(session: pytest.Session, request: dict[str, Any], descriptors: list[int], reply: Reply) -> None:  # noqa: ARG001 - a server calls it so
    """Become the runner of one notebook.

    Args:
        session: pytest's, as the server has begun it.
        request: nothing; the orders come over standard input.
        descriptors: standard input and standard output.
        reply: where the runner's own descriptor goes.
    """
    os.setsid()
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
    default_signals()
    reply.started(os.pidfd_open(os.getpid()))
    close_others([])
    runner.follow_orders(partial(_go_on, session))
    os._exit(0)


def _go_on(session: pytest.Session, orders: Orders, plugins: list[object]) -> None:
    """Do what pytest does after its beginning, with the words that this notebook's run would have begun with."""
    from coursekit.internals.nbval_items import run_options  # noqa: PLC0415 - the server has imported it

    finish_run(session, orders.notebook, run_options(orders.kernel, orders.cell_timeout), plugins)


def begin() -> None:
    """Begin a run of pytest with nbval, which stops at ``Waiting``."""
    from coursekit.internals.nbval_items import PLUGIN  # noqa: PLC0415 - after the slow imports have been left out

    # A child gets an environment of its own anyway.
    leave_users_pytest_out(os.environ)
    pytest.main([*runner.pytest_words(), "--rootdir", os.sep, os.sep], plugins=[PLUGIN, Waiting()])


if __name__ == "__main__":
    del sys.path[0]
    preload()
    begin()
