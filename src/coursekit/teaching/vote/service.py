"""One running vote: the poll, its journal, who listens, and what is refused. The routes speak to this."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coursekit.teaching.vote.ballot import NotAnAnswerError, describe, read_answer, read_cards
from coursekit.teaching.vote.hub import Hub
from coursekit.teaching.vote.limits import Limits, Sources
from coursekit.teaching.vote.poll import NotNowError, Poll
from coursekit.teaching.vote.sentences import sentences
from coursekit.teaching.vote.tally import LEAST, Result, tally
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.quiz.question import Question
    from coursekit.teaching.vote.ballot import Form
    from coursekit.teaching.vote.journal import Journal
    from coursekit.teaching.vote.poll import Event
    from coursekit.teaching.vote.session import Session

# Ten times a second the count moves; more would only cost.
_COUNT_PAUSE_S = 0.1


class RefusedError(ValueError):
    """An answer is not taken; the message says why, ``status`` how HTTP says it."""

    def __init__(self, words: str, status: int) -> None:
        """Keep both.

        Args:
            words: for whoever tried.
            status: of HTTP.
        """
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Places:
    """Where the vote can be reached.

    Attributes:
        address: what pupils type, such as ``192.168.1.20:8013``; empty without a network.
        others: further addresses of this computer.
        port: where it listens.
        hosts: what a browser may ask for.
    """

    address: str
    others: tuple[str, ...]
    port: int
    hosts: frozenset[str]


@dataclass
class Service:
    """One running vote.

    Attributes:
        session: its names and keys.
        poll: what has happened.
        journal: the same on the disk.
        places: where it can be reached.
        least: below so many answers nothing of a round is shown.
        rehearsal: one person tries it out; every page says so.
        limits: how often somebody may do something.
        sources: how many devices answer from each address.
        stages: pages that hear of each step.
        counts: pages that hear of each answer too.
        over: set when the vote has ended and every page was told.
    """

    session: Session
    poll: Poll
    journal: Journal
    places: Places
    least: int = LEAST
    rehearsal: bool = False
    limits: Limits = field(default_factory=Limits)
    sources: Sources = field(default_factory=Sources)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    stages: Hub = field(init=False)
    counts: Hub = field(init=False)

    def __post_init__(self) -> None:
        """Let pages listen."""
        self.counts = Hub(self.counted, _COUNT_PAUSE_S)
        self.stages = Hub(lambda: {"key": self.poll.key}, on_change=self.counts.publish)

    def counted(self) -> dict[str, Any]:
        """Return what the projector and the teacher see move."""
        answered, phones = self.poll.answered(), self.phones()
        in_words = sentences(answered, phones, cards=bool(self.poll.cards()))
        return {"key": self.poll.key, "answered": answered, "phones": phones, "sentences": in_words}

    def phones(self) -> int:
        """Return how many phones look at the page now, with counted cards; or have answered if those are more."""
        return max(len(self.stages.owners) + sum(self.poll.cards().values()), self.poll.answered())

    async def vote(self, device: str, address: str, key: str, form: Form) -> str:
        """Take an answer, and return the words for its author when it is on the disk.

        Args:
            device: whose it is.
            address: where it comes from.
            key: of the page that it was given on.
            form: its fields.

        Raises:
            RefusedError: it is not taken.
        """
        if not self.limits.device.take(device):
            raise RefusedError(gettext("That was very quick. Wait a moment, then send it again."), 429)
        question = self.poll.question
        try:
            self.poll.check_open(key)
            response = read_answer(question, form)
            await self._happen({"kind": "vote", "key": key, "device": device, "response": response})
        except NotNowError as error:
            raise RefusedError(str(error), 409) from error
        except NotAnAnswerError as error:
            raise RefusedError(str(error), 422) from error
        self.sources.note(address, device)
        return gettext(
            "Counted: {answer}. You can change it until the round is closed.", answer=describe(question, response)
        )

    async def count_cards(self, key: str, form: Form) -> None:
        """Add the cards that the teacher has counted to the phones' answers of this round.

        Args:
            key: of the page that they were typed on.
            form: for each option a number; what is no number counts as none.

        Raises:
            NotNowError: the round is closed, or a number is too large.
        """
        await self._happen({"kind": "cards", "key": key, "counts": read_cards(self.poll.question, form)})

    async def act(self, action: str, key: str) -> None:
        """Take the next step of the lesson.

        Args:
            action: one of those that the poll offers, or ``end``.
            key: of the page that it was chosen on.

        Raises:
            NotNowError: the vote has moved on meanwhile.
        """
        await self._happen({"kind": "act", "key": key, "action": action})
        if self.poll.ended:
            self.end()

    def end(self) -> None:
        """Tell every page that the vote has ended; the server stops after that."""
        self.poll.ended = True
        self.stages.close()
        self.counts.close()
        self.over.set()

    def results(self) -> list[tuple[Question, Result]]:
        """Return every question that was voted on with its result."""
        votes = [(question, self.poll.answers(at)) for at, question in enumerate(self.poll.questions)]
        return [(question, tally(question, rounds, self.least)) for question, rounds in votes if rounds]

    def result(self) -> Result:
        """Return the result of the question that is asked now."""
        return tally(self.poll.question, self.poll.answers(), self.least)

    async def _happen(self, event: Event) -> None:
        before = self.poll.key
        self.poll.apply(event)
        await self.journal.append(event)
        if self.poll.key != before or event["kind"] == "act":
            self.stages.publish()
        self.counts.publish()


def replay(questions: Sequence[Question], events: Sequence[Event]) -> Poll:
    """Return the poll in which all this has happened.

    Args:
        questions: what is asked.
        events: what happened, oldest first; what cannot have happened is left out.
    """
    poll = Poll(questions)
    for event in events:
        try:
            poll.apply(event)
        except (NotNowError, KeyError, TypeError):
            continue
    return poll
