"""A kind word now and then: for a second look that paid off, for one right at once, never after every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.quiz.reply import DONE, RIGHT
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply

AT_ONCE = (
    N_("At the first try: you read closely."),
    N_("You had it at once. Could you say why to someone else?"),
    N_("Well seen."),
)
LOOKED_AGAIN = (
    N_("You looked again and found it: that is how sources are read."),
    N_("Found on a second look. Which word made the difference?"),
    N_("You gave up one answer for a better one: evidence is for that."),
)
ARGUED = N_("A whole argument, with what speaks against it. Few people go that far.")
# One right answer in so many gets a kind word; a word after each would say nothing.
EVERY = 3


def warm(question: Question, reply: Reply, tries: int, hints: int) -> str:
    """Return a kind word, or nothing.

    Args:
        question: what was asked; which word it gets depends on its text alone.
        reply: the reply to the answer.
        tries: how many answers were given, this one counted.
        hints: how many hints were open.
    """
    number = int(question.wording, 16)
    if reply.outcome == RIGHT and tries > 1:
        return gettext(LOOKED_AGAIN[number % len(LOOKED_AGAIN)])
    if reply.outcome == DONE and question.type == "stance" and reply.points == reply.of:
        return gettext(ARGUED)
    if reply.outcome == RIGHT and not hints and number % EVERY == 0:
        return gettext(AT_ONCE[number // EVERY % len(AT_ONCE)])
    return ""
