"""The learner's session in a notebook: which cells ran, what their errors say in plain words.

``install()`` is called when a check or a question is first used; outside IPython it does nothing.
"""

from __future__ import annotations

from coursekit.internals.ipython_shell import current_shell

__all__ = ["install"]


def install() -> None:
    """Watch the cells of this IPython session, and say its errors plainly; once a session."""
    shell = current_shell()
    if shell is None:
        return
    from coursekit.session import plain_errors, watch  # noqa: PLC0415 - outside IPython nobody needs them

    watch.install(shell)
    plain_errors.install(shell)
