"""A real JupyterLab, and a real Chromium that a test drives as a learner would."""

from __future__ import annotations

import ast
import contextlib
import csv
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import nbformat
import pytest

from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize

ROOT = Path(__file__).resolve().parents[2]
START_S = 180
# Without windowing every cell is in the page, so a test can find it.
ALSO = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
READY = """async () => {
  const app = window.jupyterapp;
  await app.started; await app.restored;
  const panel = app.shell.currentWidget;
  await panel.context.ready; await panel.sessionContext.ready;
  while (!panel.sessionContext.session?.kernel) await new Promise(resolve => setTimeout(resolve, 50));
  const kernel = panel.sessionContext.session.kernel;
  await kernel.info;
  while (kernel.status !== 'idle') await new Promise(resolve => setTimeout(resolve, 50));
}"""
# Changes and dialogs that a failed test has left behind ask no question, and what runs under the notebook's name ends.
INSTEAD = """async path => {
  const { commands, shell } = window.jupyterapp;
  document.querySelectorAll('.jp-Dialog button.jp-mod-reject').forEach(button => button.click());
  const panel = shell.currentWidget;
  panel.context.model.dirty = false;
  await panel.sessionContext.shutdown();
  await commands.execute('application:close-all');
  localStorage.clear();
  await commands.execute('docmanager:open', { path, factory: 'Notebook' });
}"""
RUN_ALL = """async () => {
  await window.jupyterapp.commands.execute('notebook:run-all-cells');
  const cells = window.jupyterapp.shell.currentWidget.context.model.sharedModel.cells;
  return cells.filter(cell => cell.cell_type === 'code').flatMap(
    cell => cell.getOutputs().filter(output => output.output_type === 'error').map(output => output.evalue));
}"""

# The page that is kept has a workspace of its own: a test that loads its page anew finds there what itself has left.
KEPT = "lab/workspaces/kept"
WINDOW: ViewportSize = {"width": 1280, "height": 900}
ADDRESS = "http://127.0.0.1:1/page"
MODEL = """async ([script, state]) => {
  const heard = {};
  const model = {
    sent: [],
    get: name => state[name],
    set: (name, value) => { state[name] = value; },
    save_changes: () => {},
    on: (name, then) => { (heard[name] ??= []).push(then); },
    off: (name, then) => { heard[name] = (heard[name] ?? []).filter(other => other !== then); },
    send: message => model.sent.push(message),
  };
  window.tell = (name, value) => { state[name] = value; (heard[`change:${name}`] ?? []).forEach(then => then()); };
  window.model = model;
  const made = await import(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
  const el = document.createElement('div');
  document.body.append(el);
  window.leave = (await made.default.render({ model, el })) ?? (() => {});
}"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab on a copy of the course.

    Attributes:
        course: the copy's folder.
        url: the server's address.
        token: what opens it.
    """

    course: Path
    url: str
    token: str

    def open(self, page: Page, notebook: str) -> None:
        """Load JupyterLab with a notebook and wait until its kernel is idle."""
        self._load(page, KEPT if KEPT in page.url else "lab", notebook)

    def _load(self, page: Page, workspace: str, notebook: str) -> None:
        page.goto(f"{self.url}/{workspace}/tree/{notebook}?token={self.token}&reset")
        self.until_ready(page)

    def until_ready(self, page: Page) -> None:
        """Wait until the page's notebook is open and its kernel idle."""
        page.wait_for_function("window.jupyterapp && window.jupyterapp.shell.currentWidget")
        page.evaluate(READY)

    def open_instead(self, page: Page, notebook: str) -> None:
        """Open a notebook in place of the one that is open; JupyterLab itself, the slowest part, is loaded once."""
        if not page.url.startswith(self.url):
            self._load(page, KEPT, notebook)
            return
        page.evaluate(INSTEAD, notebook)
        page.evaluate(READY)

    def save(self, page: Page) -> None:
        """Save the open notebook and wait until it is on the disk."""
        page.keyboard.press("ControlOrMeta+s")
        page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")

    def replace_text(self, page: Page, cell: Locator, text: str) -> None:
        """Select all that a cell's editor holds and put a text in its place."""
        cell.locator(".cm-content").click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text(text)

    def hand_in(self, saved: str, sheet: str, folder: Path) -> dict[str, str]:
        """Hand a saved sheet in under a sheet's name, have it graded, and return the outcomes of its tasks."""
        handed = folder / "in" / "Ada" / sheet
        handed.parent.mkdir(parents=True)
        shutil.copy(self.course / saved, handed)
        assert main(["grade", str(folder / "in"), "--out", str(folder / "out")]) == 0
        with (folder / "out" / "items.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["grade_id"]: row["outcome"] for row in csv.DictReader(file)}

    def write(self, notebook: str, *sources: str) -> str:
        """Put a notebook with these code cells into the course and return its path there."""
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), self.course / notebook)
        return notebook


