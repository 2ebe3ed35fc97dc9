"""The vote without a network: rounds, one answer a device and round, and the same again from its events."""

from __future__ import annotations

from typing import Any

import pytest

from coursekit.quiz import bank
from coursekit.teaching.vote.poll import MOST_CHANGES, MOST_DEVICES, Event, NotNowError, Phase, Poll
from coursekit.teaching.vote.service import replay

QUESTIONS = [bank.find("q-0303"), bank.find("q-0302")]


class Told(Poll):
    """A poll that remembers what it was told."""

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
    poll = Told()
    phases = [poll.phase]
    for action in ("open", "close", "open", "close", "reveal", "next", "open"):
        assert action in poll.offers()
        poll.act(action)
        phases.append(poll.phase)
    assert phases == [
        *(Phase.WAITING, Phase.OPEN, Phase.TALK, Phase.OPEN, Phase.CLOSED, Phase.REVEALED, Phase.WAITING, Phase.OPEN)
    ]
    assert poll.question.id == "q-0302"


def test_a_device_counts_once_and_can_change_until_the_round_is_closed() -> None:
    poll = Told()
    poll.act("open")
    first = poll.key
    for choice in "aab":
        poll.vote("ada", choice)
    poll.vote("bob", "c")
    assert poll.answered() == 2
    assert poll.answers() == [[{"choice": "b"}, {"choice": "c"}]]
    poll.act("close")
    with pytest.raises(NotNowError, match="closed"):
        poll.vote("ada", "d")
    poll.act("open")
    assert poll.own("ada") is None
    assert poll.last_own("ada") == {"choice": "b"}
    # A page of round 1 that was left open does not vote in round 2.
    with pytest.raises(NotNowError):
        poll.vote("ada", "d", key=first)
    assert poll.answers() == [[{"choice": "b"}, {"choice": "c"}], []]


@pytest.mark.parametrize("action", ["close", "reveal", "nonsense", "open twice"])
def test_a_step_that_is_not_offered_changes_nothing(action: str) -> None:
    poll = Told()
    if action == "open twice":
        poll.act("open")
        before, event = poll.key, {"kind": "act", "key": "0.0.waiting", "action": "open"}
    else:
        before, event = poll.key, {"kind": "act", "key": poll.key, "action": action}
    with pytest.raises(NotNowError):
        poll.apply(event)
    assert poll.key == before


def test_the_same_events_give_the_same_room() -> None:
    poll = Told()
    poll.act("open")
    poll.vote("ada", "a")
    poll.vote("bob", "b")
    poll.act("close")
    poll.act("open")
    poll.vote("ada", "b")
    broken: list[Any] = [{"kind": "vote"}, {"kind": "act", "key": "9", "action": "end"}]
    again = replay(QUESTIONS, [*poll.events, *broken])
    assert (again.key, again.answers(), again.own("ada")) == (poll.key, poll.answers(), {"choice": "b"})


def test_cards_count_beside_phones_and_a_new_count_replaces_the_old() -> None:
    poll = Told()
    poll.act("open")
    poll.vote("ada", "d")
    for counts in ({"a": 9}, {"a": 2, "d": 1}):
        poll.tell({"kind": "cards", "key": poll.key, "counts": counts})
    assert poll.answered() == 4
    given = [{"choice": "d"}, {"choice": "a"}, {"choice": "a"}, {"choice": "d"}]
    assert poll.answers() == [given]
    poll.act("close")
    with pytest.raises(NotNowError, match="closed"):
        poll.tell({"kind": "cards", "key": poll.key, "counts": {"a": 1}})
    poll.act("open")
    assert poll.cards() == {}
    with pytest.raises(NotNowError, match="from 0 to"):
        poll.tell({"kind": "cards", "key": poll.key, "counts": {"a": 501}})
    # After a crash they are there.
    assert replay(QUESTIONS, poll.events).answers() == [given, []]


def test_a_program_cannot_fill_the_memory() -> None:
    poll = Told()
    poll.act("open")
    for number in range(MOST_DEVICES):
        poll.apply({"kind": "vote", "key": poll.key, "device": str(number), "response": {"choice": "a"}})
    with pytest.raises(NotNowError, match="devices"):
        poll.vote("one more", "a")
    for _ in range(MOST_CHANGES - 1):
        poll.vote("0", "b")
    with pytest.raises(NotNowError, match="too often"):
        poll.vote("0", "c")
    assert poll.answered() == MOST_DEVICES
