"""Instant checks of a learner's answers: ``check("t3-1", answer)`` in an exercise sheet.

This part uses nothing else of the engine but the session's watch, so it also runs where only a sheet was handed out.
Its parts are imported when they are first used: a grader that only cuts marks out of a sheet needs no pandas.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from coursekit import session

if TYPE_CHECKING:
    from coursekit.checks.checking import NotAnsweredError, StaleAnswerError, WrongAnswer, check, show
    from coursekit.checks.figures import counted
    from coursekit.checks.form import Form, FormError, canonical
    from coursekit.checks.keys import KeyNotFoundError
    from coursekit.checks.showing import show_answer

_HOMES = {
    **dict.fromkeys(("NotAnsweredError", "StaleAnswerError", "WrongAnswer", "check", "show"), "checking"),
    "counted": "figures",
    **dict.fromkeys(("Form", "FormError", "canonical"), "form"),
    "KeyNotFoundError": "keys",
    "show_answer": "showing",
}

__all__ = [
    "Form",
    "FormError",
    "KeyNotFoundError",
    "NotAnsweredError",
    "StaleAnswerError",
    "WrongAnswer",
    "canonical",
    "check",
    "counted",
    "show",
    "show_answer",
]


def __getattr__(name: str) -> object:
    """Import a part when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    session.install()
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
