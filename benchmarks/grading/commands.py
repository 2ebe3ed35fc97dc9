"""Run other programs and measure them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]


def environment() -> dict[str, str]:
    """Return the environment of a program: those of this Python come first, also for what it starts itself."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


def run(*words: str, where: Path, ends_with: tuple[int, ...] = (0,)) -> str:
    """Run a Python module and return what it printed.

    Args:
        words: the module and its arguments.
        where: its working folder.
        ends_with: the exit codes that mean success.

    Raises:
        RuntimeError: it failed; the message is what it said.
    """
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=where, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode not in ends_with:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def seconds(*words: str, where: Path, ends_with: tuple[int, ...] = (0,)) -> float:
    """Run a Python module as ``run`` does and return its wall time in seconds."""
    begun = time.perf_counter()
    run(*words, where=where, ends_with=ends_with)
    return time.perf_counter() - begun


@contextmanager
def running(*words: str, where: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Python module beside this one until the block ends."""
    command = [sys.executable, "-m", *words]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=where, env=environment(), stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