@pytest.fixture(scope="session")
def run_all() -> Callable[[Page], None]:
    """Run every cell of the open notebook; a cell that fails, fails the test."""

    def run(page: Page) -> None:
        errors: list[str] = page.evaluate(RUN_ALL)
        assert errors == []

    return run


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a copy of the course, with a private home, as on a machine that has never seen it."""
    home = tmp_path_factory.mktemp("home")
    course = home / "course"
    for part in ("notebooks", "data", "exercises"):
        if (ROOT / part).exists():
            shutil.copytree(ROOT / part, course / part)
    for name, content in _settings().items():
        path = home / "settings" / f"{name.replace(':', '/')}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")
    token = secrets.token_hex(16)
    with (home / "lab.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(_command(token), cwd=course, env=_environment(home), stdout=log, stderr=log)
        try:
            yield Lab(course, _address(server, home), token)
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh browser."""
    with _page_of(browser) as page:
        yield page


@pytest.fixture(scope="session")
def jupyterlab(browser: Browser) -> Iterator[Page]:
    """One page for all tests that do not themselves load JupyterLab, as a learner keeps it open."""
    with _page_of(browser) as page:
        yield page


@pytest.fixture
def same_page(jupyterlab: Page) -> Page:
    """The page that is kept, with a window of its first size; ``Lab.open_instead`` opens a notebook in it."""
    jupyterlab.set_viewport_size(WINDOW)
    return jupyterlab


@contextlib.contextmanager
def _page_of(browser: Browser) -> Iterator[Page]:
    """A page that reaches nothing but this machine; a request elsewhere fails the test."""
    context = browser.new_context(viewport=WINDOW)
    outside: list[str] = []

    def only_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_here)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()
    assert outside == []


@pytest.fixture
def draw(page: Page) -> Callable[..., None]:
    """Draw a widget's script in a plain page, with a model that stands in for the kernel: quick, without JupyterLab.

    Keywords go over the widget's state. ``window.tell(name, value)`` speaks for the kernel, ``window.model.sent`` is
    what the page said.
    """

    def drawn(widget: Any, **state: object) -> None:  # noqa: ANN401 - any anywidget
        head = "<!doctype html><html lang='en'><meta charset='utf-8'><title>A widget</title>"
        body = f"{head}<style>{widget._css}</style><body>"
        page.route(ADDRESS, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
        page.goto(ADDRESS)
        named = {name: getattr(widget, name) for name in widget.keys if not name.startswith("_")}
        plain = json.loads(json.dumps(named, default=str))
        page.evaluate(MODEL, [str(widget._esm), {**plain, **state}])

    return drawn


def _settings() -> dict[str, dict[str, Any]]:
    """Return the settings that ``nox -s lab`` gives to its learners, and what a test needs beside them."""
    statements = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8")).body
    given = next(
        node.value
        for node in statements
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "LAB_SETTINGS"
    )
    settings: dict[str, dict[str, Any]] = ast.literal_eval(given)
    return {name: {**settings.get(name, {}), **ALSO.get(name, {})} for name in {**settings, **ALSO}}


def _command(token: str) -> list[str]:
    return [
        # The server picks a port itself: one that a test looks up first may be taken a moment later.
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.port=0", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", f"--IdentityProvider.token={token}"),
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]


def _environment(home: Path) -> dict[str, str]:
    private = {
        "HOME": str(home),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THIRTEENTH_", "JUPYTER"))}
    return {**kept, **private}


def _address(server: subprocess.Popen[Any], home: Path) -> str:
    """Where the server says that it listens, once it answers there."""
    until = time.monotonic() + START_S
    while time.monotonic() < until and server.poll() is None:
        for told in (home / "runtime").glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):
                address = f"http://127.0.0.1:{json.loads(told.read_text(encoding='utf-8'))['port']}"
                urllib.request.urlopen(f"{address}/api", timeout=1).close()  # noqa: S310 - our own server
                return address
        time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{(home / 'lab.log').read_text(encoding='utf-8')[-3000:]}")
