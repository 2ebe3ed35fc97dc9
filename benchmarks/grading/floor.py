"""The floor: run the cells of merged notebooks, one after the other, in a Python process that is warm already.

``python -m benchmarks.grading.floor FOLDER`` prints the seconds. No kernel, no room, no message, no comparison: only
IPython, which runs the cells and makes what they show. What the grader spares its kernels, slow digests and a figure
drawn twice, is spared here too.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.pylabtools import activate_matplotlib
from IPython.utils.capture import capture_output
from matplotlib_inline.backend_inline import configure_inline_support

from coursekit.grading.assignments.course_files import find_masters
from coursekit.grading.assignments.masters import load_masters

BACKEND = "module://matplotlib_inline.backend_inline"


def cells(path: Path) -> list[str]:
    """Return the sources of a notebook's code cells."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(shell: InteractiveShell, sources: list[str]) -> tuple[float, int]:
    """Run the cells of one notebook, then forget what they made.

    Returns:
        The seconds that the cells took, and how many things they showed.
    """
    shown = 0
    begun = time.perf_counter()
    for source in sources:
        with capture_output() as captured:
            shell.run_cell(source, store_history=False)
        shown += len(captured.outputs)
    seconds = time.perf_counter() - begun
    plt.close("all")
    shell.reset(new_session=False)
    return seconds, shown


def use_quick_keys(folder: Path) -> None:
    """Let checks find the keys that the grader makes for its kernels."""
    folder.mkdir(exist_ok=True)
    for sheet, master in load_masters(find_masters()).items():
        (folder / f"{sheet}.json").write_text(master.key, encoding="utf-8")
    os.environ["THIRTEENTH_CHECKS"] = str(folder)


def main(folder: Path) -> None:
    """Run them all once to be warm, then once for the clock."""
    shell = InteractiveShell.instance()
    # What %matplotlib inline does: a figure is drawn and shown when its cell has run.
    activate_matplotlib(BACKEND)
    configure_inline_support(shell, BACKEND)
    pd.DataFrame({"warm": [1]}).plot()
    plt.close("all")
    plt._draw_all_if_interactive = lambda: None  # noqa: SLF001 - as in a warm kernel
    notebooks = [cells(path) for path in sorted(folder.glob("*.ipynb"))]
    use_quick_keys(folder.parent / "quick-keys")
    os.chdir(folder)
    run(shell, notebooks[0])
    runs = [run(shell, sources) for sources in notebooks]
    # Every sheet ends with a figure; a floor that draws none would be too low.
    if not all(shown for _, shown in runs):
        raise RuntimeError("a notebook showed nothing")
    print(sum(seconds for seconds, _ in runs))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
