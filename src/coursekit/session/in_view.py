"""What a learner has just run stands in view, and charts are dark on a dark page.

A widget without a face brings a script and a style into the page. An output with a script would be stored in the
notebook; this leaves nothing there, and each cell is followed, whatever it shows. A program that runs a notebook names
no cells and gets no script.
"""

from __future__ import annotations

import contextlib
import json
from importlib import resources
from typing import Any

from coursekit.session import apart

_kept: dict[int, Any] = {}


def install(shell: Any) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Send the script after the first cell that a page runs; once a session.

    Args:
        shell: IPython's shell.
    """
    if id(shell) in _kept:
        return
    _kept[id(shell)] = None

    def send(result: Any) -> None:  # noqa: ANN401 - IPython's ExecutionResult
        if apart.is_graded() or not getattr(result.info, "cell_id", None):
            return
        shell.events.unregister("post_run_cell", send)
        # A browser's Python may have no widgets.
        with contextlib.suppress(ImportError):
            _kept[id(shell)] = _script()

    shell.events.register("post_run_cell", send)


def _script() -> Any:  # noqa: ANN401 - a widget, whose package is loaded only here
    import anywidget  # noqa: PLC0415 - after the first cell has shown what it has

    here = resources.files("coursekit.session")
    cells, in_view, style = (
        here.joinpath(name).read_text(encoding="utf-8") for name in ("cells.js", "in_view.js", "charts.css")
    )
    # A style of its own comes with a widget's face only.
    return anywidget.AnyWidget(_esm=f"const STYLE = {json.dumps(style)};\n{cells}{in_view}")
