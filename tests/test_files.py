"""Whole files, locks, safe names."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from coursekit import files


def test_a_file_is_written_whole_in_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "new" / "Łódź.txt"
    files.write_whole(path, "Юлия\r\nЛилия\n")
    assert path.read_bytes() == "Юлия\r\nЛилия\n".encode()
    assert [found.name for found in path.parent.iterdir()] == ["Łódź.txt"]


def test_half_a_surrogate_pair_does_not_stop_a_file(tmp_path: Path) -> None:
    files.write_whole(tmp_path / "words.txt", "half \ud83d, whole \ud83d\ude00, Юлия\r\n")
    assert (tmp_path / "words.txt").read_bytes() == "half \ufffd, whole \U0001f600, Юлия\r\n".encode()


def test_a_failed_write_leaves_the_older_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "grades.csv"
    path.write_text("older", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        files.write_whole(path, "newer")
    assert path.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_held_file_is_another_processes_until_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    code = f"""
        import sys
        from coursekit.files import try_lock
        file = open({str(path)!r}, "wb")
        print(try_lock(file.fileno()), flush=True)
        sys.stdin.read()
        """
    words = [sys.executable, "-c", textwrap.dedent(code)]
    holder = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "True"
    with path.open("rb+") as file:
        assert not files.try_lock(file.fileno())
        holder.communicate("")
        assert files.try_lock(file.fileno())


@pytest.mark.parametrize("name", ["con", "CON", "nul.txt", "com1", "lpt² .html", "aux.tar.gz"])
def test_names_that_windows_keeps_are_known(name: str) -> None:
    assert files.is_reserved(name)
    assert not files.is_reserved(f"x{name}")


def test_a_browser_s_python_that_cannot_lock_writes_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.delattr(fcntl, "flock")
    with (tmp_path / "log").open("wb") as file, files.locked(file.fileno()):
        file.write(b"kept")
    assert (tmp_path / "log").read_bytes() == b"kept"
