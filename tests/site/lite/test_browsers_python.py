"""Every lesson and every sheet runs unchanged in a browser's Python, and says what it says in JupyterLab."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.site.lite.conftest import HERE, Handler, opened_in
from tests.site.questions.serving import served

from coursekit.course import find_course
from coursekit.site.lite.build import COMPILED, stage_contents, write_wheels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("browser's python")
ROOT = Path(__file__).parents[3]
LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SHEETS = sorted(path.name for path in (ROOT / "solutions").glob("*.ipynb"))
BEGIN = """async ({ packages, runner }) => {
  const python = await loadPyodide({ indexURL: "/pyodide/", packages });
  const packed = await (await fetch("/course.zip")).arrayBuffer();
  python.unpackArchive(packed, "zip", { extractDir: "/course" });
  python.runPython(runner);
  globalThis.runNotebook = (path) => python.runPython(`run("${path}")`);
}"""


@pytest.fixture(scope="module")
def run(
    pyodide: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Callable[[str], list[dict[str, Any]]]]:
    """Return what runs a notebook of the course in the browser and gives what each code cell showed."""
    assert pyodide.is_dir()
    folder = tmp_path_factory.mktemp("browser")
    course = find_course(ROOT)
    stage_contents(course, folder / "course")
    shutil.copytree(ROOT / "solutions", folder / "course" / "solutions")
    for sheet in (folder / "course" / "solutions").glob("*.ipynb"):
        shutil.copy(sheet, folder / "course" / "exercises" / f"answered-{sheet.name}")
    shutil.make_archive(str(folder / "course"), "zip", folder / "course")
    (folder / "wheels").mkdir()
    wheels = write_wheels(ROOT, folder / "wheels")
    shutil.copy(HERE / "pyodide.html", folder)
    packages = [*COMPILED, "ipython", "sqlite3", *(f"/wheels/{name}" for name in wheels)]
    with served(folder, Handler) as address, opened_in(browser) as page:
        page.goto(f"{address}/pyodide.html")
        runner = (HERE / "run_notebook.py").read_text(encoding="utf-8")
        page.evaluate(BEGIN, {"packages": packages, "runner": runner})

        def run_notebook(path: str) -> list[dict[str, Any]]:
            ran: list[dict[str, Any]] = json.loads(page.evaluate("(path) => runNotebook(path)", f"/course/{path}"))
            return ran

        yield run_notebook


def stored(folder: str, name: str) -> list[dict[str, Any]]:
    notebook = json.loads((ROOT / folder / name).read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def texts_of(cell: dict[str, Any]) -> list[str]:
    """Return the texts that a cell showed; a picture drawn by hand, and what only folds an output, have none."""
    shown = ["".join(output["data"].get("text/plain", "")) for output in cell["outputs"] if "data" in output]
    return [text for text in shown if text and not text.startswith("<Figure")]


def plain(text: str) -> list[str]:
    """Return a text's lines without what pandas 2.2 does in another way: the order of equals, and the name of texts."""
    return sorted(re.sub(r"dtype: (object|str)$", "dtype: text", line) for line in text.splitlines())


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_and_says_the_same(run: Callable[[str], list[dict[str, Any]]], name: str) -> None:
    cells = stored("notebooks", name)
    ran = run(f"notebooks/{name}")
    assert len(ran) == len(cells)
    assert [cell["error"] for cell in ran if cell["error"]] == []
    compared = [(found["texts"], texts_of(cell)) for found, cell in zip(ran, cells, strict=True)]
    for found, wanted in compared:
        assert list(map(plain, found)) == list(map(plain, wanted))


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_s_checks_say_right(run: Callable[[str], list[dict[str, Any]]], name: str) -> None:
    ran = run(f"exercises/answered-{name}")
    cells = stored("solutions", name)
    assert [cell["error"] for cell in ran if cell["error"]] == []
    checks = [
        found["stream"]
        for found, cell in zip(ran, cells, strict=True)
        if cell["metadata"].get("nbgrader", {}).get("grade")
    ]
    assert checks
    assert all("Right." in said for said in checks)
