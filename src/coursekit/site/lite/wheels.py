"""Wheels for a browser's Python: this course's library, and the pure Python part of what it needs.

Pyodide brings what is compiled (numpy, pandas, matplotlib). What is left is pure Python, or has a compiled part that it
can do without: such a package is packed anew from the installed one, without that part.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.authoring.packing import zipped
from coursekit.site.lite.faults import LiteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.metadata import Distribution

COMPILED = (".so", ".pyd", ".dylib", ".pyc")
TAG = "py3-none-any"


def write_pure_wheel(name: str, folder: Path) -> Path:
    """Pack an installed package anew, without what is compiled.

    Args:
        name: of the distribution, such as ``PyYAML``.
        folder: where the wheel goes.

    Returns:
        The wheel.

    Raises:
        LiteError: it is not installed, or installed so that its files are not known.
    """
    try:
        installed = distribution(name)
    except PackageNotFoundError as error:
        raise LiteError(f"{name} is not installed here. Install it, then build the site again.") from error
    files = {path: content for path, content in _files(installed).items() if not path.endswith(COMPILED)}
    if not any(path.endswith(".py") for path in files):
        raise LiteError(f"{name} is installed without a list of its files. Install it from a wheel, then try again.")
    label = f"{installed.metadata['Name'].replace('-', '_')}-{installed.version}"
    return _pack(folder / f"{label}-{TAG}.whl", files)


def write_own_wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of the library from its source.

    Args:
        source: the folder with ``pyproject.toml``.
        folder: where the wheel goes.

    Returns:
        The wheel.

    Raises:
        LiteError: it could not be built; the message has what the builder said.
    """
    # From a copy: the builder writes beside the source, where another one may be at work.
    with tempfile.TemporaryDirectory(prefix="wheel-") as name:
        copy = _copied(source, Path(name))
        words = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(copy))
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "pip", *words], capture_output=True, text=True, encoding="utf-8", check=False
        )
    built = sorted(folder.glob(f"*-{TAG}.whl"), key=lambda path: path.stat().st_mtime_ns)
    if done.returncode or not built:
        raise LiteError(f"The library's wheel was not built: {done.stderr.strip()[-1000:]}")
    return built[-1]


def _copied(source: Path, folder: Path) -> Path:
    """Copy what the builder needs."""
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (source / name).is_file():
            shutil.copy(source / name, folder)
    left_out = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(source / "src", folder / "src", ignore=left_out)
    return folder


def _files(installed: Distribution) -> dict[str, bytes]:
    """Return the files of a package below its folder, by name; not what it has installed elsewhere."""
    files = {}
    for path in installed.files or ():
        name = path.as_posix()
        place = installed.locate_file(path)
        if not name.startswith("..") and place.is_file():  # type: ignore[attr-defined]  # a path of the file system
            files[name] = place.read_bytes()  # type: ignore[attr-defined]  # a path of the file system
    return files


def _pack(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write a wheel with a true ``WHEEL`` and ``RECORD``."""
    info = next(name.split("/")[0] for name in files if ".dist-info/" in name)
    kept = {name: content for name, content in files.items() if name not in {f"{info}/WHEEL", f"{info}/RECORD"}}
    kept[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: coursekit\nRoot-Is-Purelib: true\nTag: {TAG}\n".encode()
    kept[f"{info}/RECORD"] = _record(kept, f"{info}/RECORD").encode()
    target.write_bytes(zipped(sorted(kept.items())))
    return target


def _record(files: Mapping[str, bytes], own: str) -> str:
    lines = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in sorted(files.items())]
    return "\n".join([*lines, f"{own},,", ""])


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
