"""What notebooks call their kernel, and the words that start one which loses no time; ipykernel is not imported."""

from __future__ import annotations

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
"""The kernel of a notebook that we write, as its metadata has it."""
STREAM = "coursekit.internals.ipykernel_app.Stream"


def kernel_words(extension: str) -> tuple[str, ...]:
    """Return the words after ``python -m ipykernel_launcher`` for a kernel that is graded.

    Args:
        extension: a module that IPython loads into it.
    """
    return (
        *("-f", "{connection_file}"),
        f"--InteractiveShellApp.extra_extensions={extension}",
        # Nobody reads these kernels' coloured tracebacks, which take a tenth of a second each, nor their history.
        *("--InteractiveShell.xmode=Minimal", "--HistoryManager.enabled=False"),
        # Nor do they have to wait, after each cell, for outputs that come in their own order anyway.
        *(f"--IPKernelApp.outstream_class={STREAM}", "--Kernel._execute_sleep=0"),
    )
