"""The questions' scripts as they are written for a page, run by Node or, without it, by Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.quiz import bank
from coursekit.site.questions.writing import write_questions

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[list[dict[str, Any]]], list[Any]]

HERE = Path(__file__).parent
# Node takes a request from a file, so that no shell and no pipe has a say in its length.
RUN = """
import { readFileSync, writeFileSync } from "node:fs";
globalThis.FOLDER = ".";
const { answer } = await import("./driver.js");
const requests = JSON.parse(readFileSync("requests.json", "utf8"));
writeFileSync("results.json", JSON.stringify(await answer(requests)));
"""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with all that makes the course's questions work."""
    folder = tmp_path_factory.mktemp("site") / "questions"
    write_questions(bank.lessons(), folder)
    return folder


@pytest.fixture(scope="session")
def in_javascript(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask the page's own modules: a request each for what driver.js can do."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not here; the browser tests answer the bank in Chromium.")
    folder = tmp_path_factory.mktemp("node") / "questions"
    shutil.copytree(written, folder)
    shutil.copy(HERE / "driver.js", folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (folder / "run.js").write_text(RUN, encoding="utf-8")

    def ask(requests: list[dict[str, Any]]) -> list[Any]:
        (folder / "requests.json").write_text(json.dumps(requests), encoding="utf-8")
        done = subprocess.run(
            [node, "run.js"], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        # JavaScript knows one kind of number.
        results: list[Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"), parse_int=float)
        assert len(results) == len(requests)
        return results

    return ask
