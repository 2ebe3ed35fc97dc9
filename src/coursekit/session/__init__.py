"""The learner's session in a notebook: which cells ran, what their errors say in plain words.

``install()`` is called when a check or a question is first used; outside IPython it does nothing.
"""

from __future__ import annotations

from coursekit.internals.ipython_shell import current_shell

__all__ = ["install", "keep_in_view", "set_texts_left"]


def install() -> None:
    """Watch the cells of this IPython session, and say its errors plainly; once a session."""
    shell = current_shell()
    if shell is None:
        return
    from coursekit.session import plain_errors, watch  # noqa: PLC0415 - outside IPython nobody needs them

    watch.install(shell)
    plain_errors.install(shell)


def set_texts_left() -> None:
    """Show tables with their texts flush left in this IPython session; a course's package calls it when loaded."""
    shell = current_shell()
    if shell is None:
        return
    from coursekit.session import tables  # noqa: PLC0415 - outside IPython nobody needs them

    tables.install(shell)


def keep_in_view() -> None:
    """Bring what a learner runs into view, in a page of this session; a course's package calls it when loaded."""
    shell = current_shell()
    if shell is None:
        return
    from coursekit.session import in_view  # noqa: PLC0415 - outside IPython nobody needs it

    in_view.install(shell)
