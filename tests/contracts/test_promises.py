"""What other packages do not promise: it holds with what is installed, and a break is told by the package's name."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from coursekit.internals.contract import Promise, all_promises, broken

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
WRAPPERS = SRC / "coursekit" / "internals"
PROMISES = all_promises()
# What only the wrappers may import; what a package documents for everybody is left out.
THEIRS = ("nbval", "_pytest", "jupyter_client", "ipykernel", "IPython.core", "matplotlib_inline")
OTHERS = [path for path in sorted(SRC.rglob("*.py")) if not path.is_relative_to(WRAPPERS)]


def place(promise: Promise) -> str:
    return promise.place


@pytest.mark.parametrize("promise", PROMISES, ids=place)
def test_it_holds(promise: Promise) -> None:
    assert broken([promise]) == []


@pytest.mark.parametrize("promise", PROMISES, ids=place)
def test_what_is_gone_is_told_by_name(promise: Promise) -> None:
    module, _, path = promise.place.partition(":")
    *way, name = path.split(".")
    owner: Any = import_module(module)
    for step in way:
        owner = getattr(owner, step)
    holders = [kind for kind in getattr(owner, "__mro__", [owner]) if name in vars(kind) and kind is not object]
    # Some of it belongs to the pytest that runs this test, so it is put back before anything is asserted.
    with pytest.MonkeyPatch.context() as patch:
        for holder in holders:
            patch.delattr(holder, name)
        if name == "__init__":
            patch.setattr(owner, name, lambda: None)
        sentences = broken([promise])
    (sentence,) = sentences
    assert sentence.startswith(f"{promise.package} ")
    assert re.match(r"\S+ \d+\.\d+", sentence)
    assert promise.place in sentence
    assert promise.use in sentence


@pytest.mark.parametrize("promise", [one for one in PROMISES if one.parameters], ids=place)
def test_a_parameter_that_is_gone_is_told_by_name(promise: Promise) -> None:
    lacking = Promise(promise.package, promise.place, promise.use, (*promise.parameters, "shoe_size"))
    assert "does not take shoe_size any more" in broken([lacking])[0]


@pytest.mark.parametrize("promise", [one for one in PROMISES if one.trial], ids=place)
def test_a_thing_that_works_otherwise_is_told_by_name(promise: Promise) -> None:
    assert promise.trial is not None
    other = Promise(promise.package, "os:getcwd", promise.use, trial=promise.trial)
    assert broken([other])[0].startswith(f"{promise.package} ")


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(SRC)))
def test_nobody_else_reaches_inside_another_package(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and re.match(r"_[a-z]", node.attr)
        and not (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls", "os"})
        and not ast.unparse(node.value).startswith("self.")
    ]
    assert inside == []
    named = [
        name
        for node in ast.walk(tree)
        for name in _imported(node)
        if any(name == theirs or name.startswith(f"{theirs}.") for theirs in THEIRS)
    ]
    assert named == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def declared() -> dict[str, str]:
    """Return what pyproject.toml asks for: each package with its bounds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for extra, lines in extras.items() if extra != "test" for line in lines)]
    pairs = [re.match(r"([A-Za-z0-9_-]+)(.*)", line) for line in lines]
    return {pair[1].lower().replace("_", "-"): pair[2] for pair in pairs if pair}


def test_every_package_that_is_imported_is_asked_for() -> None:
    owners = packages_distributions()
    files = [ast.parse(path.read_text(encoding="utf-8")) for path in SRC.rglob("*.py")]
    names = {name.split(".")[0] for tree in files for node in ast.walk(tree) for name in _imported(node)}
    # _pytest comes with pytest; what no package owns is Python's own, or ours.
    packages = {owners[name][0].lower().replace("_", "-") for name in names if name in owners}
    missing = packages - set(declared()) - {"thirteenth"}
    assert len(packages) > 10
    assert missing == set()


@pytest.mark.parametrize("package", sorted({promise.package for promise in PROMISES}))
def test_where_the_contract_is_private_the_next_version_is_not_taken_untried(package: str) -> None:
    bounds = declared()[package.replace("_", "-")]
    assert re.search(r">=\d", bounds), f"pyproject.toml gives no lowest {package}"
    assert re.search(r"<\d", bounds), f"pyproject.toml gives no bound above for {package}, whose inside we reach into"
