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


def measure_before_drawing() -> None:
    """Let IPython measure a figure before it is drawn; matplotlib would draw it once only to measure what it needs."""
    from IPython.core import pylabtools  # noqa: PLC0415 - slow; only the server of kernels needs it

    draw: Callable[..., Any] = pylabtools.print_figure

    def print_figure(fig: Any, fmt: str = "png", bbox_inches: Any = "tight", **kwargs: Any) -> Any:  # noqa: ANN401 - passed on
        return draw(fig, fmt, _measured(fig) if bbox_inches == "tight" else bbox_inches, **kwargs)

    pylabtools.print_figure = print_figure  # type: ignore[assignment]  # IPython has no types


def _measured(fig: Any) -> Any:  # noqa: ANN401 - matplotlib's figure and box have no types
    """Return the part of a figure, in inches, that holds all its artists; what lays itself out must be drawn for it."""
    import matplotlib as mpl  # noqa: PLC0415 - slow; only the server of kernels needs it

    if fig.get_layout_engine() is not None:
        return "tight"
    try:
        return fig.get_tightbbox(fig.canvas.get_renderer()).padded(mpl.rcParams["savefig.pad_inches"])
    except Exception:  # noqa: BLE001 - a learner's own artist can raise anything; it does so again where IPython says it
        return "tight"


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


def _looks_up(function: Callable[..., object]) -> str:
    return "" if "print_figure" in function.__code__.co_names else "does not call print_figure any more"


_MEASURE = "draw a figure once, not twice"
_FORGET = "let a forked kernel find its own settings"
PROMISES = (
    Promise("matplotlib", "matplotlib.pyplot:_draw_all_if_interactive", "draw a figure only to show it"),
    Promise("ipython", "IPython.core.pylabtools:print_figure", _MEASURE, ("fig", "fmt", "bbox_inches")),
    Promise("ipython", "IPython.core.pylabtools:select_figure_formats", _MEASURE, trial=_looks_up),
    Promise("matplotlib", "matplotlib:get_configdir", _FORGET, trial=_remembers),
    Promise("matplotlib", "matplotlib:get_cachedir", _FORGET, trial=_remembers),
)
