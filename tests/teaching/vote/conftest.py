"""A running vote on loopback, and phones, projector and teacher that speak HTTP to it."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from coursekit.quiz import bank
from coursekit.teaching.vote.journal import Journal
from coursekit.teaching.vote.network import listen, names_of_this_computer
from coursekit.teaching.vote.server import serve
from coursekit.teaching.vote.service import Places, Service, replay
from coursekit.teaching.vote.session import Kept, begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[..., "Running"]

START_S = 20
# Never used, since the vote speaks plain HTTP; but making one for each client takes longer than the test.
TLS = ssl.create_default_context()


@dataclass
class Running:
    """A vote that runs in a thread of this process.

    Attributes:
        service: the vote.
        kept: its file.
        base: its address.
        clients: who speaks to it.
    """

    service: Service
    kept: Kept
    base: str
    clients: list[httpx.Client] = field(default_factory=list)

    def phone(self, **headers: str) -> httpx.Client:
        """Return a phone that has opened the page."""
        client = self._client(headers=headers)
        assert client.get("/").status_code == 200
        return client

    def teacher(self) -> httpx.Client:
        """Return a browser that has opened the teacher's page."""
        client = self._client(follow_redirects=True)
        assert client.get(f"/teacher/{self.service.session.secret}").status_code == 200
        return client

    def _client(self, **options: Any) -> httpx.Client:  # noqa: ANN401 - as httpx takes them
        self.clients.append(httpx.Client(base_url=self.base, timeout=10, verify=TLS, **options))
        return self.clients[-1]

    def act(self, teacher: httpx.Client, *actions: str) -> None:
        """Press the teacher's buttons, one after the other."""
        for action in actions:
            form = {"action": action, "key": key_of(teacher.get("/teacher/part").text)}
            assert teacher.post("/teacher/act", data=form).status_code == 200

    def send(self, phone: httpx.Client, **fields: str | list[str]) -> httpx.Response:
        """Send a phone's form as the page's script does; ``key`` is the page's unless it is given."""
        form = {"key": self.service.poll.key, **fields}
        return phone.post("/vote", data=form, headers={"accept": "application/json"})


def key_of(page: str) -> str:
    """Return the key of a page."""
    found = re.search(r'data-key="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start a vote on some questions; it is ended with the test."""
    monkeypatch.setattr("coursekit.teaching.vote.server._FAREWELL_S", 0.05)
    threads: list[tuple[Running, threading.Thread]] = []

    def started(*names: str, least: int = 5, kept: Kept | None = None) -> Running:
        questions = [bank.find(name) for name in names or ("q-0303",)]
        listener = listen(0, "127.0.0.1")
        port = listener.getsockname()[1]
        kept = kept or begin(tmp_path, questions, port)
        places = Places(f"127.0.0.1:{port}", (), port, names_of_this_computer([]))
        service = Service(kept.session, replay(questions, kept.events), Journal(kept.descriptor), places, least)
        running = Running(service, kept, f"http://127.0.0.1:{port}")
        thread = threading.Thread(target=lambda: asyncio.run(serve(service, listener, minutes=5)), daemon=True)
        thread.start()
        threads.append((running, thread))
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            if httpx.get(f"{running.base}/favicon.ico", timeout=START_S).status_code == 204:
                return running
        pytest.fail("The vote did not start.")

    yield started
    for running, thread in threads:
        # A vote that its test has ended takes a moment to leave, and hears nobody meanwhile.
        if thread.is_alive() and not running.service.poll.ended:
            running.act(running.teacher(), "end")
        for client in running.clients:
            client.close()
        thread.join(timeout=10)
        assert not thread.is_alive()
        running.service.journal.close()
