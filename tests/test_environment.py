"""The pinned environment: one set of versions for pip, conda and Binder, and nothing that only one machine has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from pathlib import Path

PIN_FILES = ["requirements.txt", "tests/requirements.txt"]


def pins(text: str) -> dict[str, str]:
    """Return each pinned line of a requirements file, by name and marker."""
    return {line: line for line in re.findall(r"^([a-z0-9-]+==.+?) *\\?$", text, flags=re.MULTILINE)}


def names(text: str) -> set[str]:
    return {line.split("==")[0] for line in pins(text)}


def test_conda_and_pip_take_the_same_versions(root: Path) -> None:
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    by_pip = environment["dependencies"][-1]["pip"]
    assert by_pip[-1] == "-e ."
    assert sorted(by_pip[:-1]) == sorted(pins((root / "requirements.txt").read_text(encoding="utf-8")))
    assert len(by_pip) > 80


def test_every_dependency_of_the_project_is_pinned(root: Path) -> None:
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    asked = set(re.findall(r'^ *"([a-z0-9_-]+)[^"]*",$', project, flags=re.MULTILINE)) & {
        *("pandas", "matplotlib", "ipywidgets", "anywidget", "pyyaml", "jsonschema")
    }
    assert len(asked) == 6
    assert asked <= names((root / "requirements.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", PIN_FILES)
def test_every_pin_has_a_hash_and_no_address(root: Path, file: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 20
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links|file:", text) == []


def test_both_pin_files_agree(root: Path) -> None:
    course, tests = (pins((root / file).read_text(encoding="utf-8")) for file in PIN_FILES)
    shared = {line.split("==")[0] for line in course} & {line.split("==")[0] for line in tests}
    differ = [name for name in shared if of(course, name) != of(tests, name)]
    assert differ == []


def of(lines: dict[str, str], name: str) -> set[str]:
    return {line.split(";")[0].strip() for line in lines if line.startswith(f"{name}==")}
