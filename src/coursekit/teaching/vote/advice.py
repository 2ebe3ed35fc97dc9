"""What to do after a round: the rule of ConcepTests, by the share of right answers, for lessons by peer instruction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.teaching.vote.ballot import OPINIONS

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.teaching.vote.tally import Result

EXPLAIN_BELOW, GO_ON_ABOVE = 0.3, 0.8


@dataclass(frozen=True)
class Advice:
    """A proposal to the teacher.

    Attributes:
        headline: what to do, in a few words.
        words: why, and how.
    """

    headline: str
    words: str


def advice(question: Question, result: Result) -> Advice:
    """Return what to do after the last round.

    Args:
        question: the question.
        result: its result so far; at least one round was opened.
    """
    rounds, share = len(result.answered), result.right[-1]
    if question.type in OPINIONS:
        return Advice(
            "Hear both sides",
            "Nothing is right or wrong here. Ask one voice of each position for the strongest argument of another.",
        )
    if question.type == "estimate":
        return Advice("Let them explain", "Ask who started from which number they knew. Then reveal the answer.")
    if share is None:
        return Advice("Too few answers for advice", "Listen to the reasons, then decide.")
    return _by_share(share, rounds)


def _by_share(share: float, rounds: int) -> Advice:
    said = f"{share:.0%} right."
    if share < EXPLAIN_BELOW:
        return Advice("Explain again", f"{said} Too few could convince a neighbour: take another example first.")
    if share > GO_ON_ABOVE:
        return Advice("Go on", f"{said} Reveal, say in one sentence why, and move to the next thing.")
    if rounds == 1:
        return Advice(
            "Let them talk",
            f"{said} Each finds a neighbour with another answer and gives reasons, two minutes; then vote again.",
        )
    return Advice("Discuss it together", f"{said} Hear the reason behind each answer before you reveal the right one.")
