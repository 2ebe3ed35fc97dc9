"""Promises that another package has never made and that this house needs, told by name when they are broken."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# The modules with a tuple PROMISES; those of IPython alone are needed where nobody grades.
WRAPPERS = tuple(
    f"coursekit.internals.{name}"
    for name in ("ipython_shell", "ipykernel_app", "jupyter_kernels", "matplotlib_state", "nbval_items", "pytest_run")
)


@dataclass(frozen=True)
class Promise:
    """One thing of another package that must stay as it is.

    Attributes:
        package: the package's name, as it is installed.
        place: the module, a colon, and the thing in it: ``nbval.plugin:IPyNbCell.compare_outputs``.
        use: what this house does with it, as the end of the sentence "it is used to …".
        parameters: names that the thing must take when it is called.
        trial: looks closer: it gets the thing and returns what is wrong with it; empty when nothing is.
    """

    package: str
    place: str
    use: str
    parameters: tuple[str, ...] = ()
    trial: Callable[[Any], str] | None = None


def broken(promises: Iterable[Promise]) -> list[str]:
    """Look at what is installed.

    Args:
        promises: what must hold.

    Returns:
        A sentence for each promise that does not hold: the package, its version, what moved, and what needs it.
    """
    return [sentence for promise in promises if (sentence := _sentence(promise))]


def all_promises() -> list[Promise]:
    """Return the promises of all wrappers.

    Raises:
        ImportError: a package is not installed, or a module of it has moved.
    """
    return [promise for name in WRAPPERS for promise in import_module(name).PROMISES]


def moved(package: str, what: str, use: str) -> str:
    """Return the sentence for something that has moved.

    Args:
        package: its name.
        what: what is no longer as it was, as a sentence without its full stop.
        use: what this house does with it.
    """
    try:
        number = version(package)
    except PackageNotFoundError:
        number = "(not installed)"
    return (
        f"{package} {number}: {what}. It is used to {use}. Install an older {package}, "
        f"or mend its one wrapper in coursekit/internals and the bounds in pyproject.toml."
    )


def _sentence(promise: Promise) -> str:
    module, _, path = promise.place.partition(":")
    thing: Any = None
    try:
        thing = import_module(module)
        for name in path.split(".") if path else ():
            thing = getattr(thing, name)
    except (ImportError, AttributeError):
        return moved(promise.package, f"{promise.place} is not there any more", promise.use)
    lost = [name for name in promise.parameters if name not in inspect.signature(thing).parameters]
    if lost:
        return moved(promise.package, f"{promise.place} does not take {', '.join(lost)} any more", promise.use)
    try:
        wrong = promise.trial(thing) if promise.trial else ""
    except Exception as error:  # noqa: BLE001 - whatever it is, the thing is not what it was
        wrong = f"is not what it was ({type(error).__name__}: {error})"
    return moved(promise.package, f"{promise.place} {wrong}", promise.use) if wrong else ""
