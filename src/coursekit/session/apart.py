"""What a graded kernel tells its grader, apart from all that is printed and shown.

A grader loads ``coursekit.session.graded`` into the kernels that it starts. There, what a check says travels in
messages of its own, so that prints, warnings, progress bars and charts of a learner's code are other messages. The mark
is no secret, and need not be: what is said is compared outside, with words that the kernel never sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.internals.ipython_shell import current_shell, has_loaded, publish

if TYPE_CHECKING:
    from collections.abc import Mapping

APART = "coursekit"
"""The key in a message's metadata that sets it apart; its value says what the message is."""
CHECK, LEFT = "check", "left"
"""What a message can be: the words of a check, by the check's name; a way in which the cell would have ended Python."""
UNSEEN = "unseen"
"""What a request to run a cell can be: one of whose outputs no page shows any."""
EXTENSION = "coursekit.session.graded"


def is_graded() -> bool:
    """Tell whether a grader runs this session."""
    shell = current_shell()
    # The shell remembers it, so that it stays true when a learner loads this library anew.
    return shell is not None and has_loaded(shell, EXTENSION)


def tell(what: str, name: str, text: str = "") -> None:
    """Tell the grader something, in the name of the cell that runs.

    Args:
        what: ``CHECK`` or ``LEFT``.
        name: the check's name, or the way that was taken.
        text: what the check says.
    """
    publish(current_shell(), {"text/plain": text}, {APART: {what: name}})


def request_words(*, unseen: bool) -> dict[str, str]:
    """Return what a grader says with its request to run a cell.

    Args:
        unseen: no page shows what the cell shows.
    """
    return {APART: UNSEEN} if unseen else {}


def is_unseen(request: Mapping[str, object]) -> bool:
    """Tell whether no page shows what a cell shows.

    Args:
        request: the metadata of the message that asked for it.
    """
    return request.get(APART) == UNSEEN
