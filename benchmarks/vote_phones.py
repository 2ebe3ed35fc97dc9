"""A vote with 300 phones on loopback, each a connection of its own, that answer within five seconds; killed in between.

What is measured: the time of each answer's reply, how soon after an answer the teacher's page moves, the memory of the
server, and that every answer counts once, also when the server is killed and started again in the middle.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[str, float, float | None, str]

ROOT = Path(__file__).parents[1]
PHONES = 300
WITHIN_S = 5.0
MOST_REPLY_MS, MOST_MOVE_MS, MOST_MB = 100.0, 300.0, 150.0
_RETRY_S = 0.3


@dataclass
class Measured:
    """What a vote took.

    Attributes:
        replies: milliseconds from an answer to its reply.
        moves: milliseconds from an answer's reply to the teacher's page that shows it.
        counted: how many answers the server has at the end.
        resent: how many phones had to send again, because the server was not there.
        memory: the most that the server held, in MB.
        down: seconds from the kill to the first page of the new server.
    """

    replies: list[float] = field(default_factory=list)
    moves: list[float] = field(default_factory=list)
    counted: int = 0
    resent: int = 0
    memory: float = 0.0
    down: float = 0.0


class Wire:
    """One request a connection, by hand: a client library would cost more than the server."""

    def __init__(self, port: int) -> None:
        """Speak to a server on loopback.

        Args:
            port: where it listens.
        """
        self.port = port
        self._open: list[asyncio.StreamWriter] = []

    async def ask(self, method: str, path: str, cookie: str = "", form: str = "") -> tuple[int, dict[str, str], str]:
        """Return status, headers and body."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(self._head(method, path, cookie, form))
            raw = await reader.read()
        finally:
            writer.close()
        head, _, body = raw.decode("utf-8").partition("\r\n\r\n")
        first, *lines = head.split("\r\n")
        if not first:
            raise ConnectionError
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        return int(first.split()[1]), headers, body

    async def listen(self, path: str, cookie: str) -> asyncio.StreamReader:
        """Return a stream of news, which stays open."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(self._head("GET", path, cookie, "").replace(b"Connection: close\r\n", b""))
        self._open.append(writer)
        return reader

    def close(self) -> None:
        """Close every stream."""
        for writer in self._open:
            writer.close()

    def _head(self, method: str, path: str, cookie: str, form: str) -> bytes:
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\nCookie: {cookie}\r\n"
        if method == "POST":
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n"
        return f"{head}Accept: application/json\r\n\r\n{form}".encode()


async def start(folder: str, port: int = 0) -> tuple[asyncio.subprocess.Process, int, str]:
    """Start the command; return its process, port and secret."""
    words = ["vote", "q-0303", "--no-browser", "--address", "127.0.0.1", *(["--port", str(port)] if port else [])]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "coursekit.cli", *words),
        cwd=ROOT,
        env={**os.environ, "TMPDIR": folder},
        stdout=asyncio.subprocess.PIPE,
    )
    said = ""
    while "Ctrl+C ends" not in said and process.stdout:
        line = (await process.stdout.readline()).decode()
        if not line:
            raise RuntimeError(f"The vote did not start: {said}")
        said += line
    found = re.search(r"127\.0\.0\.1:(\d+)/teacher/(\S+)", said)
    if not found:
        raise RuntimeError(f"The vote named no page for the teacher: {said}")
    return process, int(found[1]), found[2]


async def phone(wire: Wire, number: int, measured: Measured, sent: list[float], begin: asyncio.Event) -> None:
    """Open the page, listen, think for a while, answer; again and again while the server is not there."""
    _, headers, _ = await wire.ask("GET", "/")
    cookie = headers["set-cookie"].partition(";")[0]
    await wire.listen("/live", cookie)
    await begin.wait()
    await asyncio.sleep(random.Random(number).random() * WITHIN_S)  # noqa: S311 - no secret
    form = urlencode({"key": "0.1.open", "choice": "abcd"[number % 4]})
    while True:
        started = time.perf_counter()
        try:
            status, _, body = await wire.ask("POST", "/vote", cookie, form)
        except OSError:
            measured.resent += 1
            await asyncio.sleep(_RETRY_S)
            continue
        if status != 200 or not json.loads(body)["counted"]:  # noqa: PLR2004 - HTTP's word for well done
            raise RuntimeError(f"An answer was refused: {status} {body}")
        sent.append(time.perf_counter())
        measured.replies.append(1000 * (sent[-1] - started))
        return


async def watch_teacher(wire: Wire, cookie: str, seen: dict[int, float]) -> None:
    """Note when the teacher's page shows each number of answers."""
    while True:
        with suppress(OSError):
            news = await wire.listen("/teacher/live", cookie)
            while line := await news.readline():
                if line.startswith(b"data: "):
                    answered = json.loads(line.removeprefix(b"data: "))["answered"]
                    for number in range(1, answered + 1):
                        seen.setdefault(number, time.perf_counter())
        await asyncio.sleep(_RETRY_S)


