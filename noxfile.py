"""The course's doors: ``nox -s lab`` opens it, ``nox -s test`` tests it; the rest is for its authors.

Each session makes its own environment from the pinned, hashed requirements, so a clean clone needs only nox.
This file avoids new syntax on purpose: an old Python must be able to read it to say that it is too old.
"""

from __future__ import annotations

import json
import os
import re
import socket
import sys
from pathlib import Path

import nox

OLDEST = (3, 11)
HIGHEST_PORT = 65535
START = "notebooks/00-start-here.ipynb"
PINS = "requirements.txt"
TEST_PINS = "tests/requirements.txt"
# What tells soonest that a version of a package does not do.
TRIED_WITH_EACH_VERSION = [
    *("tests/contracts", "tests/session", "tests/checks", "tests/test_tables.py"),
    *("tests/grading/test_warm.py", "tests/grading/test_stream.py", "tests/grading/test_known_truth.py"),
]
# Tests start many hundred Pythons; what the first one has compiled serves them all, wherever a machine says otherwise.
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
EXECUTED = ["notebooks", *(["solutions"] if Path("solutions").is_dir() else [])]
# A lesson opens without a pop-up, and the course asks nothing of the network. A saved lesson keeps its questions and
# answers, so that it can be read the next day before it is run. The kernel of a lesson that is closed stops.
LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
    "@jupyterlab/notebook-extension:tracker": {"kernelShutdown": True},
}
# A page that is made of a saved lesson needs no network: each question stands there in words, not as a live form.
EXPORT_SETTINGS = {
    "NbConvertBase": {
        "display_data_priority": [
            *("text/html", "text/markdown", "image/svg+xml", "text/latex", "image/png", "image/jpeg", "text/plain"),
        ]
    }
}

nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lab"]


def refuse_old_python(session: nox.Session) -> None:
    """Stop with plain words when this Python cannot run the course."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        session.error(
            f"This course needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is Python {found}. Install a newer one "
            f"from python.org, then run with it: python -m pip install nox && python -m nox -s {session.name}"
        )


def set_up(session: nox.Session, *pins: str) -> None:
    """Install the pinned packages, checked by hash, and this project beside them."""
    refuse_old_python(session)
    for name in pins:
        session.install("--quiet", "--require-hashes", "-r", name)
    session.install("--quiet", "--no-deps", "--no-build-isolation", "-e", ".")
    settings = Path(session.virtualenv.location, "share", "jupyter", "lab", "settings")
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "overrides.json").write_text(json.dumps(LAB_SETTINGS), encoding="utf-8")
    # JupyterLab's menu reads the server's file, the command nbconvert its own.
    for program in ("server", "nbconvert"):
        config = Path(session.virtualenv.location, "etc", "jupyter", f"jupyter_{program}_config.json")
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(json.dumps(EXPORT_SETTINGS), encoding="utf-8")


def install_extra(session: nox.Session, extra: str) -> None:
    """Install this project with one of its extras, in the pinned versions."""
    # pip takes no file with hashes beside a project that is installed in place.
    constraints = Path(session.create_tmp(), "constraints.txt")
    constraints.write_text("\n".join(pinned_versions(Path(TEST_PINS).read_text(encoding="utf-8"))), encoding="utf-8")
    session.install("--quiet", "--constraint", str(constraints), "setuptools>=77")
    # Without isolation what is there already is enough: a classroom may have no network.
    session.install("--quiet", "--constraint", str(constraints), "--no-build-isolation", "-e", f".[{extra}]")


def refuse_taken_port(session: nox.Session) -> None:
    """Stop with plain words when the port that was asked for is no port or belongs to another program."""
    port = asked_port(session.posargs)
    if port is None:
        return
    if not port.isdigit() or not 0 < int(port) <= HIGHEST_PORT:
        session.error(f"--port takes a number from 1 to {HIGHEST_PORT}, not {port!r}. Try: nox -s lab -- --port 8899")
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", int(port))) == 0
    if taken:
        session.error(
            f"Port {port} is used by another program, perhaps by a JupyterLab that is still open. Close that one, or "
            f"choose another port, for example: nox -s lab -- --port {int(port) % HIGHEST_PORT + 1}"
        )


def asked_port(arguments: list[str]) -> str | None:
    """Return what was given as ``--port N`` or ``--port=N``, else None."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--port="):
            return argument.split("=", 1)[1]
        if argument == "--port":
            return arguments[position + 1] if position + 1 < len(arguments) else ""
    return None


@nox.session
def lab(session: nox.Session) -> None:
    """Open the course in JupyterLab; arguments after ``--`` go on to JupyterLab."""
    refuse_old_python(session)
    refuse_taken_port(session)
    session.log("Setting up. The first time takes 1 to 5 minutes, and little moves here; later it takes seconds.")
    set_up(session, PINS)
    session.log("JupyterLab opens in your browser. Leave this window open while you work; Ctrl+C here ends it.")
    # The course's own kernel wins over a python3 kernel that the user has installed elsewhere.
    env = {"JUPYTER_PREFER_ENV_PATH": "1"}
    session.run("jupyter", "lab", f"--LabApp.default_url=/lab/tree/{START}", *session.posargs, env=env)


@nox.session
def test(session: nox.Session) -> None:
    """Run every test: style, types, units, the notebooks under nbval, the real browser."""
    set_up(session, PINS, TEST_PINS)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("pytest", "-n", "2", "--dist", "loadgroup", *session.posargs, env=COMPILED)
    if not session.posargs:
        nbval = ("--nbval", "--nbval-current-env", "--nbval-sanitize-with", "tests/nbval-sanitise.cfg")
        answers = {"THIRTEENTH_ANSWERS": session.create_tmp(), **COMPILED}
        session.run("pytest", *nbval, "-n", "2", "--dist", "loadscope", *EXECUTED, env=answers)


