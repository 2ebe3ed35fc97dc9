"""The command: words that help, a killed server that goes on, ports, and what is left at the end."""

from __future__ import annotations

import csv
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from coursekit.teaching import vote_command
from coursekit.teaching.vote import network, start
from thirteenth.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.whole
ROOT = Path(__file__).resolve().parents[3]
NO_KILL = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@contextmanager
def voting(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """Run the command in a temporary folder of its own: the process, the teacher's address, the lines it said."""
    command = [sys.executable, "-m", "coursekit.cli", "vote", "--no-browser", "--address", "127.0.0.1", *words]
    env = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder)}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ctrl+C"):
            break
    try:
        found = re.search(r"http://\S+/teacher/\S+", "".join(lines))
        assert found, lines
        yield process, found[0], lines
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def press(teacher: httpx.Client, action: str) -> None:
    key = re.search(r'data-key="([^"]+)"', teacher.get("/teacher").text)
    assert key
    teacher.post("/teacher/act", data={"action": action, "key": key[1]})


@NO_KILL
def test_what_was_counted_is_there_after_a_kill(tmp_path: Path) -> None:
    port = network.listen(8100, "127.0.0.1")
    wanted = str(port.getsockname()[1])
    port.close()
    table = tmp_path / "counts.csv"
    with voting(tmp_path, "q-0303", "--port", wanted) as (process, address, _):
        base = address.partition("/teacher")[0]
        with httpx.Client(base_url=base, follow_redirects=True) as teacher, httpx.Client(base_url=base) as phone:
            teacher.get(address)
            press(teacher, "open")
            phone.get("/")
            form = {"key": "0.1.open", "choice": "d"}
            assert phone.post("/vote", data=form).status_code == 303
            process.kill()
            process.wait()
            with voting(tmp_path, "q-0303", "--port", wanted, "--csv", str(table)) as (again, same_address, lines):
                assert "Going on with the interrupted vote; 1 answer of its last round is there" in "".join(lines)
                # The phone's cookie, the teacher's cookie and the teacher's address are as good as before.
                assert same_address == address
                assert "Counted: D." in phone.get("/").text
                assert phone.post("/vote", data={**form, "choice": "a"}).status_code == 303
                assert '<strong data-count="answered">1</strong>' in teacher.get("/teacher").text
                again.send_signal(signal.SIGTERM)
                assert again.wait(timeout=20) == 0
                assert again.stdout
                assert "the answers are deleted" in again.stdout.read()
    # Only the counts are left.
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["round 1"] == "fewer than 5"
    assert list(tmp_path.rglob("*.jsonl")) == []


def test_two_votes_at_once_take_two_ports_and_two_names(tmp_path: Path) -> None:
    with (
        voting(tmp_path, "q-0303") as (_, first, _),
        voting(tmp_path, "q-0303", "--name", "room 7b") as (process, second, lines),
    ):
        assert first.partition("/teacher")[0] != second.partition("/teacher")[0]
        assert re.search(r"Port \d+ is taken, perhaps by another vote; this one uses \d+\.", "".join(lines))
        assert "room 7b" in httpx.get(second.partition("/teacher")[0]).text
        with httpx.Client(base_url=second.partition("/teacher")[0], follow_redirects=True) as teacher:
            teacher.get(second)
            press(teacher, "end")
        assert process.wait(timeout=20) == 0


def test_a_question_that_cannot_be_voted_on_gets_a_word_and_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vote", "q-0306"]) == 1
    said = capsys.readouterr().err
    assert "q-0306 (match) is not for a vote. Pairs do not fit on a phone." in said
    assert "q-0303" in said
    assert main(["vote", "q-0333"]) == 1
    assert "Did you mean" in capsys.readouterr().err
    assert main(["vote", "q-0303", "--csv", "no/such/folder/counts.csv"]) == 1
    assert "Name a file" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["vote", "q-0303", "--port", port])
    assert "is no port" in capsys.readouterr().err


def test_without_the_classroom_part_one_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(vote_command, "find_spec", lambda name: None if name in {"segno", "uvicorn"} else name)
    assert main(["vote", "q-0303"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "needs uvicorn, segno" in said
    assert 'pip install ".[class]"' in said


def test_the_other_commands_import_no_web_server() -> None:
    code = "import sys, coursekit.cli; print({'starlette', 'uvicorn', 'segno', 'jinja2'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_next_free_port_is_taken_and_none_is_said() -> None:
    with network.listen(8200, "127.0.0.1") as first:
        port = first.getsockname()[1]
        with network.listen(port, "127.0.0.1") as second:
            assert port < second.getsockname()[1] < port + 20
    with pytest.raises(network.NoPortError, match="--port 9000"):
        network.listen(65536)


def test_without_a_network_hotspot_and_cards_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(socket, "gethostbyname_ex", nowhere)
    monkeypatch.setattr(socket.socket, "connect", nowhere)
    assert network.addresses() == []
    assert start._places(None, 8013).address == ""
    assert "127.0.0.1" in start._places(None, 8013).hosts
    assert start._places("10.0.0.7", 8013).address == "10.0.0.7:8013"


@pytest.mark.parametrize(("platform", "word"), [("win32", "Allow access"), ("darwin", "Allow"), ("linux", "")])
def test_what_a_firewall_asks_has_an_answer(platform: str, word: str) -> None:
    assert word in network.firewall_word(platform)
