"""The canonical form of a chart: what it draws and what its words say, never its pixels."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes

PARTS = (
    *(
        "kind",
        "bars",
        "values",
        "lines",
        "points",
        "labels",
        "label texts",
        "title",
        "question",
        "title text",
        "limits",
    ),
    *("legend", "texts"),
)


def is_figure(answer: object) -> bool:
    """Tell whether an answer is a matplotlib figure, its axes, or something that holds such a figure."""
    return bool(_panels(answer))


def figure_form(answer: object, parts: Sequence[str]) -> str:
    """Return the canonical form of a figure.

    Args:
        answer: a figure, its axes, or an object with an attribute ``figure``.
        parts: what belongs to the form, some of ``PARTS``. ``bars`` counts them, ``values`` gives each bar's length by
            its label; ``labels`` and ``title`` tell whether they are there, ``question`` whether the title ends
            with a question mark, ``label texts`` and ``title text`` what they say.

    Returns:
        One line a panel, in the order in which the panels were made.
    """
    panels = _panels(answer)
    _settle(panels)
    lines = [f"figure of {len(panels)} panel{'s' if len(panels) > 1 else ''}"]
    return "\n".join([*lines, *("; ".join(_described(panel, parts)) for panel in panels)])


def _panels(answer: object) -> list[Axes]:
    """Return the panels of a figure; none when the answer is no figure. Matplotlib is not imported for that."""
    if "matplotlib.figure" not in sys.modules:
        return []
    from matplotlib.axes import Axes  # noqa: PLC0415 - matplotlib has been imported by whoever drew
    from matplotlib.figure import Figure  # noqa: PLC0415 - matplotlib has been imported by whoever drew

    if isinstance(answer, Axes):
        return [answer]
    figure = answer if isinstance(answer, Figure) else getattr(answer, "figure", None)
    return list(figure.axes) if isinstance(figure, Figure) else []


def _settle(panels: Sequence[Axes]) -> None:
    """Give the panels the size that they will have when they are drawn: how many ticks an axis has depends on it."""
    figure: Any = panels[0].figure
    while figure.figure is not figure:  # a part of a figure; matplotlib before 3.10 has no word for the whole
        figure = figure.figure
    if figure.get_layout_engine() is not None:
        # Only drawing knows; it takes as long as showing the chart does.
        figure.draw_without_rendering()
        return
    for panel in figure.axes:
        if panel.get_axes_locator() is None:
            panel.apply_aspect()


def _described(panel: Axes, parts: Sequence[str]) -> Iterator[str]:
    writers = {
        "kind": lambda: f"kind: {_kind(panel)}",
        "bars": lambda: f"bars: {', '.join(str(len(group)) for group in _bar_groups(panel)) or 0}",
        "values": lambda: f"values: {json.dumps(_values(panel), ensure_ascii=False, sort_keys=True)}",
        "lines": lambda: f"lines: {len(panel.lines)}",
        "points": lambda: f"points: {sum(len(marks.get_offsets()) for marks in _clouds(panel))}",
        "labels": lambda: f"x label: {_presence(panel.get_xlabel())}; y label: {_presence(panel.get_ylabel())}",
        "label texts": lambda: f"labels: {_quoted(panel.get_xlabel())}, {_quoted(panel.get_ylabel())}",
        "title": lambda: f"title: {_presence(_title(panel))}",
        "question": lambda: f"title asks: {_presence('?' if _title(panel).strip().endswith('?') else '')}",
        "title text": lambda: f"title: {_quoted(_title(panel))}",
        "limits": lambda: "limits: " + ", ".join(f"{end:.6g}" for end in (*panel.get_xlim(), *panel.get_ylim())),
        "legend": lambda: f"legend: {_legend(panel)}",
        "texts": lambda: f"texts: {len(panel.texts)}",
    }
    return (writers[part]() for part in PARTS if part in parts)


def counted(answer: object) -> dict[str, Any]:
    """Count what the first panel of a figure holds, for a task that asks for "at least".

    Args:
        answer: a figure, its axes, or an object with an attribute ``figure``.

    Returns:
        ``lanes`` (named places on the vertical axis), ``spans`` (horizontal marks with a beginning and an end),
        ``points``, ``steps`` (lines drawn as steps), ``texts`` (notes inside the chart); ``cells`` (rows and columns of
        the first picture); ``bars`` (the length of each) and ``highest`` (of each line), both in order of size;
        ``dates`` (the horizontal axis holds days), ``x label``, ``y label`` and ``title`` as True or False.

    Raises:
        TypeError: the answer is no figure.
    """
    panels = _panels(answer)
    if not panels:
        raise TypeError(f"Expected the chart, such as ax from ax = table.plot(); got a {type(answer).__name__}.")
    panel = panels[0]
    _settle(panels)
    heights: list[Any] = [line.get_ydata(orig=False) for line in panel.lines]
    return {
        "lanes": len({tick.get_text().strip() for tick in panel.get_yticklabels()} - {""}),
        "spans": _spans(panel),
        "points": sum(len(marks.get_offsets()) for marks in _clouds(panel)),
        "steps": sum(str(line.get_drawstyle()).startswith("steps") for line in panel.lines),
        "texts": len(panel.texts),
        "cells": _cells(panel),
        "bars": sorted(_place(bar, lying=lying)[1] for bar, lying in _bars(panel)),
        "highest": sorted(float(max(line_heights)) for line_heights in heights if len(line_heights)),
        "dates": "Date" in type(panel.xaxis.get_major_locator()).__name__ or hasattr(panel, "freq"),
        "x label": bool(panel.get_xlabel().strip()),
        "y label": bool(panel.get_ylabel().strip()),
        "title": bool(_title(panel).strip()),
    }


def _spans(panel: Axes) -> int:
    """Count what begins and ends on the horizontal axis: level lines, bars that lie, and stripes."""
    from matplotlib.collections import LineCollection, PolyCollection  # noqa: PLC0415 - matplotlib is there when this is called

    drawn: list[Any] = [line.get_xydata() for line in panel.lines]
    for artist in panel.collections:
        if isinstance(artist, LineCollection):
            drawn += artist.get_segments()
    level = [part for part in drawn if len(part) > 1 and part[0][1] == part[-1][1] and part[0][0] != part[-1][0]]
    stripes = [
        path for artist in panel.collections if isinstance(artist, PolyCollection) for path in artist.get_paths()
    ]
    lying = [bar for group in _bar_groups(panel) if group.orientation == "horizontal" for bar in group]
    in_groups = {bar for group in _bar_groups(panel) for bar in group}
    others = [patch for patch in panel.patches if patch not in in_groups]
    return len(level) + len(stripes) + len([bar for bar in lying if bar.get_width()]) + len(others)


def _cells(panel: Axes) -> list[int]:
    """Return the rows and columns of a heatmap; nothing when there is none."""
    from matplotlib.collections import QuadMesh  # noqa: PLC0415 - matplotlib is there when this is called

    meshes = [artist for artist in panel.collections if isinstance(artist, QuadMesh)]
    pictures: list[Any] = [*panel.images, *meshes]
    return list(pictures[0].get_array().shape[:2]) if pictures else []


def _presence(text: str) -> str:
    return "there" if text.strip() else "missing"


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _title(panel: Axes) -> str:
    return " ".join(filter(None, (panel.get_title(where) for where in ("left", "center", "right"))))


def _kind(panel: Axes) -> str:
    kinds = []
    if groups := _bar_groups(panel):
        lying = groups[0].orientation == "horizontal"
        stacked = any((bar.get_x() if lying else bar.get_y()) != 0 for group in groups for bar in group)
        kinds.append("stacked " * stacked + "horizontal " * lying + "bars")
    if panel.lines:
        steps = all(str(line.get_drawstyle()).startswith("steps") for line in panel.lines)
        kinds.append("steps" if steps else "lines")
    if _clouds(panel):
        kinds.append("points")
    return " and ".join(kinds) or "nothing that can be counted"


def _bar_groups(panel: Axes) -> list[Any]:
    from matplotlib.container import BarContainer  # noqa: PLC0415 - matplotlib is there when this is called

    return [group for group in panel.containers if isinstance(group, BarContainer)]


def _bars(panel: Axes) -> Iterator[tuple[Any, bool]]:
    """Return each bar, and whether it lies."""
    for group in _bar_groups(panel):
        yield from ((bar, group.orientation == "horizontal") for bar in group)


def _clouds(panel: Axes) -> list[Any]:
    from matplotlib.collections import PathCollection  # noqa: PLC0415 - matplotlib is there when this is called

    return [cloud for cloud in panel.collections if isinstance(cloud, PathCollection)]


def _values(panel: Axes) -> list[dict[str, float]]:
    """Return each group's bars by the label of their tick, so that another order of bars is the same chart."""
    return sorted(
        (_group_values(panel, group) for group in _bar_groups(panel)), key=lambda lengths: sorted(lengths.items())
    )


def _group_values(panel: Axes, group: Any) -> dict[str, float]:  # noqa: ANN401 - matplotlib's containers have no types
    lying = group.orientation == "horizontal"
    axis = panel.yaxis if lying else panel.xaxis
    names = dict(zip(axis.get_ticklocs(), (tick.get_text() for tick in axis.get_ticklabels()), strict=False))
    lengths = {}
    for bar in group:
        middle, length = _place(bar, lying=lying)
        nearest = min(names, key=lambda place: abs(place - middle), default=middle)
        lengths[names.get(nearest) or f"{middle:.6g}"] = float(f"{length:.9g}")
    return lengths


def _place(bar: Any, *, lying: bool) -> tuple[float, float]:  # noqa: ANN401 - matplotlib's bars have no types
    """Return a bar's middle and its length."""
    if lying:
        return bar.get_y() + bar.get_height() / 2, bar.get_width()
    return bar.get_x() + bar.get_width() / 2, bar.get_height()


def _legend(panel: Axes) -> str:
    legend = panel.get_legend()
    return ", ".join(sorted(_quoted(text.get_text()) for text in legend.get_texts())) if legend else "missing"
