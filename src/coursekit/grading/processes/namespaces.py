"""Enter the namespaces of a sandbox, and drop every capability that a process in it does not have."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

NAMESPACES = 0x10000000 | 0x00020000 | 0x20000000 | 0x40000000 | 0x08000000 | 0x04000000 | 0x02000000
"""CLONE_NEWUSER, NEWNS, NEWPID, NEWNET, NEWIPC, NEWUTS, NEWCGROUP."""
PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 4, 24, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
CAPABILITY_VERSION_3 = 0x20080522
_LIBC = ctypes.CDLL(None, use_errno=True)


def enter(first: int) -> None:
    """Enter all namespaces of a process; children then belong to its process namespace too.

    Args:
        first: a descriptor (pidfd) of the sandbox's first process.

    Raises:
        OSError: this machine does not allow it, or the sandbox is gone.
    """
    _called("setns", first, NAMESPACES)


def drop_capabilities() -> None:
    """Drop all capabilities for good; nothing that this process starts can have more."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text(encoding="ascii"))
    _called("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    for capability in range(last + 1):
        _called("prctl", PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    _called("capset", header, (ctypes.c_uint32 * 6)())
    _called("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Without it, its own files in /proc would belong to root, unlike those of a program that was started here.
    _called("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)


def _called(name: str, *arguments: object) -> None:
    if getattr(_LIBC, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
