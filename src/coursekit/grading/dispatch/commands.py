"""What the instructor's commands share: the names of files in a class's folder, and how they speak."""

from __future__ import annotations

import sys

GRADEBOOK = "gradebook.sqlite"
COLLECTED = "collected.csv"
TO_READ = "to_read.csv"
# What is not made anew from the gradebook alone: a learner's rows in them follow when the learner is renamed.
OUTLIVING = (TO_READ, COLLECTED)


INTERRUPTED = 130


def say(words: str) -> None:
    """Say one line on the terminal, beside whatever a command writes."""
    print(words, file=sys.stderr)  # noqa: T201 - a command speaks on the terminal


def stopped(next_step: str = "What was graded is kept; the same command goes on from there.") -> int:
    """Say that Ctrl-C was heard, and return the command's exit code.

    Args:
        next_step: what is kept, and how to go on.
    """
    say(f"Stopped. {next_step}")
    return INTERRUPTED