@nox.session
def quick(session: nox.Session) -> None:
    """Answer within a minute: style, types, and every test that starts no browser and grades no class."""
    set_up(session, PINS, TEST_PINS)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("pytest", "-n", "2", "-m", "not whole", *session.posargs, env=COMPILED)


@nox.session
@nox.parametrize("which", ["lowest-direct", "highest"])
def versions(session: nox.Session, which: str) -> None:
    """Test with the lowest versions that pyproject.toml allows, then with the newest: contracts, warm starts, marks."""
    refuse_old_python(session)
    session.install("--quiet", "uv", "setuptools>=77")
    project = ("-e", ".[lab,grading,cluster]", "pytest-xdist>=3.6", "hypothesis>=6.100", "pip")
    session.run("uv", "pip", "install", "--quiet", "--resolution", which, "--python", python_of(session), *project)
    session.run("python", "-m", "pip", "list")
    # What other versions of these packages warn about is not ours to mend.
    session.run("pytest", "-o", "filterwarnings=default", *(session.posargs or TRIED_WITH_EACH_VERSION), env=COMPILED)


def python_of(session: nox.Session) -> str:
    """Return the path of the session's own Python."""
    return str(Path(session.virtualenv.location, *("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


@nox.session
def interop(session: nox.Session) -> None:
    """Open the sheets in the real nbgrader, in an environment of its own: its requirements do not fit the pins."""
    refuse_old_python(session)
    session.install("--quiet", "nbgrader>=0.9.5", "hypothesis", "pytest", "-e", ".")
    # What nbgrader's own imports warn about is not ours to mend.
    session.run("pytest", "tests/interop", "-o", "filterwarnings=default", *session.posargs, env=COMPILED)


@nox.session
def execute(session: nox.Session) -> None:
    """Run the lessons and the solutions from a fresh kernel each and store them with their outputs."""
    set_up(session, PINS)
    session.run("thirteenth", "execute", *(session.posargs or ["notebooks", "solutions"]))


@nox.session
def site(session: nox.Session) -> None:
    """Write the web edition into site/; arguments after ``--`` go on, such as ``--address URL``."""
    refuse_old_python(session)
    install_extra(session, "site")
    session.run("thirteenth", "site", *(session.posargs or ["--out", "site"]))


@nox.session
def teach(session: nox.Session) -> None:
    """Make a lesson's folder for a teacher and open it: ``nox -s teach -- 5``; ``-- all`` also packs teaching.zip."""
    session.log("Setting up. The first time takes 1 to 5 minutes, and little moves here; then half a minute a lesson.")
    set_up(session, PINS)
    asked = session.posargs or ["all"]
    packed = ["--zip", "teaching.zip"] if asked[0] == "all" else []
    session.run("thirteenth", "teach", *asked, *packed)


@nox.session
def classroom(session: nox.Session) -> None:
    """Run a command for the classroom: ``-- vote q-0303``, ``-- class answers``, ``-- questions export --to gift``."""
    refuse_old_python(session)
    session.log("Setting up. The first time takes 1 to 5 minutes; later it takes seconds and needs no network.")
    install_extra(session, "class")
    session.run("thirteenth", *(session.posargs or ["--help"]))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what the course promises and print one table."""
    set_up(session, PINS, TEST_PINS)
    session.run("python", "benchmarks/run.py", *session.posargs)
    if not session.posargs:
        session.run("python", "benchmarks/site_pages.py")


@nox.session
def bench_grading(session: nox.Session) -> None:
    """Grade a class of known truth with this course's grader, with nbgrader and with otter; print one table."""
    refuse_old_python(session)
    session.install("--quiet", "nbgrader>=0.9.5", "otter-grader>=6", "-e", ".[grading,cluster]")
    session.run("python", "-m", "benchmarks.grading.run", *session.posargs)


@nox.session
def pins(session: nox.Session) -> None:
    """Compile the pinned requirements and environment.yml from pyproject.toml; ``-- --upgrade`` for newer ones."""
    session.install("uv")
    common = [
        *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
        *("--no-emit-index-url", "--custom-compile-command", "nox -s pins", *session.posargs, "pyproject.toml"),
    ]
    session.run(*common, "--extra", "lab", "--extra", "grading", "--output-file", PINS)
    extras = ("--extra", "test", "--extra", "class", "--extra", "site")
    session.run(*common, *extras, "--constraint", PINS, "--output-file", TEST_PINS)
    Path("environment.yml").write_text(conda_environment(Path(PINS).read_text(encoding="utf-8")), encoding="utf-8")


def conda_environment(requirements: str) -> str:
    """Return environment.yml: the same pins for conda and Binder, without hashes, which conda's pip step cannot mix."""
    lines = [
        "# Made by nox -s pins from requirements.txt.",
        "name: thirteenth",
        "channels: [conda-forge]",
        "dependencies:",
    ]
    lines += [
        "  - python=3.13",
        "  - pip",
        "  - pip:",
        *(f'      - "{pin}"' for pin in pinned_versions(requirements)),
        '      - "-e ."',
    ]
    return "\n".join(lines) + "\n"


def pinned_versions(requirements: str) -> list[str]:
    """Return the requirements of a file, such as ``pandas==3.1.1``, without their hashes."""
    return re.findall(r"^([a-z0-9-]+==.+?) *\\$", requirements, flags=re.MULTILINE)
