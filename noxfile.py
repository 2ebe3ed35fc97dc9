"""The course's doors: ``nox -s lab`` opens it, ``nox -s test`` tests it; the rest is for its authors.

Each session makes its own environment from the pinned, hashed requirements, so a clean clone needs only nox.
This file avoids new syntax on purpose: an old Python must be able to read it to say that it is too old.
"""

from __future__ import annotations

import socket
import sys

import nox

OLDEST = (3, 11)
HIGHEST_PORT = 65535
START = "notebooks/00-start-here.ipynb"
PINS = "requirements.txt"
TEST_PINS = "tests/requirements.txt"

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
    set_up(session, PINS)
    # The course's own kernel wins over a python3 kernel that the user has installed elsewhere.
    env = {"JUPYTER_PREFER_ENV_PATH": "1"}
    session.run("jupyter", "lab", START, *session.posargs, env=env)


@nox.session
def test(session: nox.Session) -> None:
    """Run every test: style, types, units, the notebooks under nbval, the real browser."""
    set_up(session, PINS, TEST_PINS)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("pytest", "-n", "2", "--dist", "loadgroup", *session.posargs)


@nox.session
def execute(session: nox.Session) -> None:
    """Run the lessons and the solutions from a fresh kernel each and store them with their outputs."""
    set_up(session, PINS)
    session.run("thirteenth", "execute", *(session.posargs or ["notebooks"]))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what the course promises and print one table."""
    set_up(session, PINS, TEST_PINS)
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session
def pins(session: nox.Session) -> None:
    """Compile the two requirements files and environment.yml's versions anew from pyproject.toml."""
    session.install("uv")
    common = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
              "--no-emit-index-url", "--quiet", "--custom-compile-command", "nox -s pins"]  # fmt: skip
    upgrade = ["--upgrade"] if "--upgrade" in session.posargs else []
    course = ["pyproject.toml", "--extra", "lab", "--extra", "grading"]
    session.run(*common, *upgrade, *course, "-o", PINS)
    session.run(*common, *upgrade, "pyproject.toml", "--extra", "test", "-c", PINS, "-o", TEST_PINS)
