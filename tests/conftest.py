"""What tests of several folders share: the course's folders, a copy to break, and nbval as anybody runs it."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from coursekit.browser import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A slow machine is no fault of the code.
settings.register_profile("course", deadline=None)
settings.load_profile("course")

# The test with nbgrader has an environment of its own: nox -s interop.
collect_ignore = [] if importlib.util.find_spec("nbgrader") else ["interop"]

# What starts kernels, browsers or whole gradings: `nox -s quick` leaves it to `nox -s test`.
WHOLE = {
    *("test_notebooks.py", "test_release.py", "test_cluster.py", "test_collection.py", "test_determinism.py"),
    "test_claim_checks.py",  # runs a cell of a lesson for each claim, twice
    *("test_grade_command.py", "test_hostile_class.py", "test_known_truth.py", "test_litter.py", "test_memory.py"),
    *("test_honest_habits.py", "test_marking_is_pythons.py"),
    *("test_resume.py", "test_sandbox.py", "test_stream.py", "test_warm.py", "test_a_run_of_nbval.py"),
}
WHOLE_FOLDERS = {"browser", "interop", "site"}

ROOT = Path(__file__).resolve().parents[1]
NbvalRun = Callable[[Path], dict[int, str]]
# Debian's build of the same Chromium without windows, where it is: a page costs a fifth of the processor's time.
WINDOWLESS = "chromium-headless-shell"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The build without windows draws letters by other rules than a window does, unless it is told.
    "--font-render-hinting=none",
]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:  # noqa: ANN401 - xdist has no types
    """Give the tests of one group to one process, so that a class is graded, or a site written, once for all of them.

    pytest-xdist's own ``--dist loadgroup`` writes a test's group into its id, which pytest 9.2 no longer reads.
    """
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 - the test with nbgrader runs without it

    class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
        def _split_scope(self, nodeid: str) -> str:
            return _group_of(nodeid.partition("::")[0]) or nodeid

    return ByGroup(config, log)


@cache
def _group_of(file: str) -> str:
    """Return the group that a file of tests names; a file that shares something made once is a group of its own."""
    text = (ROOT / file).read_text(encoding="utf-8")
    marked = re.search(r'xdist_group\("([^"]+)"\)', text)
    return marked[1] if marked else file if 'scope="module"' in text else ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that only the whole run needs."""
    for item in items:
        if item.path.name in WHOLE or WHOLE_FOLDERS & set(item.path.relative_to(ROOT).parts):
            item.add_marker(pytest.mark.whole)


@pytest.fixture(scope="session")
def root() -> Path:
    """The course's folder."""
    return ROOT


@pytest.fixture
def course_copy(tmp_path: Path) -> Path:
    """A copy of the lessons and the data, to change."""
    for part in ("notebooks", "data"):
        shutil.copytree(ROOT / part, tmp_path / "course" / part)
    return tmp_path / "course"


@pytest.fixture
def nbval(tmp_path: Path) -> NbvalRun:
    """Run strict nbval on a notebook: code cell number to "passed" or what went wrong."""

    def run(notebook: Path) -> dict[int, str]:
        report = tmp_path / "nbval.xml"
        command = [
            *(sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider"),
            *("-c", os.devnull, "--nbval-sanitize-with", str(ROOT / "tests" / "nbval-sanitise.cfg")),
            *(f"--junitxml={report}", notebook.name),
        ]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("THIRTEENTH_", "PYTEST_"))}
        env = {**kept, "THIRTEENTH_ANSWERS": str(tmp_path / "answers")}
        done = subprocess.run(
            command, cwd=notebook.parent, env=env, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert report.exists(), done.stdout + done.stderr
        return _outcomes(report)

    return run


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, the one of the system; one for all tests, because Playwright starts once in a process."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most tests need no browser

    named = os.environ.get("COURSEKIT_BROWSER")
    found = (None if named else shutil.which(WINDOWLESS)) or find_browser()
    if found is None:
        pytest.fail("The browser tests need Chromium: apt-get install chromium (or another system's way), then again.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


def _outcomes(report: Path) -> dict[int, str]:
    outcomes = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote this file a moment ago
        number = re.fullmatch(r"Cell (\d+)", case.attrib["name"])
        assert number, case.attrib
        problem = next(iter(case), None)
        outcomes[int(number[1])] = "passed" if problem is None else (problem.attrib.get("message") or problem.tag)
    return outcomes
