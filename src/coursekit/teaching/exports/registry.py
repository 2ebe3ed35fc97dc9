"""The formats: each is one module in ``formats``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from coursekit.teaching.exports import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coursekit.teaching.exports.losses import Loss
    from coursekit.teaching.exports.tasks import Bank, Item


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        name: as ``--to`` takes it.
        ending: of a file's name, with its dot.
        write: from the bank to the file.
        losses: what the format cannot hold of a question.
    """

    name: str
    ending: str
    write: Callable[[Bank], bytes]
    losses: Callable[[Item], Iterable[Loss]]


def names() -> list[str]:
    """Return the names of the formats; none is loaded."""
    return sorted(module.name.replace("_", "-") for module in iter_modules(formats.__path__))


@cache
def format_named(name: str) -> Format:
    """Return a format.

    Raises:
        ModuleNotFoundError: there is no such format.
    """
    made = import_module(f"{formats.__name__}.{name.replace('-', '_')}")
    return Format(name, made.ENDING, made.write, made.losses)
