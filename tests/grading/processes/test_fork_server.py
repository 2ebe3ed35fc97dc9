"""The answer to a request, whole requests only, and what a child closes."""

from __future__ import annotations

import os
import socket
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("descriptors are handed over on Linux only", allow_module_level=True)
from coursekit.grading.processes.fork_client import WarmError, ask
from coursekit.grading.processes.fork_server import Reply, close_others, read_exactly
from coursekit.grading.processes.namespaces import enter


def test_a_process_is_handed_over_as_a_descriptor() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        process = os.pidfd_open(os.getpid())
        Reply(theirs).started(process)
        os.close(process)
        words, (descriptor,), _, _ = socket.recv_fds(ours, 100, 1)
        os.close(descriptor)
        assert words == b"started"
        assert ours.recv(1) == b""


def test_why_there_is_none_comes_with_its_end_where_the_error_stands() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        Reply(theirs).failed("x" * 5_000 + " MemoryError")
        told = ours.recv(10_000)
    assert len(told) == 2_000
    assert told.endswith(b"MemoryError")


def test_a_request_is_read_whole_or_not_at_all() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        theirs.sendall(b"abc")
        assert read_exactly(ours, 2) == b"ab"
        theirs.close()
        with pytest.raises(EOFError):
            read_exactly(ours, 2)


def test_a_server_that_is_gone_is_said() -> None:
    with pytest.raises(WarmError, match="does not answer"):
        ask("coursekit-no-such-server", {}, [])


def test_a_child_keeps_what_it_was_given_and_nothing_else() -> None:
    given, other = os.pipe()
    child = os.fork()
    if child == 0:
        close_others([given])
        kept = [os.path.exists(f"/proc/self/fd/{number}") for number in (given, other)]  # noqa: PTH110 - a child does little
        os._exit(0 if kept == [True, False] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(given)
    os.close(other)


def test_only_a_process_has_namespaces() -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    with pytest.raises(OSError, match="setns: "):
        enter(nothing)
    os.close(nothing)
