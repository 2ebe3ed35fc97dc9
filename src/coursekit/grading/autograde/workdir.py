"""A fresh folder for one run: the course as a learner had it, and nothing of the instructor's."""

from __future__ import annotations

import os
import shutil
import site
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.grading.processes.leftovers import made_room, remove, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coursekit.grading.model import Layout

# What a kernel needs from its surroundings; everything else, such as passwords, stays outside.
_KEPT = (
    *("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS", "COVERAGE_PROCESS_START"),
)


@dataclass(frozen=True)
class Room:
    """The folder of one run.

    Attributes:
        path: the folder; removed when the run is over.
        notebook: where the merged notebook lies until nbval has read it.
        environment: the environment of the kernel.
    """

    path: Path
    notebook: Path
    environment: dict[str, str]


@contextmanager
def opened_room(name: str, course: Mapping[str, bytes], layout: Layout) -> Iterator[Room]:
    """Make a room with the sheets' folder, the course's files and a home, and remove it afterwards.

    Args:
        name: the file name of the merged notebook.
        course: the files of the course by path, such as ``data/members.csv``.
        layout: the course's names of folders.

    Yields:
        The room; the notebook itself is not yet written.

    Raises:
        OSError: the folder cannot be made or is full.
    """
    sweep()
    path, lock = made_room()
    try:
        sheets = path / "course" / layout.sheets
        own = (path / "course" / name for name in (layout.data, layout.answers))
        for folder in (sheets, *own, path / "home" / "matplotlib", path / "tmp"):
            folder.mkdir(parents=True)
        for relative, content in course.items():
            _write_read_only(path / "course" / relative, content)
        _copy_font_index(path / "home" / "matplotlib")
        yield Room(path, sheets / name, _environment(path, layout))
    finally:
        lock.close()
        remove(path)


def _write_read_only(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)


def _environment(path: Path, layout: Layout) -> dict[str, str]:
    home = path / "home"
    return {
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
        **dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home)),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(path / "tmp")),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        # With another home, packages that the user installed for themselves would not be found.
        "PYTHONUSERBASE": site.getuserbase(),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        **layout.variables(str(path / "course")),
    }


def _copy_font_index(target: Path) -> None:
    """Give matplotlib its list of fonts; without it, every kernel would search the machine for fonts."""
    own = os.environ.get("MPLCONFIGDIR")
    homes = [Path(own)] if own else [Path.home() / ".cache" / "matplotlib", Path.home() / ".matplotlib"]
    for index in (index for home in homes for index in home.glob("fontlist-*.json")):
        with suppress(OSError):
            shutil.copyfile(index, target / index.name)
