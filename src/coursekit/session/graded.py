"""The extension of IPython that a grader loads into a learner's kernel; that it is loaded is what ``apart`` asks."""

from __future__ import annotations

from typing import Any

from coursekit.session import leaving


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Prepare a kernel for grading.

    Args:
        shell: IPython's shell.
    """
    leaving.install(shell)
