"""The words with which a kernel in a room is started."""

from __future__ import annotations

STREAM = "thirteenth.grading.sandbox.stream"
WORDS = (
    *("-f", "{connection_file}"),
    # Nobody reads these kernels' coloured tracebacks, which take a tenth of a second each, nor their history.
    *("--InteractiveShell.xmode=Minimal", "--HistoryManager.enabled=False"),
    # Nor do they have to wait, after each cell, for outputs that come in their own order anyway.
    *(f"--IPKernelApp.outstream_class={STREAM}.Stream", "--Kernel._execute_sleep=0"),
)
