"""The vote itself, without any network: questions, rounds, and one answer a device and round.

Whatever happens is an event, a plain dictionary. The same events in the same order give the same poll, which is how a
vote goes on after a crash (``journal``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Response

Event = dict[str, Any]
ROUNDS = 2
MOST_DEVICES = 2000
# A finger that changes its mind more often than this in one round is a program.
MOST_CHANGES = 100
# A larger number is a slip of the teacher's fingers.
MOST_CARDS = 500
# The questions whose options are held up as cards, and the name that an answer has in a response.
ON_CARDS = {"single": "choice", "stance": "position"}


class Phase(StrEnum):
    """Where the question stands."""

    WAITING = "waiting"
    OPEN = "open"
    TALK = "talk"
    CLOSED = "closed"
    REVEALED = "revealed"
    ENDED = "ended"


class NotNowError(ValueError):
    """This cannot be done at this moment; the message says why, for whoever tried."""


@dataclass
class Progress:
    """How far one question is.

    Attributes:
        rounds: how many rounds were opened.
        open: answers are taken.
        revealed: the spread and the right answer are shown.
    """

    rounds: int = 0
    open: bool = False
    revealed: bool = False


class Poll:
    """One lesson's vote.

    Attributes:
        questions: what is asked, in order.
        at: the place of the question that is asked now.
        ended: the teacher has ended the vote.
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        """Begin before the first round of the first question."""
        self.questions = tuple(questions)
        self.at = 0
        self.ended = False
        self._progress = [Progress() for _ in self.questions]
        self._votes: dict[tuple[int, int], dict[str, Response]] = {}
        self._cards: dict[tuple[int, int], dict[str, int]] = {}
        self._changes: dict[str, int] = {}
        self._devices: set[str] = set()

    @property
    def question(self) -> Question:
        """The question that is asked now."""
        return self.questions[self.at]

    @property
    def round(self) -> int:
        """The number of the round that is open or was the last; 0 before the first."""
        return self._progress[self.at].rounds

    @property
    def phase(self) -> Phase:
        """Where the question stands."""
        progress = self._progress[self.at]
        if self.ended:
            return Phase.ENDED
        if progress.revealed:
            return Phase.REVEALED
        if progress.open:
            return Phase.OPEN
        return (Phase.WAITING, Phase.TALK, Phase.CLOSED)[progress.rounds]

    @property
    def key(self) -> str:
        """What changes whenever pages must: the question's place, the round, the phase."""
        return f"{self.at}.{self.round}.{self.phase}"

    def offers(self) -> tuple[str, ...]:
        """Return the actions that the teacher can take now, the next step of a lesson first."""
        last = self.at == len(self.questions) - 1
        forward = () if last else ("next",)
        return {
            Phase.WAITING: ("open", *forward),
            Phase.OPEN: ("close",),
            Phase.TALK: ("open", "reveal"),
            Phase.CLOSED: ("reveal",),
            Phase.REVEALED: forward,
            Phase.ENDED: (),
        }[self.phase]

    def apply(self, event: Event) -> None:
        """Let something happen.

        Args:
            event: ``kind`` is ``vote`` (with ``key``, ``device``, ``response``), ``cards`` (with ``key`` and
                ``counts``: how many hold up each option) or ``act`` (with ``key``, ``action``).

        Raises:
            NotNowError: it cannot happen now; nothing has changed.
        """
        if event["kind"] == "vote":
            self._vote(event)
        elif event["kind"] == "cards":
            self._count_cards(event)
        else:
            self._act(event)

    def answers(self, at: int | None = None) -> list[list[Response]]:
        """Return the answers to a question, a list for each round so far; of the question asked now when None."""
        place = self.at if at is None else at
        rounds = range(1, self._progress[place].rounds + 1)
        return [[*self._votes.get((place, number), {}).values(), *self._held_up(place, number)] for number in rounds]

    def answered(self) -> int:
        """Return how many devices and cards have answered in the round that is open or was the last."""
        return len(self._votes.get((self.at, self.round), {})) + sum(self.cards().values())

    def cards(self) -> dict[str, int]:
        """Return how many cards were counted for each option in the round that is open or was the last."""
        return self._cards.get((self.at, self.round), {})

    def own(self, device: str) -> Response | None:
        """Return a device's answer in the round that is open or was the last."""
        return self._votes.get((self.at, self.round), {}).get(device)

    def last_own(self, device: str) -> Response | None:
        """Return a device's last answer to the question that is asked now."""
        given = (self._votes.get((self.at, number), {}).get(device) for number in range(self.round, 0, -1))
        return next((response for response in given if response is not None), None)

    def check_open(self, key: str) -> None:
        """Refuse an answer that was given on a page of another round.

        Args:
            key: of the page.

        Raises:
            NotNowError: the round is closed.
        """
        if self.phase is not Phase.OPEN or key != self.key:
            raise NotNowError(gettext("This round is closed. Your last answer counts."))

    def _vote(self, event: Event) -> None:
        device = event["device"]
        self.check_open(event["key"])
        if device not in self._devices and len(self._devices) >= MOST_DEVICES:
            raise NotNowError(gettext("More devices have answered than a school has. No further one is taken."))
        if self._changes.get(device, 0) >= MOST_CHANGES:
            raise NotNowError(gettext("You have changed your answer too often in this round. Your last answer counts."))
        self._devices.add(device)
        self._changes[device] = self._changes.get(device, 0) + 1
        self._votes.setdefault((self.at, self.round), {})[device] = event["response"]

    def _count_cards(self, event: Event) -> None:
        """Keep the teacher's count of cards for this round; a second count replaces the first."""
        self.check_open(event["key"])
        counts = event["counts"]
        if self.question.type not in ON_CARDS or any(not 0 <= count <= MOST_CARDS for count in counts.values()):
            raise NotNowError(gettext("Cards are counted for each option, from 0 to {most}.", most=MOST_CARDS))
        self._cards[self.at, self.round] = dict(counts)

    def _held_up(self, at: int, number: int) -> list[Response]:
        name = ON_CARDS.get(self.questions[at].type, "")
        counts = self._cards.get((at, number), {})
        return [{name: option} for option, count in counts.items() for _ in range(count)]

    def _act(self, event: Event) -> None:
        action = event["action"]
        # A double click, or a page that was left open, must not skip a step.
        if event["key"] != self.key or (action != "end" and action not in self.offers()):
            raise NotNowError(gettext("The vote has moved on since this page was shown."))
        progress = self._progress[self.at]
        if action == "open":
            progress.rounds, progress.open = progress.rounds + 1, True
            self._changes.clear()
        elif action == "close":
            progress.open = False
        elif action == "reveal":
            progress.revealed = True
        elif action == "next":
            self.at += 1
        else:
            self.ended = True
