"""The course's look for charts that a notebook draws by hand, with pandas or matplotlib, beside the course's own."""

from __future__ import annotations

import sys
from typing import Any

import matplotlib as mpl
from matplotlib.rcsetup import cycler

from coursekit.internals.ipython_shell import current_shell
from coursekit.session import apart
from thirteenth.charts import style

# A sheet imports this first.
CHECKS = "coursekit.checks.checking"
LOOK: Any = {
    "figure.figsize": (8.0, 3.6),
    "font.size": 11,
    "axes.prop_cycle": cycler(color=[style.BLUE, style.AMBER, style.TEAL, style.VIOLET, style.BROWN]),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": style.QUIET,
    "axes.labelcolor": style.INK,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": style.GRID,
    "lines.linewidth": 2.4,
    "xtick.color": style.INK,
    "ytick.color": style.INK,
    "ytick.major.size": 0,
}


def dress() -> None:
    """Give what this notebook draws by hand the course's look.

    A sheet keeps matplotlib's own look, at home and while it is graded: how many ticks an axis has depends on a chart's
    size, and some checks read them.
    """
    if current_shell() is not None and not apart.is_graded() and CHECKS not in sys.modules:
        mpl.rcParams.update(LOOK)
