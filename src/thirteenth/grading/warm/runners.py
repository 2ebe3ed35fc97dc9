"""The server of runners: ``python -m thirteenth.grading.warm.runners SOCKET``.

It imports pytest, nbval and jupyter_client, then forks the process that runs nbval on one notebook.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

from thirteenth.grading import runner
from thirteenth.grading.warm.server import Reply, close_others, default_signals, serve

PRELOADED = (
    *("pytest", "nbval.plugin", "nbformat", "jupyter_client.manager", "jupyter_client.blocking", "fastjsonschema"),
    *("ipykernel.kernelspec", "IPython.core.interactiveshell", "zmq.asyncio", "zmq.eventloop.zmqstream"),
    *("thirteenth.grading.meter", "thirteenth.grading.reporter", "thirteenth.grading.sandbox.provisioner"),
)


def preload() -> None:
    """Import what every run of nbval needs."""
    runner.leave_out_slow_imports()
    for name in PRELOADED:
        import_module(name)
    from _pytest.config import default_plugins  # noqa: PLC0415 - imported in the server only
    from jupyter_client.provisioning.factory import KernelProvisionerFactory  # noqa: PLC0415 - as above
    from nbformat import v4, validate  # noqa: PLC0415 - as above

    for name in default_plugins:
        import_module(f"_pytest.{name}")
    # Both look something up once and remember it: what a notebook may hold, and which provisioners are installed.
    validate(v4.new_notebook())
    KernelProvisionerFactory.instance()


def become_runner(request: dict[str, Any], descriptors: list[int], reply: Reply) -> None:  # noqa: ARG001 - as served
    """Become the runner of one notebook.

    Args:
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
    os._exit(runner.main())


if __name__ == "__main__":
    del sys.path[0]
    preload()
    serve(become_runner)
