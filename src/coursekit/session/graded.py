"""The extension of IPython that a grader loads into a learner's kernel; that it is loaded is what ``apart`` asks."""

from __future__ import annotations

from typing import Any

from coursekit.internals.ipython_shell import request_metadata, show_text_alone
from coursekit.session import apart, leaving, nobody_types
from coursekit.words import keep_to


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Prepare a kernel for grading.

    Args:
        shell: IPython's shell.
    """
    # What a check says is compared with a master's words, which are English.
    keep_to("en")
    leaving.install(shell)
    nobody_types.install(shell)
    # Most of the time of a cell with a chart goes into its picture.
    shell.events.register(
        "pre_run_cell",
        lambda info: show_text_alone(shell, wanted=apart.is_unseen(request_metadata(shell))),  # noqa: ARG005 - IPython's signature
    )
