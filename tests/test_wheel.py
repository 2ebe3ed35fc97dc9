"""The wheel holds every file of the packages: one that is left out would be missed only by a user."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coursekit.site.lite.faults import LiteError
from coursekit.site.lite.wheels import write_own_wheel, write_pure_wheel

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


def files_of_packages() -> Iterator[str]:
    for package in ("coursekit", "thirteenth"):
        for path in sorted((ROOT / "src" / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(ROOT / "src").as_posix()


def test_the_wheel_holds_every_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(write_own_wheel(ROOT, tmp_path)) as wheel:
        assert sorted(set(files_of_packages()) - set(wheel.namelist())) == []


def test_a_package_is_packed_anew_without_what_is_compiled(tmp_path: Path) -> None:
    wheel = write_pure_wheel("PyYAML", tmp_path)
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        record = next(name for name in names if name.endswith(".dist-info/RECORD"))
        listed = [line.split(",")[0] for line in packed.read(record).decode().splitlines()]
    assert "yaml/loader.py" in names
    assert not [name for name in names if name.endswith((".so", ".pyd", ".pyc"))]
    assert sorted(listed) == sorted(names)
    first = wheel.read_bytes()
    assert write_pure_wheel("PyYAML", tmp_path).read_bytes() == first


def test_a_package_that_is_not_here_is_named(tmp_path: Path) -> None:
    with pytest.raises(LiteError, match="no-such-package is not installed here"):
        write_pure_wheel("no-such-package", tmp_path)
