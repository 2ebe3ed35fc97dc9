"""What lies on the disk: kept before a reply, found after a crash, gone at the end; and the tokens."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from coursekit.quiz import bank
from coursekit.teaching.vote import session
from coursekit.teaching.vote.journal import Journal, line_of, read_events
from coursekit.teaching.vote.limits import Limit, Sources
from coursekit.teaching.vote.tokens import device_of, new_device, new_secret, same

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path


QUESTIONS = [bank.find("q-0303")]
EVENT = {"kind": "vote", "key": "0.1.open", "device": "x", "response": {"choice": "a"}}


def run(work: Coroutine[Any, Any, object]) -> None:
    """Run asynchronous work in a thread of its own: a browser of other tests may have a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


def test_many_answers_share_few_fsyncs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    fsync = os.fsync

    def counted(descriptor: int) -> None:
        synced.append(descriptor)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", counted)
    path = tmp_path / "vote.jsonl"
    journal = Journal(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND))

    async def all_at_once() -> None:
        await asyncio.gather(*(journal.append({**EVENT, "device": str(number)}) for number in range(300)))

    run(all_at_once())
    journal.close()
    assert [event["device"] for event in read_events(path)] == [str(number) for number in range(300)]
    assert 1 <= len(synced) < 10


def test_half_a_surrogate_pair_in_an_answer_stops_no_vote(tmp_path: Path) -> None:
    path = tmp_path / "vote.jsonl"
    path.write_bytes(line_of({**EVENT, "response": {"text": "half \ud83d"}}))
    assert [event["response"] for event in read_events(path)] == [{"text": "half \ud83d"}]


def test_a_full_disk_stops_no_lesson_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(os.open(tmp_path / "vote.jsonl", os.O_RDWR | os.O_CREAT | os.O_APPEND))

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    run(journal.append(EVENT))
    assert journal.trouble == "No space left on device"
    journal.close()


def test_a_torn_line_is_left_out_and_what_follows_is_kept(tmp_path: Path) -> None:
    kept = session.begin(tmp_path, QUESTIONS, 8013)
    os.write(kept.descriptor, line_of(EVENT) + line_of(EVENT)[:20])
    os.close(kept.descriptor)
    again = session.unfinished(tmp_path, QUESTIONS)
    assert again
    assert again.session == kept.session
    assert again.events == [EVENT]
    journal = Journal(again.descriptor)
    run(journal.append({**EVENT, "device": "y"}))
    journal.close()
    assert [event.get("device") for event in read_events(kept.path)] == [None, "x", "y"]


def test_only_a_vote_on_the_same_words_is_taken_up(tmp_path: Path) -> None:
    kept = session.begin(tmp_path, QUESTIONS, 8013)
    if sys.platform != "win32":
        assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    # It still runs.
    assert session.unfinished(tmp_path, QUESTIONS) is None
    os.close(kept.descriptor)
    assert session.unfinished(tmp_path, [bank.find("q-0302")]) is None
    found = session.unfinished(tmp_path, QUESTIONS)
    assert found
    os.close(found.descriptor)


def test_an_old_vote_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = session.begin(tmp_path, QUESTIONS, 8013)
    os.close(kept.descriptor)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 4 * 3600)
    assert session.unfinished(tmp_path, QUESTIONS) is None
    assert not kept.path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives each user a folder of their own")
def test_a_folder_that_somebody_else_could_read_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = session.runtime_folder("course")
    assert session.runtime_folder("course") == folder
    folder.chmod(0o777)
    other = session.runtime_folder("course")
    assert other != folder
    assert stat.S_IMODE(other.stat().st_mode) == 0o700


def test_a_token_that_we_did_not_sign_is_no_device() -> None:
    key = new_secret()
    token = new_device(key)
    name = device_of(key, token)
    assert name
    assert token.startswith(name)
    forged = [None, "", "x", "x.", f"{name}.", f"{name}x.{token.partition('.')[2]}", token[:-1], token * 9, "ä.ö"]
    assert {device_of(key, each) for each in forged} == {None}
    assert device_of(new_secret(), token) is None
    assert same(key, key)
    assert not any(same(each, key) for each in (None, "", key[:-1], "\ud800"))


def test_a_bucket_empties_and_fills() -> None:
    now = [0.0]
    limit = Limit(burst=3, rate=0.5, clock=lambda: now[0])
    assert [limit.take("ada") for _ in range(4)] == [True, True, True, False]
    assert limit.take("bob")
    now[0] = 2
    assert [limit.take("ada") for _ in range(2)] == [True, False]


def test_one_address_with_many_devices_is_odd_only_beside_others_with_one() -> None:
    behind_a_router, in_the_network, cheated = Sources(), Sources(), Sources()
    for number in range(20):
        behind_a_router.note("10.0.0.1", str(number))
        in_the_network.note(f"10.0.0.{number}", str(number))
        cheated.note(f"10.0.0.{number}", str(number))
        cheated.note("10.0.0.3", f"again {number}")
    assert (behind_a_router.crowd(), in_the_network.crowd(), cheated.crowd()) == (0, 0, 21)
