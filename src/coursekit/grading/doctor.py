"""The command ``doctor``: what works on this machine, and how to get the rest."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.browser import find_browser
from coursekit.words.numbers import how_many

if TYPE_CHECKING:
    import argparse

GIB = 1024**3
LEAST_FREE = 1 * GIB
OLDEST = (3, 11)


@dataclass(frozen=True)
class Finding:
    """What was found out about one thing.

    Attributes:
        what: the thing.
        works: it does.
        words: what it is, or how to get it.
        needed: without it, nothing can be graded.
    """

    what: str
    works: bool
    words: str
    needed: bool = False


def add_doctor_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``doctor``."""
    parser = subparsers.add_parser(
        "doctor",
        help="tell what works on this machine, and how to get the rest",
        description="Look at what grading needs on this machine. The exit code is 0 when a class can be graded.",
    )
    parser.set_defaults(run=_doctor)


def findings() -> list[Finding]:
    """Look at this machine, by trying where that can be tried.

    Returns:
        One finding for each thing, the needed ones first.
    """
    return [_python(), *_packages(), _course(), _kernel(), _sandbox(), _warm(), _cluster(), _browser(), _space()]


def _doctor(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - argparse's way to call
    all_findings = findings()
    for finding in all_findings:
        sign = "ok     " if finding.works else "MISSING" if finding.needed else "without"
        print(f"{sign}  {finding.what:18} {finding.words}")  # noqa: T201 - a command speaks on the terminal
    return int(any(finding.needed and not finding.works for finding in all_findings))


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", sys.version_info >= OLDEST, f"{version}, SQLite {sqlite3.sqlite_version}", needed=True)


def _packages() -> list[Finding]:
    names = ("nbval", "pytest", "nbformat", "jupyter_client", "ipykernel", "mistune", "psutil")
    lost = [name for name in names if find_spec(name) is None]
    how = "python -m pip install '.[lab,grading]' in the course's folder"
    words = f"{', '.join(lost)} not installed; {how}" if lost else ", ".join(names)
    return [Finding("packages", not lost, words, needed=True)]


def _course() -> Finding:
    from coursekit.grading.assignments.course_files import find_masters  # noqa: PLC0415 - after the packages
    from coursekit.grading.assignments.masters import load_masters  # noqa: PLC0415 - after the packages
    from coursekit.grading.model import GradingError  # noqa: PLC0415 - after the packages

    try:
        folder = find_masters()
        masters = load_masters(folder)
    except GradingError as error:
        return Finding("masters", works=False, words=f"{error}", needed=True)
    return Finding("masters", works=True, words=f"{how_many(len(masters), 'sheet')} in {folder}", needed=True)


def _kernel() -> Finding:
    """Let a kernel of each kind add two numbers."""
    try:
        from coursekit.grading.autograde.selftest import answer  # noqa: PLC0415 - needs the packages

        seconds = answer(sandbox=False, warm=False).seconds
    except Exception as error:  # noqa: BLE001 - whatever is wrong is what the instructor wants to know
        return Finding("kernel", works=False, words=f"nbval could not run a cell: {error}", needed=True)
    return Finding("kernel", works=True, words=f"nbval has run a cell, in {seconds:.1f} s", needed=True)


def _sandbox() -> Finding:
    from coursekit.grading.sandbox.available import lacking  # noqa: PLC0415 - needs the packages

    why = lacking()
    words = why or "bubblewrap keeps notebooks from the network and from this machine's files"
    return Finding("sandbox", not why, words)


def _warm() -> Finding:
    from coursekit.grading.sandbox.available import lacking  # noqa: PLC0415 - needs the packages

    if lacking():
        return Finding("warm kernels", works=False, words="they need the sandbox")
    try:
        from coursekit.grading.autograde.selftest import answer  # noqa: PLC0415 - needs the packages

        answer(sandbox=True, warm=True)
        trial = answer(sandbox=True, warm=True)
    except Exception as error:  # noqa: BLE001 - whatever is wrong is what the instructor wants to know
        return Finding("warm kernels", works=False, words=f"{error}; use --cold")
    cold = "; ".join(f"the {what} was started cold ({why})" for what, why in trial.not_forked.items())
    words = cold or "runner and kernel were forked"
    return Finding("warm kernels", not cold, f"{words}; nbval has run a cell in the sandbox, in {trial.seconds:.1f} s")


def _cluster() -> Finding:
    how = "only for --cluster: python -m pip install '.[cluster]'"
    is_installed = find_spec("distributed") is not None
    return Finding("dask.distributed", is_installed, "grade --cluster tcp://HOST:PORT works" if is_installed else how)


def _browser() -> Finding:
    chromium = find_browser()
    return Finding(
        "Chromium", chromium is not None, chromium or "only for the teacher's PDF and for tests: install chromium"
    )


def _space() -> Finding:
    place = Path(tempfile.gettempdir())
    free = shutil.disk_usage(place).free
    words = f"{free / GIB:.1f} GB free in {place}, {how_many(os.cpu_count() or 1, 'processor')}"
    return Finding("this machine", free > LEAST_FREE, words)
