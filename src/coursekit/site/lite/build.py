"""Build the JupyterLite that a page's "Run this lesson" opens: the course's notebooks, data and library inside."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.authoring.bundle import bundled_files
from coursekit.course import FILE
from coursekit.site.lite.faults import LiteError
from coursekit.site.lite.wheels import write_own_wheel, write_pure_wheel
from coursekit.words.scripts import with_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.course import Course

FOLDER = "lite"
WHEELS = "wheels"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
# Where a reader's browser gets Python from: Pyodide's public address; this JupyterLite was made for its version 0.27.
PYODIDE = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/pyodide.js"
# What Pyodide has of what the library needs; it is loaded while the notebook opens, not at the first import.
COMPILED = ("numpy", "pandas", "matplotlib", "pillow", "traitlets", "packaging")
# What it lacks, or has only beside a compiled part that the library can do without.
PURE = ("PyYAML", "fastjsonschema", "psygnal", "anywidget", "ipywidgets", "comm", "typing_extensions")
# From where the kernel's worker lies (extensions/@jupyterlite/pyodide-kernel-extension/static) to the JupyterLite.
FROM_WORKER = "../../../.."
WATCH = '<script type="module" src="../watch.js"></script>'
APPS = ("notebooks", "lab")
# A long lesson scrolls without jumping.
LAB_SETTINGS = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "defer"}}
ABOUT_ANSWERS = "Your answers in this browser are kept in this folder, in learner.jsonl.\n"
KERNELSPEC = {"display_name": "Python (in this browser)", "language": "python", "name": "python"}


def build_lite(course: Course, out: Path, pyodide: str = PYODIDE) -> Path:
    """Build the JupyterLite of a course.

    Args:
        course: the course.
        out: the site's folder; what stands in its ``lite`` is replaced when the new one is complete.
        pyodide: the address of ``pyodide.js``, whole or from the JupyterLite's own folder.

    Returns:
        The folder, ``out/lite``.

    Raises:
        LiteError: JupyterLite is not installed, or could not build; the message has what it said.
    """
    if find_spec("jupyterlite_core") is None:
        raise LiteError("JupyterLite is not installed. Install it with: python -m pip install '.[site]'")
    with tempfile.TemporaryDirectory(prefix="lite-") as name:
        work = Path(name)
        stage_contents(course, work / "contents")
        wheels = write_wheels(course.path(), work)
        settings = json.dumps(_settings(course, pyodide, wheels))
        (work / "jupyter-lite.json").write_text(settings, encoding="utf-8")
        (work / "overrides.json").write_text(json.dumps(LAB_SETTINGS), encoding="utf-8")
        _run(work)
        built = work / "built"
        (built / WHEELS).mkdir()
        for wheel in wheels:
            shutil.move(work / wheel, built / WHEELS / wheel)
        _add_watch(built)
        target = out / FOLDER
        shutil.rmtree(target, ignore_errors=True)
        out.mkdir(parents=True, exist_ok=True)
        shutil.move(built, target)
    return target


def _add_watch(built: Path) -> None:
    """Put our script beside JupyterLite, and into its pages."""
    script = resources.files(__package__ or "").joinpath("watch.js").read_text(encoding="utf-8")
    (built / "watch.js").write_text(with_words(script), encoding="utf-8")
    for app in APPS:
        page = built / app / "index.html"
        html = page.read_text(encoding="utf-8")
        page.write_text(html.replace("</head>", f"{WATCH}</head>", 1), encoding="utf-8")


def stage_contents(course: Course, contents: Path) -> None:
    """Copy what a reader runs: lessons, sheets with their keys, tables and questions; no source, no master.

    Args:
        course: the course.
        contents: the folder to fill.
    """
    folders = course.folders
    wanted = (folders.lessons, folders.sheets, folders.data, folders.questions)
    for path in bundled_files(course.path(), course):
        place = path.relative_to(course.path())
        if place.name == FILE or any(place.is_relative_to(folder) for folder in wanted):
            target = contents / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_for_a_browser(path))
    # The folder must be there before the first answer is.
    about = contents / folders.answers / "about.txt"
    about.parent.mkdir()
    about.write_text(ABOUT_ANSWERS, encoding="utf-8")


def _for_a_browser(path: Path) -> bytes:
    """Return a file's bytes; a notebook names the one kernel that a browser has, so that nobody is asked for it."""
    if path.suffix != ".ipynb":
        return path.read_bytes()
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["kernelspec"] = KERNELSPEC
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def write_wheels(source: Path, folder: Path) -> list[str]:
    """Write the wheels that a browser's Python lacks.

    Args:
        source: the folder with the library's ``pyproject.toml``.
        folder: where they go.

    Returns:
        Their file names, in the order in which they are loaded.

    Raises:
        LiteError: one could not be made.
    """
    own = write_own_wheel(source, folder)
    return [*(write_pure_wheel(name, folder).name for name in PURE), own.name]


def _settings(course: Course, pyodide: str, wheels: Sequence[str]) -> dict[str, Any]:
    """Return the settings of the JupyterLite: where Python is, and what it loads at once."""
    packages = [*COMPILED, *(f"{FROM_WORKER}/{WHEELS}/{name}" for name in wheels)]
    options = {"pyodideUrl": pyodide, "loadPyodideOptions": {"packages": packages}}
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": course.title,
            # Its own place in the browser: other JupyterLites may stand at the same address.
            **{f"{kind}StorageName": f"{course.name}-notebooks" for kind in ("contents", "settings", "workspaces")},
            "exposeAppInBrowser": True,
            "litePluginSettings": {KERNEL: options},
        },
    }


def _run(work: Path) -> None:
    apps = [word for app in APPS for word in ("--apps", app)]
    words = ("--contents", "contents", "--output-dir", "built", "--no-sourcemaps", "--no-unused-shared-packages")
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "jupyterlite_core.app", "build", *words, *apps],
        cwd=work,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise LiteError(f"JupyterLite was not built: {(done.stderr or done.stdout).strip()[-1500:]}")
