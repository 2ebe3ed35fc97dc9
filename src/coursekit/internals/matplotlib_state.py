"""matplotlib in a process that forks kernels: what it would do twice, and what it remembers of another process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coursekit.internals.contract import Promise

if TYPE_CHECKING:
    from collections.abc import Callable

_MEMORY = "called"


def draw_to_show_only() -> None:
    """Let pyplot draw a figure only to show it; at the end of a cell it would draw it once more just before that."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - slow; only the server of kernels needs it

    plt._draw_all_if_interactive = lambda: None  # noqa: SLF001 - it has no other switch


def forget_folders() -> None:
    """Forget the folders that matplotlib has found for this process, so that it looks for them anew."""
    import matplotlib as mpl  # noqa: PLC0415 - slow; only the server of kernels needs it

    for function in (mpl.get_configdir, mpl.get_cachedir):
        cell = _memory_of(function)
        if cell is not None:
            cell.cell_contents = False


def _memory_of(function: Callable[..., object]) -> Any:  # noqa: ANN401 - Python's cell of a closure
    """Return where a function of matplotlib keeps that it has an answer; None when it keeps nothing."""
    names, cells = function.__code__.co_freevars, getattr(function, "__closure__", None) or ()
    return dict(zip(names, cells, strict=True)).get(_MEMORY)


def _remembers(function: Callable[..., object]) -> str:
    function()
    cell = _memory_of(function)
    return "" if cell is not None and cell.cell_contents is True else "keeps its answer in another way"


_FORGET = "let a forked kernel find its own settings"
PROMISES = (
    Promise("matplotlib", "matplotlib.pyplot:_draw_all_if_interactive", "draw a figure only to show it"),
    Promise("matplotlib", "matplotlib:get_configdir", _FORGET, trial=_remembers),
    Promise("matplotlib", "matplotlib:get_cachedir", _FORGET, trial=_remembers),
)
