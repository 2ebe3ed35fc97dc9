"""What a graded kernel tells its grader, apart from all that is printed and shown.

A grader loads ``coursekit.session.graded`` into the kernels that it starts. There, what a check says travels in
messages of its own, so that prints, warnings, progress bars and charts of a learner's code are other messages. The mark
is no secret, and need not be: what is said is compared outside, with words that the kernel never sees.
"""

from __future__ import annotations

import sys
from typing import Any

APART = "coursekit"
"""The key in a message's metadata that sets it apart; its value says what the message is."""
CHECK, LEFT = "check", "left"
"""What a message can be: the words of a check, by the check's name; a way in which the cell would have ended Python."""
EXTENSION = "coursekit.session.graded"


def is_graded() -> bool:
    """Tell whether a grader runs this session."""
    shell = _shell()
    # The shell remembers it, so that it stays true when a learner loads this library anew.
    return shell is not None and EXTENSION in shell.extension_manager.loaded


def tell(what: str, name: str, text: str = "") -> None:
    """Tell the grader something, in the name of the cell that runs.

    Args:
        what: ``CHECK`` or ``LEFT``.
        name: the check's name, or the way that was taken.
        text: what the check says.
    """
    shell = _shell()
    shell.display_pub.publish({"text/plain": text}, {APART: {what: name}})


def _shell() -> Any:  # noqa: ANN401 - IPython's shell has no types
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython  # noqa: PLC0415 - a program without IPython needs none of this

    return get_ipython()
