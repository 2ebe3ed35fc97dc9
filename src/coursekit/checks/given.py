"""An answer may be a function where the task asks for a value: it is called with what the task is about.

So a sheet of an earlier course, in which a task asked for ``def share(table)``, is still right where the task now asks
for ``share`` alone.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

NOTHING: Any = object()


def value_of(answer: Any, given: Any = NOTHING) -> Any:  # noqa: ANN401 - an answer may be anything
    """Return the value that is judged.

    Args:
        answer: the learner's answer.
        given: what a function is called with: one argument, a tuple with the arguments of one call, or a list of such
            tuples for several calls. Without it a function stays a function.

    Returns:
        The answer itself when it is no function; else what the call gives, or the list of what the calls give.
    """
    if given is NOTHING or not isinstance(answer, FunctionType):
        return answer
    if isinstance(given, list):
        return [answer(*arguments) for arguments in given]
    return answer(*given) if isinstance(given, tuple) else answer(given)