async def watch_memory(measured: Measured, running: list[int]) -> None:
    """Note the most memory that the server holds."""
    while True:
        with suppress(psutil.Error):
            measured.memory = max(measured.memory, psutil.Process(running[-1]).memory_info().rss / 1e6)
        await asyncio.sleep(0.1)


async def vote(*, kill: bool) -> Measured:
    """Run one vote.

    Args:
        kill: kill the server in the middle and start it again.
    """
    measured = Measured()
    sent: list[float] = []
    seen: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        process, port, secret = await start(folder)
        running, wire = [process.pid], Wire(port)
        _, headers, _ = await wire.ask("GET", f"/teacher/{secret}")
        cookie = headers["set-cookie"].partition(";")[0]
        watchers = [
            asyncio.create_task(watch_teacher(wire, cookie, seen)),
            asyncio.create_task(watch_memory(measured, running)),
        ]
        await wire.ask("POST", "/teacher/act", cookie, urlencode({"action": "open", "key": "0.0.waiting"}))
        begin = asyncio.Event()
        phones = [asyncio.create_task(phone(wire, number, measured, sent, begin)) for number in range(PHONES)]
        await asyncio.sleep(3)
        begin.set()
        if kill:
            await asyncio.sleep(WITHIN_S / 2)
            process.send_signal(signal.SIGKILL)
            await process.wait()
            gone = time.perf_counter()
            process, _, _ = await start(folder, port)
            running.append(process.pid)
            measured.down = time.perf_counter() - gone
        await asyncio.gather(*phones)
        await asyncio.sleep(1)
        _, _, page = await wire.ask("GET", "/teacher", cookie)
        found = re.search(r'data-count="answered">(\d+)<', page)
        measured.counted = int(found[1]) if found else 0
        measured.moves = [1000 * max(0.0, seen[number] - when) for number, when in enumerate(sorted(sent), 1)]
        for watcher in watchers:
            watcher.cancel()
        wire.close()
        process.terminate()
        await process.wait()
    return measured


def rows() -> Iterator[Row]:
    """Measure and yield what, how much, at most how much, and the unit."""
    calm = asyncio.run(vote(kill=False))
    yield f"vote, {PHONES} phones: answers not counted once", float(abs(PHONES - calm.counted)), 0.0, ""
    yield "vote: an answer's reply, p50", percentile(calm.replies, 0.5), None, "ms"
    yield "vote: an answer's reply, p95", percentile(calm.replies, 0.95), MOST_REPLY_MS, "ms"
    yield "vote: the teacher's page moves, p95", percentile(calm.moves, 0.95), None, "ms"
    yield "vote: the teacher's page moves, slowest", max(calm.moves), MOST_MOVE_MS, "ms"
    yield "vote: the server's memory", calm.memory, MOST_MB, "MB"
    killed = asyncio.run(vote(kill=True))
    yield "vote, killed in the middle: answers not counted once", float(abs(PHONES - killed.counted)), 0.0, ""
    yield "vote, killed: seconds until it is there again", killed.down, None, "s"
    yield "vote, killed: requests that were sent again", float(killed.resent), None, ""


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    for row in rows():
        print(json.dumps(row), flush=True)
