"""The kernelspecs that start a learner's kernel: its words, its provisioner, and the server that forks warm ones."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.internals.ipykernel_words import kernel_words
from coursekit.session.apart import EXTENSION

if TYPE_CHECKING:
    from coursekit.grading.model import Layout

# The name of the kernelspec and of the provisioner behind it.
SANDBOX = "coursekit-sandbox"
UNSANDBOXED = "coursekit-open"
KERNELS = "coursekit.grading.sandbox.warm_kernels"
# The course's modules that the server of kernels imports, in its environment.
PRELOAD = "COURSEKIT_PRELOAD"
WORDS = kernel_words(EXTENSION)


def add_kernelspec(room: Path, layout: Layout, *, warm: bool) -> dict[str, str]:
    """Write the kernelspec that starts a kernel in a sandbox, and return the environment in which it is found.

    Args:
        room: the run's folder.
        layout: the course's names of folders.
        warm: the kernel is forked from the server of kernels, which is started if need be.
    """
    server = start_kernel_server(layout) if warm else ""
    config = {"room": str(room), "server": server, "layout": asdict(layout)}
    provisioner = {"provisioner_name": SANDBOX, "config": config}
    # A signal to bubblewrap would not reach the kernel.
    return _write(room, SANDBOX, interrupt_mode="message", metadata={"kernel_provisioner": provisioner})


def add_open_kernelspec(room: Path) -> dict[str, str]:
    """Write the kernelspec that starts the same kernel without a sandbox, and return as ``add_kernelspec`` does.

    Args:
        room: the run's folder.
    """
    return _write(room, UNSANDBOXED)


def _write(room: Path, name: str, **more: Any) -> dict[str, str]:  # noqa: ANN401 - JSON
    words = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", *WORDS],
        "display_name": "Python, graded",
        "language": "python",
        **more,
    }
    spec = room / "jupyter" / "kernels" / name / "kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps(words), encoding="utf-8")
    return {"JUPYTER_PATH": str(room / "jupyter")}


def start_kernel_server(layout: Layout) -> str:
    """Return the socket of the server of kernels, which is started if need be.

    Args:
        layout: says what its kernels may import, and have imported.
    """
    from coursekit.grading.processes.fork_client import SERVERS  # noqa: PLC0415 - Linux only
    from coursekit.grading.sandbox.bubblewrap import environment  # noqa: PLC0415 - Linux only

    fonts = {"MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", str(Path.home() / ".cache" / "matplotlib"))}
    preload = {PRELOAD: " ".join(layout.preload)}
    return SERVERS.socket_of(KERNELS, {**environment(layout), **fonts, **preload})
