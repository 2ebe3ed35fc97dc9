"""The door of the course says in plain words what is wrong with a port or a Python."""

from __future__ import annotations

import importlib.util
import json
import re
import socket
import subprocess
import sys
import types
from typing import TYPE_CHECKING, Any

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets.config import Config

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


@pytest.fixture(scope="module")
def noxfile(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("noxfile", root / "noxfile.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Stopped(Exception):  # noqa: N818 - stands for nox's own stop
    """The session was stopped with a message."""


class Session:
    """As much of a nox session as the door uses: arguments, a name, a way to stop; it writes down what is done."""

    name = "lab"

    def __init__(self, *posargs: str, folder: Path | None = None) -> None:
        self.posargs = list(posargs)
        self.virtualenv = types.SimpleNamespace(location=str(folder))
        self.steps: list[str] = []
        self.installs: list[tuple[str, ...]] = []

    def log(self, message: str) -> None:
        self.steps.append(message)

    def install(self, *arguments: str) -> None:
        self.steps.append(f"install {arguments[-1]}")
        self.installs.append(arguments)

    def run(self, *arguments: str, env: dict[str, str] | None = None) -> None:
        self.steps.append(f"run {' '.join(arguments)} {env}")

    def create_tmp(self) -> str:
        return str(self.virtualenv.location)

    def error(self, message: str) -> None:
        raise Stopped(message)


@pytest.mark.parametrize(
    ("arguments", "port"),
    [
        ([], None),
        (["--no-browser"], None),
        (["--port", "8899"], "8899"),
        (["--port=8899", "--no-browser"], "8899"),
        (["--no-browser", "--port"], ""),
    ],
)
def test_the_port_is_read_from_the_arguments(noxfile: ModuleType, arguments: list[str], port: str | None) -> None:
    assert noxfile.asked_port(arguments) == port


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(noxfile: ModuleType, port: str) -> None:
    with pytest.raises(Stopped, match="takes a number from 1 to 65535"):
        noxfile.refuse_taken_port(Session(f"--port={port}"))


def test_an_old_python_is_refused(noxfile: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(Stopped, match=r"needs Python 3\.11 or newer; this is Python 3\.10\.13.*python -m nox -s lab"):
        noxfile.refuse_old_python(Session())


def test_a_taken_port_is_refused_by_the_real_command(root: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command: list[Any] = [sys.executable, "-m", "nox", "--envdir", tmp_path, "-s", "lab", "--", "--port", str(port)]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode != 0
    assert f"Port {port} is used by another program" in done.stdout + done.stderr
    assert f"nox -s lab -- --port {port % 65535 + 1}" in done.stdout + done.stderr


def test_s2_11_the_door_says_what_it_does_before_each_wait(noxfile: ModuleType, tmp_path: Path) -> None:
    session = Session(folder=tmp_path)
    noxfile.lab.func(session)
    first, *installs, second, run = session.steps
    assert "The first time takes 1 to 5 minutes" in first
    assert [step.split()[0] for step in installs] == ["install", "install"]
    assert "JupyterLab opens in your browser" in second
    assert run.startswith("run jupyter lab ")


@pytest.mark.parametrize("name", ["site", "classroom"])
def test_pip_takes_what_a_session_with_an_extra_asks_of_it(
    noxfile: ModuleType, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(root)
    session = Session(folder=tmp_path)
    getattr(noxfile, name).func(session)
    assert session.steps[-1].startswith("run thirteenth ")
    for arguments in session.installs:
        # All of it is here, so pip only says whether it would.
        ask = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "--no-deps", *arguments]
        said = subprocess.run(ask, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
        assert said.returncode == 0, said.stderr


def test_s2_11_the_readme_leads_a_newcomer_from_a_terminal_to_the_first_lesson(root: Path) -> None:
    door = (root / "README.md").read_text(encoding="utf-8").split("## Open the course")[1].split("\n## ")[0]
    steps = re.findall(r"^(\d)\. \*\*(.+?)\*\*", door, flags=re.MULTILINE)
    assert steps == [("1", "Open a terminal in that folder."), ("2", "Type this line and press Enter."), ("3", "Wait.")]
    assert "Download ZIP" in door.split("1. **")[0]
    for system in ("Windows", "macOS", "Linux"):
        assert door.count(system) > 1, "how to open a terminal, and what Python is called there"
    assert door.index("python -m pip install nox && python -m nox -s lab") < door.index("pipx")
    assert "1 to 5 minutes" in door.split("3. **")[1]
    (picture,) = re.findall(r"\]\((.+?\.svg)\)", door)
    assert (root / picture).read_text(encoding="utf-8").lstrip().startswith("<svg")


def test_a_page_made_of_a_saved_lesson_holds_its_questions(noxfile: ModuleType, tmp_path: Path) -> None:
    noxfile.set_up(Session(folder=tmp_path))
    view = {"version_major": 2, "version_minor": 0, "model_id": "a"}
    shown = {"text/html": "<p>Who was in?</p>", "application/vnd.jupyter.widget-view+json": view}
    cell = new_code_cell("quiz.ask()", outputs=[new_output("display_data", data=shown)])
    notebook = new_notebook(cells=[cell])
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {}}}}
    for program in ("server", "nbconvert"):
        settings = json.loads((tmp_path / f"etc/jupyter/jupyter_{program}_config.json").read_text(encoding="utf-8"))
        page, _ = HTMLExporter(config=Config(settings)).from_notebook_node(notebook)
        assert "<p>Who was in?</p>" in page
