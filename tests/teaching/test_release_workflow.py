"""The release attaches the teacher's room: what its workflow runs must exist, and the same pages give the same zip."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from typing import TYPE_CHECKING, Any

import yaml

from coursekit.course import find_course
from coursekit.teaching.making import make_lessons, pack
from coursekit.teaching.teach_command import add_teach_command

if TYPE_CHECKING:
    from pathlib import Path


def _steps(root: Path) -> list[dict[str, Any]]:
    text = (root / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    steps: list[dict[str, Any]] = yaml.safe_load(text)["jobs"]["teaching"]["steps"]
    return steps


def test_what_the_workflow_runs_exists(root: Path) -> None:
    runs = [shlex.split(step["run"]) for step in _steps(root) if "nox -s" in step.get("run", "")]
    assert len(runs) == 1
    _, _, session, _, *arguments = runs[0]
    module = ast.parse((root / "noxfile.py").read_text(encoding="utf-8"))
    sessions = {entry.name: ast.unparse(entry) for entry in module.body if isinstance(entry, ast.FunctionDef)}
    assert "'--zip', 'teaching.zip'" in sessions[session]
    parser = argparse.ArgumentParser()
    add_teach_command(parser.add_subparsers())
    assert parser.parse_args(["teach", *arguments, "--zip", "teaching.zip"]).lesson == "all"


def test_the_zip_is_kept_and_attached(root: Path) -> None:
    steps = _steps(root)
    assert [step["with"]["path"] for step in steps if "upload-artifact" in step.get("uses", "")] == ["teaching.zip"]
    assert any(step.get("run", "").startswith('gh release upload "$TAG" teaching.zip') for step in steps)


def test_the_same_pages_give_the_same_zip(root: Path, tmp_path: Path) -> None:
    packed = []
    for name in ("first", "second"):
        make_lessons(find_course(root), ["5"], tmp_path / name, pdf=False)
        pack(tmp_path / name, tmp_path / f"{name}.zip")
        packed.append((tmp_path / f"{name}.zip").read_bytes())
    assert packed[0] == packed[1]
    assert b"05-what-did-moscow-propose/guide.html" in packed[0]


def test_the_first_page_links_only_what_was_made(root: Path, tmp_path: Path) -> None:
    make_lessons(find_course(root), ["5"], tmp_path, pdf=False)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page.count("/guide.html") == 1
    assert "teach 3" in page


def test_the_guide_names_slides_that_no_move_uses(root: Path, tmp_path: Path) -> None:
    make_lessons(find_course(root), ["5"], tmp_path, pdf=False)
    page = (tmp_path / "05-what-did-moscow-propose" / "guide.html").read_text(encoding="utf-8")
    assert "slide 7 (q-0502), slide 17 (q-0523)" in re.sub("<[^>]+>", "", page)
