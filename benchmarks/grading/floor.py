"""The floor: run the cells of merged notebooks, one after the other, in a Python process that is warm already.

``python -m benchmarks.grading.floor FOLDER`` prints the seconds. No kernel, no room, no message, no comparison: only
IPython, which runs the cells and makes what they show.
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

BACKEND = "module://matplotlib_inline.backend_inline"


def cells(path: Path) -> list[str]:
    """Return the sources of a notebook's code cells."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def run(shell: InteractiveShell, sources: list[str]) -> int:
    """Run the cells of one notebook, forget what they made, and return how many things they showed."""
    shown = 0
    for source in sources:
        with capture_output() as captured:
            shell.run_cell(source, store_history=False)
        shown += len(captured.outputs)
    plt.close("all")
    shell.reset(new_session=False)
    return shown


def main(folder: Path) -> None:
    """Run them all once to be warm, then once for the clock."""
    shell = InteractiveShell.instance()
    # What %matplotlib inline does: a figure is drawn and shown when its cell has run.
    activate_matplotlib(BACKEND)
    configure_inline_support(shell, BACKEND)
    pd.DataFrame({"warm": [1]}).plot()
    plt.close("all")
    notebooks = [cells(path) for path in sorted(folder.glob("*.ipynb"))]
    os.chdir(folder)
    run(shell, notebooks[0])
    begun = time.perf_counter()
    # Every sheet ends with a figure; a floor that draws none would be too low.
    if not all(run(shell, sources) for sources in notebooks):
        raise RuntimeError("a notebook showed nothing")
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
