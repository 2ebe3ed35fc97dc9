"""The vote without a network: rounds, one answer a device and round, and the same again from its events."""

from __future__ import annotations

from typing import Any

import pytest

from coursekit.quiz import bank
from coursekit.teaching.vote.room import MOST_CHANGES, MOST_DEVICES, Event, NotNowError, Phase, Room
from coursekit.teaching.vote.service import replay

QUESTIONS = [bank.find("q-0303"), bank.find("q-0302")]


class Told(Room):
    """A room that remembers what it was told."""

    def __init__(self) -> None:
        super().__init__(QUESTIONS)
        self.events: list[Event] = []

    def act(self, action: str) -> None:
        self.tell({"kind": "act", "key": self.key, "action": action})

    def vote(self, device: str, choice: str, key: str | None = None) -> None:
        self.tell({"kind": "vote", "key": key or self.key, "device": device, "response": {"choice": choice}})

    def tell(self, event: Event) -> None:
        self.apply(event)
        self.events.append(event)


def test_the_steps_of_a_lesson() -> None:
    room = Told()
    phases = [room.phase]
    for action in ("open", "close", "open", "close", "reveal", "next", "open"):
        assert action in room.offers()
        room.act(action)
        phases.append(room.phase)
    assert phases == [
        *(Phase.WAITING, Phase.OPEN, Phase.TALK, Phase.OPEN, Phase.CLOSED, Phase.REVEALED, Phase.WAITING, Phase.OPEN)
    ]
    assert room.question.id == "q-0302"


def test_a_device_counts_once_and_can_change_until_the_round_is_closed() -> None:
    room = Told()
    room.act("open")
    first = room.key
    for choice in "aab":
        room.vote("ada", choice)
    room.vote("bob", "c")
    assert room.answered() == 2
    assert room.answers() == [[{"choice": "b"}, {"choice": "c"}]]
    room.act("close")
    with pytest.raises(NotNowError, match="closed"):
        room.vote("ada", "d")
    room.act("open")
    assert room.own("ada") is None
    assert room.last_own("ada") == {"choice": "b"}
    # A page of round 1 that was left open does not vote in round 2.
    with pytest.raises(NotNowError):
        room.vote("ada", "d", key=first)
    assert room.answers() == [[{"choice": "b"}, {"choice": "c"}], []]


@pytest.mark.parametrize("action", ["close", "reveal", "nonsense", "open twice"])
def test_a_step_that_is_not_offered_changes_nothing(action: str) -> None:
    room = Told()
    if action == "open twice":
        room.act("open")
        before, event = room.key, {"kind": "act", "key": "0.0.waiting", "action": "open"}
    else:
        before, event = room.key, {"kind": "act", "key": room.key, "action": action}
    with pytest.raises(NotNowError):
        room.apply(event)
    assert room.key == before


def test_the_same_events_give_the_same_room() -> None:
    room = Told()
    room.act("open")
    room.vote("ada", "a")
    room.vote("bob", "b")
    room.act("close")
    room.act("open")
    room.vote("ada", "b")
    broken: list[Any] = [{"kind": "vote"}, {"kind": "act", "key": "9", "action": "end"}]
    again = replay(QUESTIONS, [*room.events, *broken])
    assert (again.key, again.answers(), again.own("ada")) == (room.key, room.answers(), {"choice": "b"})


def test_cards_count_beside_phones_and_a_new_count_replaces_the_old() -> None:
    room = Told()
    room.act("open")
    room.vote("ada", "d")
    for counts in ({"a": 9}, {"a": 2, "d": 1}):
        room.tell({"kind": "cards", "key": room.key, "counts": counts})
    assert room.answered() == 4
    given = [{"choice": "d"}, {"choice": "a"}, {"choice": "a"}, {"choice": "d"}]
    assert room.answers() == [given]
    room.act("close")
    with pytest.raises(NotNowError, match="closed"):
        room.tell({"kind": "cards", "key": room.key, "counts": {"a": 1}})
    room.act("open")
    assert room.cards() == {}
    with pytest.raises(NotNowError, match="from 0 to"):
        room.tell({"kind": "cards", "key": room.key, "counts": {"a": 501}})
    # After a crash they are there.
    assert replay(QUESTIONS, room.events).answers() == [given, []]


def test_a_program_cannot_fill_the_memory() -> None:
    room = Told()
    room.act("open")
    for number in range(MOST_DEVICES):
        room.apply({"kind": "vote", "key": room.key, "device": str(number), "response": {"choice": "a"}})
    with pytest.raises(NotNowError, match="devices"):
        room.vote("one more", "a")
    for _ in range(MOST_CHANGES - 1):
        room.vote("0", "b")
    with pytest.raises(NotNowError, match="too often"):
        room.vote("0", "c")
    assert room.answered() == MOST_DEVICES
