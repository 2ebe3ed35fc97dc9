"""The checks under the name that sheets use: ``from thirteenth.checks import check``; see ``coursekit.checks``."""

from importlib import import_module
from typing import TYPE_CHECKING

from coursekit import checks as _engine
from coursekit.checks import __all__ as _names

if TYPE_CHECKING:
    from coursekit.checks import check, counted
    from thirteenth.checks.showing import show_answer

__all__ = ["check", "counted", "show_answer"]


def __getattr__(name: str) -> object:
    """Take a part when it is first used: from this course if it has its own, else from the engine."""
    if name == "show_answer":
        return import_module("thirteenth.checks.showing").show_answer
    if name not in _names:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_engine, name)
