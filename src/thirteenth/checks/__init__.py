"""The checks under the name that sheets use: ``from thirteenth.checks import check``; see ``coursekit.checks``."""

from typing import TYPE_CHECKING

from coursekit import checks as _engine
from coursekit.checks import __all__ as _names

if TYPE_CHECKING:
    from coursekit.checks import check, counted

__all__ = ["check", "counted"]


def __getattr__(name: str) -> object:
    """Take a part from the engine when it is first used."""
    if name not in _names:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_engine, name)
