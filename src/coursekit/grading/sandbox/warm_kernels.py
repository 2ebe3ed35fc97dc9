"""The server of kernels: ``python -m coursekit.grading.sandbox.warm_kernels SOCKET``.

It imports what every sheet needs, then forks one kernel for each room. The child enters the room's namespaces, drops
all capabilities, sets what a fresh Python would have there, and runs ipykernel as if it had been started in the room.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

from coursekit.grading.processes.fork_server import Reply, close_others, default_signals, serve
from coursekit.grading.processes.namespaces import drop_capabilities, enter
from coursekit.grading.sandbox.kernelspec import PRELOAD
from coursekit.internals import ipykernel_app, matplotlib_state

INLINE = "module://matplotlib_inline.backend_inline"
# Imported, not used: no figure is made, no table read, no random number drawn before the fork.
PRELOADED = (
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger", "tornado.platform.asyncio", "tornado.queues"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger", "IPython.core.magics"),
    *("IPython.core.oinspect", "IPython.core.pylabtools", "IPython.extensions.storemagic"),
    *("traitlets.config.argcomplete_config", "argcomplete", "faulthandler", "encodings.idna", "sqlite3", "timeit"),
    *("pandas", "pandas.plotting._matplotlib", "pandas.io.formats.html", "pandas.io.parsers.readers"),
    *("pandas.core.reshape.reshape", "numpy.random"),
    *("matplotlib.pyplot", "matplotlib.backends.backend_agg", "matplotlib.dates", "PIL.BmpImagePlugin"),
    *("PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.PpmImagePlugin"),
    *("coursekit.tables", "coursekit.checks.checking", "coursekit.checks.figures", "coursekit.checks.author"),
)
# An import may set a variable, which then belongs to every process that has made it.
_SET_BY_IMPORTS: dict[str, str] = {}


def preload() -> None:
    """Import what every sheet needs, and what the course has named."""
    # Else matplotlib would choose another way to draw; a kernel sets this for itself.
    before = {**os.environ}
    os.environ["MPLBACKEND"] = INLINE
    for name in (*PRELOADED, *os.environ.get(PRELOAD, "").split()):
        with suppress(ImportError):
            import_module(name)
    _SET_BY_IMPORTS.update(os.environ.items() - before.items())
    matplotlib_state.draw_to_show_only()
    matplotlib_state.measure_before_drawing()
    _take_out()


def _take_out() -> None:
    """Take out of the server what each kernel must import anew, or must not have."""
    # matplotlib_inline ties itself to the kernel when it is imported; without that, no figure would be shown or closed
    # at the end of its cell. And a cold kernel imports nothing of grading.
    for name in [name for name in sys.modules if name.startswith(("coursekit.grading", "matplotlib_inline"))]:
        del sys.modules[name]
    vars(sys.modules["coursekit"]).pop("grading", None)


def become_kernel(request: dict[str, Any], descriptors: list[int], reply: Reply) -> None:
    """Become the kernel of a room.

    Args:
        request: ``kernel`` (the command that a cold start would run), ``environment``, ``cwd``, ``limits`` (by
            name, such as ``RLIMIT_AS``).
        descriptors: of the room's first process, and of the kernel's log.
        reply: where the kernel's own descriptor goes.
    """
    first, log = descriptors
    with suppress(PermissionError):
        os.setgroups([])
    enter(first)
    os.close(first)
    # A process stays where it is; its children are the first inside. The parent of the kernel must be gone, so that
    # the room's first process adopts it, as after a cold start.
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    if os.fork() == 0:
        _prepare(request, log)
        process = os.pidfd_open(os.getpid())
        reply.started(process)
        close_others([])
        ipykernel_app.launch(request["kernel"])


def _prepare(request: dict[str, Any], log: int) -> None:
    os.setsid()
    os.dup2(log, sys.stdout.fileno())
    os.dup2(log, sys.stderr.fileno())
    os.umask(0o022)
    os.chdir(request["cwd"])
    for name, most in request["limits"].items():
        resource.setrlimit(getattr(resource, name), (most, most))
    drop_capabilities()
    default_signals()
    os.environ.clear()
    os.environ.update({**request["environment"], **_SET_BY_IMPORTS, "PWD": request["cwd"]})
    time.tzset()
    _forget()


def _forget() -> None:
    """Forget what a fresh Python in the room would find out anew."""
    import numpy as np  # noqa: PLC0415 - the server has imported it

    np.random.seed()  # noqa: NPY002 - the old generator is the one that forks share
    matplotlib_state.forget_folders()


if __name__ == "__main__":
    del sys.path[0]
    preload()
    serve(become_kernel)
