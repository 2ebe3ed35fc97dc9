"""Runs in a browser's Python: each code cell of a notebook in a fresh shell; gives the texts that it showed."""

import json
import os
import sys

import matplotlib as mpl
import pandas as pd
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output


def run(path: str) -> str:
    """Run a notebook; return a list with, for each code cell, its text outputs and the error that ended it."""
    os.chdir(os.path.dirname(path))  # noqa: PTH120 - plain words for a plain Python
    for name in [name for name in sys.modules if name.split(".")[0] in {"coursekit", "thirteenth"}]:
        del sys.modules[name]
    # Each notebook has a kernel of its own: a lesson's look of charts is not the next notebook's.
    mpl.rcdefaults()
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    # As in a notebook: pandas would measure a terminal.
    pd.set_option("display.max_columns", 20)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - plain words for a plain Python
        cells = [cell for cell in json.load(file)["cells"] if cell["cell_type"] == "code"]
    return json.dumps([_ran(shell, "".join(cell["source"])) for cell in cells])


def _ran(shell: InteractiveShell, source: str) -> dict[str, object]:
    with capture_output() as captured:
        done = shell.run_cell(source, store_history=True)
    error = done.error_before_exec or done.error_in_exec
    texts = [output.data.get("text/plain", "") for output in captured.outputs]
    if done.result is not None and shell.display_formatter:
        texts.append(shell.display_formatter.format(done.result)[0].get("text/plain", ""))
    words = f"{type(error).__name__}: {error}" if error else ""
    return {"stream": captured.stdout, "texts": texts, "error": words}
