"""Run one cell of a notebook again, on a copy of the tables, in this process and without a kernel."""

from __future__ import annotations

import ast
import contextlib
import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from thirteenth import quiz

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
# Behind this line a master's cell tells its hints; the answer stands before it.
AUTHOR = "from thirteenth.checks.author import"


def copy_of_the_tables(folder: Path) -> Path:
    """Copy what a notebook reads: the tables, the questions and the course's file."""
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copy(ROOT / "course.toml", folder)
    (folder / "notebooks").mkdir()
    return folder


@contextlib.contextmanager
def changed(folder: Path, table: str, row: str, column: str, value: str) -> Iterator[None]:
    """Put a value into one cell of a copied table, and the old one back afterwards."""
    path = folder / "data" / f"{table}.csv"
    before = path.read_bytes()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = dict(part.split("=") for part in row.split(";"))
    (found,) = (entry for entry in rows if all(entry[name] == wanted for name, wanted in keys.items()))
    assert found[column] != value, "the value is there already"
    found[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    try:
        yield
    finally:
        path.write_bytes(before)


def cells_of(notebook: str) -> list[dict[str, Any]]:
    """Return the code cells of the one notebook whose path begins so, such as ``notebooks/02``."""
    (path,) = ROOT.glob(f"{notebook}-*.ipynb")
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"]).partition(AUTHOR)[0]


def the_cell(notebook: str, piece: str) -> int:
    """Return the place of the first code cell that holds a piece of code."""
    found = [place for place, cell in enumerate(cells_of(notebook)) if piece in source(cell)]
    assert found, f"{notebook}: no cell holds {piece!r}"
    return found[0]


def shown_again(folder: Path, notebook: str, piece: str) -> str:
    """Return what the cell shows now, on the tables of a folder.

    The cells before it run too, without their last line where that only shows something.
    """
    cells, place = cells_of(notebook), the_cell(notebook, piece)
    out = io.StringIO()
    names: dict[str, Any] = {"display": lambda thing: out.write(text_of(thing))}
    with (
        contextlib.chdir(folder / "notebooks"),
        pd.option_context("display.max_colwidth", None),
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
    ):
        for name, instead in (("ask", list), ("rate", list), ("my_ratings", dict)):
            patch.setattr(quiz, name, lambda *_, made=instead: made())
        for cell in cells[:place]:
            run(source(cell), names, show=False)
            names |= {"check": lambda *_args, **_options: None}
        out.seek(out.truncate(0))
        names["check"] = lambda _, answer, **_options: out.write(str(answer))
        out.write(text_of(run(source(cells[place]), names, show=True)))
    plt.close("all")
    return plain(out.getvalue())


def run(code: str, names: dict[str, Any], *, show: bool) -> object:
    """Run a cell and return the value of its last line; without ``show`` a line that only shows is left out."""
    body = ast.parse(code).body
    last = body[-1] if body else None
    before = body[:-1] if isinstance(last, ast.Expr) else body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)  # noqa: S102 - the course's own cells
    if not show or not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307 - the course's own cells


def text_of(thing: object) -> str:
    """Return the text in which a notebook would show a value, tables at full width."""
    if isinstance(thing, pd.DataFrame | pd.Series):
        return f" {thing.to_string()} "
    if thing is None or thing == []:
        return ""
    return bundle(thing._repr_mimebundle_()) if hasattr(thing, "_repr_mimebundle_") else str(thing)


def bundle(data: dict[str, Any]) -> str:
    return " ".join("".join(data.get(mime, "")) for mime in ("text/plain", "text/html"))


def plain(text: str) -> str:
    """Return a text in one line, without marks of HTML."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())
