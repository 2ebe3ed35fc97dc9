"""The learner's session in a notebook: which cells ran, what their errors say in plain words.

``install()`` is called when a check or a question is first used; outside IPython it does nothing.
"""

from __future__ import annotations

import sys

__all__ = ["install"]


def install() -> None:
    """Watch the cells of this IPython session, and say its errors plainly; once a session."""
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython  # noqa: PLC0415 - a program without IPython needs none of this

    shell = get_ipython()
    if shell is None:
        return
    from coursekit.session import plain_errors, watch  # noqa: PLC0415 - as above

    watch.install(shell)
    plain_errors.install(shell)
