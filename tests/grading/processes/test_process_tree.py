"""Memory of a process and all that it has started, and their end, wherever the system has put them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from coursekit.grading.processes.leftovers import end_all_of, has_ended
from coursekit.grading.processes.process_tree import ProcessTree, keep_tree_below, own_memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIB = 1024 * 1024
EATS = "import sys, time; eaten = b'x' * (int(sys.argv[1]) * 2**20); print('full', flush=True); time.sleep(60)"
# Starts one that eats, and ends itself when it is told to, so that the other one belongs to nobody.
LEAVES = (
    "import subprocess, sys\n"
    "child = subprocess.Popen([sys.executable, '-c', sys.argv[1], sys.argv[2]], start_new_session=True)\n"
    "sys.stdin.read(1)"
)


@pytest.fixture
def eater() -> Iterator[subprocess.Popen[str]]:
    yield from started("-c", EATS, "200")


@pytest.fixture
def parent() -> Iterator[subprocess.Popen[str]]:
    yield from started("-c", LEAVES, EATS, "200")


def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "full\n"
        children = psutil.Process(process.pid).children(recursive=True)
        yield process
        for child in (*children, process):
            if child.poll() is None if isinstance(child, subprocess.Popen) else child.is_running():
                child.kill()


def within(seconds: float, process: subprocess.Popen[str]) -> bool:
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    return process.poll() is not None


def test_a_tree_holds_what_its_children_hold(parent: subprocess.Popen[str]) -> None:
    assert psutil.Process(parent.pid).memory_info().rss < 100 * MIB
    assert 200 * MIB < ProcessTree(parent.pid).memory() < 400 * MIB


def test_who_was_seen_once_stays_in_the_tree(parent: subprocess.Popen[str]) -> None:
    tree = ProcessTree(parent.pid)
    _, child = tree.members()
    assert parent.stdin
    parent.stdin.write("x")
    parent.stdin.close()
    assert within(10, parent)
    assert tree.members() == [child]
    assert tree.memory() > 200 * MIB
    tree.kill()
    assert tree.members() == []
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE
    assert tree.memory() == 0


def test_a_tree_that_holds_too_much_is_killed(eater: subprocess.Popen[str]) -> None:
    told: list[str] = []
    keep_tree_below(eater.pid, 100 * MIB, told.append)
    assert within(10, eater)
    assert set(told) == {"memory"}


def test_a_tree_that_holds_little_lives(eater: subprocess.Popen[str]) -> None:
    told: list[str] = []
    keep_tree_below(eater.pid, 1_000 * MIB, told.append)
    assert not within(1, eater)
    assert told == []


def test_a_process_that_is_gone_has_an_empty_tree(eater: subprocess.Popen[str]) -> None:
    assert not has_ended(eater.pid)
    eater.kill()
    eater.wait()
    tree = ProcessTree(eater.pid)
    assert tree.memory() == 0
    tree.kill()
    assert has_ended(eater.pid)
    assert not has_ended(os.getpid())


def test_this_process_knows_what_it_holds() -> None:
    before = own_memory()
    more = b"x" * (50 * MIB)
    assert own_memory() - before > 40 * MIB
    del more


def test_what_was_started_for_a_folder_is_ended(tmp_path: Path) -> None:
    def start(word: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", word], text=True)

    inside, beside = start(f"{tmp_path}{os.sep}course"), start(f"{tmp_path}-other")
    try:
        assert end_all_of(tmp_path) == 1
        assert within(10, inside)
        assert beside.poll() is None
    finally:
        beside.kill()
        beside.wait()
