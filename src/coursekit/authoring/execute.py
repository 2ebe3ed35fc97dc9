"""Run a notebook from a fresh kernel and store it with its outputs.

Lessons and masters are committed executed, because nbval compares nothing in a notebook without outputs. What is stored
is the same on every machine: no times, no widget state, no version of the machine's Python.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.authoring.run_mark import run_mark
from coursekit.checks.keys import AUTHOR, FOLDER_VARIABLE
from coursekit.course import find_course
from coursekit.internals.ipykernel_words import KERNELSPEC
from coursekit.quiz.shown import WIDGET_VIEW
from coursekit.words.chosen import ENGLISH, LANGUAGE_VARIABLE

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    import nbformat

CELL_TIMEOUT_S = 120
# A cell with this tag answers a question to guess first: its stored output is folded until the learner runs it.
GUESS_FIRST = "guess-first"


class ExecutionError(RuntimeError):
    """A cell of a notebook failed, so the notebook was left as it was."""


def execute(path: Path) -> None:
    """Run a notebook from top to bottom in its own folder and store it with its outputs.

    Args:
        path: the notebook; it is rewritten only when every cell ran.

    Raises:
        ExecutionError: a cell raised, or ran longer than two minutes.
    """
    # Loaded late: every command of the terminal passes through this module, and these take a second.
    import nbformat  # noqa: PLC0415 - takes a second, and every command passes by here
    from nbclient import NotebookClient  # noqa: PLC0415 - takes a second, and every command passes by here
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415 - takes a second, and every command passes by here

    from coursekit.internals.jupyter_kernels import encrypted  # noqa: PLC0415 - takes a second, and every command passes by here

    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["kernelspec"] = KERNELSPEC
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT_S,
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
        record_timing=False,
        config=encrypted(),
    )
    try:
        with _written_by_author(notebook):
            client.execute()
    except CellExecutionError as error:
        raise ExecutionError(f"{path.name} was not stored, because a cell failed.\n{error}") from error
    settle(notebook)
    if _is_master(notebook):
        notebook.metadata[find_course(path.resolve().parent).name] = run_mark(notebook)
    nbformat.write(notebook, path)


@contextmanager
def _written_by_author(notebook: nbformat.NotebookNode) -> Iterator[None]:
    """Let a notebook speak English, whatever the author's language.

    The checks of a master take its answers for the right ones: its outputs are what the key is made from.
    """
    given = {LANGUAGE_VARIABLE: ENGLISH} | ({FOLDER_VARIABLE: AUTHOR} if _is_master(notebook) else {})
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _is_master(notebook: nbformat.NotebookNode) -> bool:
    return any("nbgrader" in cell.metadata for cell in notebook.cells)


def settle(notebook: nbformat.NotebookNode) -> None:
    """Take out of a notebook what differs from run to run, and number its cells from the top.

    Args:
        notebook: an executed notebook; changed in place.
    """
    import nbformat  # noqa: PLC0415 - takes a second, and every command passes by here

    notebook.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": {"name": "python"}})
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        if cell.cell_type == "code":
            cell.outputs = list(_joined(_settled(output) for output in cell.outputs))
            _fold(cell)


def _fold(cell: nbformat.NotebookNode) -> None:
    """Fold the output of a cell that answers a question to guess first; JupyterLab unfolds it when the cell is run."""
    import nbformat  # noqa: PLC0415 - takes a second, and every command passes by here

    folded = cell.metadata.get("jupyter", {})
    folded.pop("outputs_hidden", None)
    if GUESS_FIRST in cell.metadata.get("tags", []):
        folded["outputs_hidden"] = True
        # Beside the three dots JupyterLab shows the first line of the first output, which would tell the answer;
        # an output that holds nothing has no such line, and nbval compares nothing of it.
        cell.outputs.insert(0, nbformat.v4.new_output("display_data", data={}))
    if folded:
        cell.metadata["jupyter"] = folded
    else:
        cell.metadata.pop("jupyter", None)


def _joined(outputs: Iterable[nbformat.NotebookNode]) -> Iterator[nbformat.NotebookNode]:
    """Join what was printed without anything between: a kernel sends it in as many parts as its moments allow."""
    last: nbformat.NotebookNode | None = None
    for output in outputs:
        if last is not None and output.get("name") and output.get("name") == last.get("name"):
            last["text"] += output["text"]
            continue
        if last is not None:
            yield last
        last = output
    if last is not None:
        yield last


def _settled(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop the link to a widget that lived in the kernel: a stored one points at nothing."""
    output.get("data", {}).pop(WIDGET_VIEW, None)
    return output


def add_execute_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``execute``."""
    parser = subparsers.add_parser("execute", help="run notebooks from a fresh kernel and store their outputs")
    parser.add_argument("paths", nargs="+", type=Path, help="notebooks, or folders of notebooks")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    failed = 0
    for path in _notebooks(arguments.paths):
        try:
            execute(path)
            print(f"stored {path}")  # noqa: T201 - a command speaks on the terminal
        except ExecutionError as error:
            failed += 1
            print(error, file=sys.stderr)  # noqa: T201 - a command speaks on the terminal
    return 1 if failed else 0


def _notebooks(paths: list[Path]) -> list[Path]:
    return [notebook for path in paths for notebook in (sorted(path.glob("*.ipynb")) if path.is_dir() else [path])]
