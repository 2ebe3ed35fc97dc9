"""What to do after a round: the rule of ConcepTests, by the share of right answers, for lessons by peer instruction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.teaching.vote.ballot import OPINIONS
from coursekit.words import gettext
from coursekit.words.numbers import whole_percent

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
    if question.type == "confidence":
        return Advice(
            gettext("Hear both ends"),
            gettext("Nothing is right or wrong here. Ask one who set it high and one who set it low for a reason."),
        )
    if question.type in OPINIONS:
        return Advice(
            gettext("Hear both sides"),
            gettext(
                "Nothing is right or wrong here. Ask one voice of each position for the strongest argument of another."
            ),
        )
    if question.type == "estimate":
        return Advice(
            gettext("Let them explain"), gettext("Ask who started from which number they knew. Then reveal the answer.")
        )
    if share is None:
        return Advice(gettext("Too few answers for advice"), gettext("Listen to the reasons, then decide."))
    return _by_share(share, rounds)


def _by_share(share: float, rounds: int) -> Advice:
    if share < EXPLAIN_BELOW:
        headline = gettext("Explain again")
        words = gettext("Too few could convince a neighbour: take another example first.")
    elif share > GO_ON_ABOVE:
        headline = gettext("Go on")
        words = gettext("Reveal, say in one sentence why, and move to the next thing.")
    elif rounds == 1:
        headline = gettext("Let them talk")
        words = gettext("Each finds a neighbour with another answer and gives reasons, two minutes; then vote again.")
    else:
        headline = gettext("Discuss it together")
        words = gettext("Hear the reason behind each answer before you reveal the right one.")
    share_right = gettext("{share}% right.", share=whole_percent(share))
    return Advice(headline, f"{share_right} {words}")
