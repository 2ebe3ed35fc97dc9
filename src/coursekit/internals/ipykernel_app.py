"""ipykernel: the words that start a kernel which loses no time, the stream it prints through, and its start here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipykernel.iostream import OutStream

from coursekit.internals.contract import Promise

if TYPE_CHECKING:
    from collections.abc import Sequence

LAUNCHER = "ipykernel_launcher"


class Stream(OutStream):
    """ipykernel's stream, which at four moments of every cell waits until its thread has sent what it holds.

    When it holds nothing, nothing is waited for. What its thread is just sending still comes before all that is sent
    later, because everything goes through that thread, in order.
    """

    def flush(self) -> None:
        """Send what was written, and wait until it is sent."""
        if getattr(self, "_buffers", True) or self.echo is not None:
            super().flush()  # type: ignore[no-untyped-call]  # ipykernel has no types for it


def launch(command: Sequence[str]) -> None:
    """Run in this process what a kernel's command would run in a new one; return when the kernel ends.

    Args:
        command: ``python -m ipykernel_launcher`` and the words after it.
    """
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - a kernel that prints through us has it already

    words = list(command[command.index(LAUNCHER) + 1 :])
    installed = Path(sys.modules["ipykernel"].__file__ or "").parents[1]
    sys.argv, sys.orig_argv = [str(installed / f"{LAUNCHER}.py"), *words], [*command]
    IPKernelApp.launch_instance(words)


def _has_buffers(stream: Any) -> str:  # noqa: ANN401 - ipykernel's class
    return "" if "_buffers" in stream.__init__.__code__.co_names else "does not keep what was written in _buffers"


def _is_setting(trait: Any) -> str:  # noqa: ANN401 - traitlets' class
    return "" if trait.metadata.get("config") else "cannot be set by a word of the command any more"


_WAIT = "end a cell without waiting for nothing"
_END = "end only the cell that would end a graded kernel"
PROMISES = (
    Promise("ipykernel", "ipykernel.kernelbase:Kernel._execute_sleep", _WAIT, trial=_is_setting),
    Promise("ipykernel", "ipykernel.kernelapp:IPKernelApp.outstream_class", _WAIT, trial=_is_setting),
    Promise("ipykernel", "ipykernel.iostream:OutStream", _WAIT, trial=_has_buffers),
    Promise("ipykernel", "ipykernel.zmqshell:ZMQInteractiveShell.ask_exit", _END),
    Promise("ipykernel", "ipykernel.ipkernel:IPythonKernel.do_shutdown", _END, ("restart",)),
    Promise("ipykernel", "ipykernel.zmqshell:ZMQInteractiveShell.get_parent", "draw no picture that nobody sees"),
    Promise("ipykernel", "ipykernel.kernelapp:IPKernelApp.launch_instance", "start a kernel in a forked process"),
)
