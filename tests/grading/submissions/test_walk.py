"""Folders and archives are walked through safely: every file is named, nothing outside them is read."""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

from coursekit.grading.submissions import archives
from coursekit.grading.submissions.files import EMPTY, NotUsableError
from coursekit.grading.submissions.walk import walk

if TYPE_CHECKING:
    from pathlib import Path

    from coursekit.grading.submissions.files import Found


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def named(place: Path) -> dict[str, Found]:
    return {"/".join(file.parts): file for file in walk(place)}


def refused(file: Found) -> str:
    with pytest.raises(NotUsableError) as caught:
        file.read(100)
    return str(caught.value)


def test_a_folder_and_a_zip_of_it_hold_the_same_files(tmp_path: Path) -> None:
    files = {"anna/01-x.ipynb": b"{}", "bob/Übung.ipynb": b"[]", "__MACOSX/._x.ipynb": b"-", "anna/.hidden.ipynb": b"-"}
    for name, content in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "in.zip").write_bytes(zipped(files))
    for place in (tmp_path / "in", tmp_path / "in.zip"):
        found = named(place)
        assert set(found) == {"anna/01-x.ipynb", "bob/Übung.ipynb"}
        assert found["bob/Übung.ipynb"].read(10) == b"[]"


def test_no_more_is_read_than_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_bytes(b"x" * 100)
    (tmp_path / "in.zip").write_bytes(zipped({"x.ipynb": b"x" * 100}))
    for place in (tmp_path / "x.ipynb", tmp_path / "in.zip"):
        assert len(named(place)["x.ipynb"].read(10)) == 11


def test_an_archive_inside_is_opened_and_one_deeper_is_refused(tmp_path: Path) -> None:
    third = zipped({"c.ipynb": b"{}"})
    second = zipped({"b.ipynb": b"{}", "third.zip": third})
    (tmp_path / "in.zip").write_bytes(zipped({"anna.zip": zipped({"a.ipynb": b"{}", "second.zip": second})}))
    found = named(tmp_path / "in.zip")
    assert found["anna.zip/a.ipynb"].read(10) == b"{}"
    assert "anna.zip/second.zip/b.ipynb" in found
    assert "zip inside a zip" in refused(found["anna.zip/second.zip/third.zip"])


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("anna.rar", b"Rar!", "archive of a kind that is not opened"),
        ("anna.zip", b"not a zip", "no readable zip archive"),
        ("anna.zip", zipped({}), "The archive is empty"),
    ],
)
def test_what_cannot_be_opened_says_why(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    (file,) = named(tmp_path / "in").values()
    assert why in refused(file)


@pytest.mark.parametrize("name", ["../out.ipynb", "/etc/x.ipynb", "C:/x.ipynb"])
def test_a_name_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "in.zip").write_bytes(zipped({name: b"{}"}))
    (file,) = named(tmp_path / "in.zip").values()
    assert ".." not in file.parts
    assert refused(file) == "Its name points outside the archive."


def test_an_archive_with_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    (tmp_path / "in.zip").write_bytes(zipped({f"{number}.ipynb": b"" for number in range(3)}))
    with pytest.raises(NotUsableError, match="holds 3 files; 2 is the limit"):
        list(walk(tmp_path / "in.zip"))


def test_an_empty_folder_is_told_in_a_folder_and_in_a_zip(tmp_path: Path) -> None:
    (tmp_path / "in" / "anna").mkdir(parents=True)
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("anna/", "")
    for place in (tmp_path / "in", tmp_path / "in.zip"):
        assert refused(named(place)[f"anna/{EMPTY}"]) == "The folder is empty."


KEPT = ".ipynb_checkpoints/01-sheet-checkpoint.ipynb"


def test_the_copy_that_jupyterlab_keeps_is_read_only_where_no_other_notebook_is_left(tmp_path: Path) -> None:
    files = {
        f"anna/{KEPT}": b"{}",
        "anna/notes.txt": b"x",
        f"bob/{KEPT}": b"{}",
        "bob/work/01-sheet.ipynb": b"{}",
        "cleo/._01-sheet.ipynb": b"x",
    }
    for name, content in files.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(content)
    (tmp_path / "in.zip").write_bytes(zipped({"cleo/": b"", **files}))
    for place in (tmp_path / "in", tmp_path / "in.zip"):
        found = named(place)
        assert set(found) == {"anna/notes.txt", f"anna/{KEPT}", "bob/work/01-sheet.ipynb", f"cleo/{EMPTY}"}
        assert found[f"anna/{KEPT}"].read(10) == b"{}"
        assert refused(found[f"cleo/{EMPTY}"]) == "The folder holds hidden files only, such as ._01-sheet.ipynb."


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make a link")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.ipynb").write_text("secret", encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.ipynb").symlink_to(tmp_path / "secret.ipynb")
    assert "symbolic link" in refused(named(tmp_path / "in")["x.ipynb"])


@pytest.mark.parametrize(("name", "why"), [("nothing", "does not exist"), ("in.txt", "is no folder")])
def test_a_place_that_is_none_is_named(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "in.txt").write_text("", encoding="utf-8")
    with pytest.raises(NotUsableError, match=why):
        list(walk(tmp_path / name))
