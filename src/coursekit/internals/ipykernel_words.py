"""The words that start a kernel of ipykernel which loses no time; nothing of ipykernel is imported for them."""

from __future__ import annotations

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
