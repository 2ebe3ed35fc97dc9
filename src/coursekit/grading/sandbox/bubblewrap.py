"""The words that tell bubblewrap what a kernel may see and use."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coursekit.grading.model import Layout

ENGINE = "coursekit"
COURSE = "/course"
HOME = "/home/learner"
TMP = "/tmp"  # noqa: S108 - inside the room, where it is private
CONNECTION = f"{TMP}/connection.json"
# What a kernel prints for nobody, in the run's folder outside the sandbox.
KERNEL_LOG = "kernel.log"
# What runs in a room that waits for its kernel: it says when the room is complete, and ends, and the room with it, when
# whoever started the room is gone and its end of standard input with it.
WAITS = ("/bin/sh", "-c", "echo; exec cat")
MIB = 1024 * 1024
# What programs look for outside /usr; each is bound where the host has it.
_SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
_SETTINGS = ("/etc/ld.so.cache", "/etc/fonts", "/etc/ssl/openssl.cnf", "/etc/localtime", "/etc/alternatives")


@dataclass(frozen=True)
class Limits:
    """What one kernel may use.

    Attributes:
        memory: bytes of address space of each process.
        room_memory: bytes that all processes of the room may hold together.
        tasks: processes and threads of the room.
        processes: the same, as the system's own limit, which counts all rooms of one user and does not bind root.
        file_size: bytes of one file.
        space: bytes of its files in all, in each of /tmp, the home and the working folder.
        cpu: seconds of processor time of each process.
    """

    memory: int = 3_072 * MIB
    room_memory: int = 2_048 * MIB
    tasks: int = 128
    processes: int = 4_096
    file_size: int = 100 * MIB
    space: int = 200 * MIB
    cpu: int = 600


def command(  # noqa: PLR0913, PLR0917 - all that a kernel in a sandbox needs, handed over once
    kernel: list[str], room: Path, connection: int, info: int, limits: Limits, layout: Layout
) -> list[str]:
    """Return the command that runs a kernel in a room.

    Args:
        kernel: the kernel's own command; it finds its connection file at ``CONNECTION``.
        room: the run's folder, with the course's data and keys below ``course``, and ``home/matplotlib``.
        connection: a file descriptor from which the connection file is read.
        info: a file descriptor to which bubblewrap writes the first process's number.
        limits: what the kernel may use.
        layout: the course's names of folders.
    """
    places = (TMP, HOME, f"{COURSE}/{layout.sheets}", f"{COURSE}/{layout.answers}")
    return [
        *_limited(limits),
        "bwrap",
        *("--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session"),
        *("--cap-drop", "ALL", "--uid", "1000", "--gid", "1000", "--hostname", "room", "--clearenv"),
        *("--info-fd", str(info)),
        *_system(),
        *("--proc", "/proc", "--dev", "/dev"),
        *(word for place in places for word in _space(place, limits)),
        *_python(layout),
        *_course(room, layout),
        *("--ro-bind-data", str(connection), CONNECTION),
        *(word for name, value in environment(layout).items() for word in ("--setenv", name, value)),
        *("--chdir", f"{COURSE}/{layout.sheets}", "--"),
        *kernel,
    ]


def environment(layout: Layout) -> dict[str, str]:
    """Return the environment of a kernel in its room; nothing of the host's is in it."""
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": HOME,
        "TMPDIR": TMP,
        "IPYTHONDIR": f"{HOME}/ipython",
        "MPLCONFIGDIR": f"{HOME}/matplotlib",
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(str(folder.parent) for folder in libraries(layout))),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # More threads would only count against the limit of processes.
        "OPENBLAS_NUM_THREADS": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **layout.variables(COURSE),
    }


def libraries(layout: Layout) -> list[Path]:
    """Return the folders of the packages that a sheet may import: the engine and the course."""
    specs = [find_spec(name) for name in (ENGINE, *layout.packages)]
    return [Path(spec.origin).resolve().parent for spec in specs if spec and spec.origin]


def system_limits(limits: Limits) -> dict[str, int]:
    """Return the limits that the system keeps for each process, by their names in ``resource``."""
    return {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_NPROC": limits.processes,
        "RLIMIT_FSIZE": limits.file_size,
        "RLIMIT_CPU": limits.cpu,
        "RLIMIT_CORE": 0,
    }


def _limited(limits: Limits) -> list[str]:
    words = [f"--{name.removeprefix('RLIMIT_').lower()}={most}" for name, most in system_limits(limits).items()]
    return ["prlimit", *words, "--"]


def _system() -> list[str]:
    """Bind the system, read-only."""
    words = ["--ro-bind", "/usr", "/usr"]
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink():
            words += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            words += ["--ro-bind", name, name]
    return words + [word for name in _SETTINGS for word in ("--ro-bind-try", name, name)]


def _python(layout: Layout) -> list[str]:
    """Bind this Python and the library; after the private /tmp, because they may be installed below it."""
    places = {Path(sys.prefix), Path(sys.base_prefix).resolve(), *libraries(layout)}
    outside = [place for place in sorted(places) if not place.is_relative_to("/usr")]
    return [word for place in outside for word in ("--ro-bind", str(place), str(place))]


def _space(place: str, limits: Limits) -> list[str]:
    return ["--size", str(limits.space), "--tmpfs", place]


def _course(room: Path, layout: Layout) -> list[str]:
    words = ["--ro-bind", str(room / "course" / layout.data), f"{COURSE}/{layout.data}"]
    words += ["--ro-bind-try", str(room / "course" / layout.keys), f"{COURSE}/{layout.keys}"]
    fonts = sorted((room / "home" / "matplotlib").glob("*.json"))
    return words + [word for path in fonts for word in ("--ro-bind", str(path), f"{HOME}/matplotlib/{path.name}")]
