"""How large the letters on the projector can be, so that nothing is cut off: a careful guess of how lines break."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The classes of vote.css: pixels of the question and of the answers on a page of 1280 by 720.
SIZES = {"xl": (40, 32), "l": (36, 29), "m": (31, 26), "s": (27, 23), "xs": (24, 20), "xxs": (21, 18)}
# Of a letter's height; common fonts are narrower than this one.
_WIDTH, _BOLD_WIDTH = 0.6, 0.67
_HEIGHT, _QUESTION_WIDTH, _FULL_WIDTH = 640, 860, 1190
_STEP, _BADGE = 58, 1.8


def question_size(before: str, prompt: str, choices: Sequence[str]) -> str:
    """Return the class for a question beside the code.

    Args:
        before: what leads to the question.
        prompt: the question.
        choices: the options' texts; none for a number.
    """

    def height(question_size: int, answer_size: int) -> float:
        title = len(before) * _WIDTH * 0.85 + len(prompt) * _BOLD_WIDTH
        rows = [_row(text, answer_size, _QUESTION_WIDTH, 1.22) + 0.5 * answer_size for text in choices or ["a number"]]
        return _STEP + (_lines(title * question_size, _QUESTION_WIDTH) * 1.25 + 0.6) * question_size + sum(rows)

    return _largest(height, tuple(SIZES))


def result_size(prompt: str, rows: Sequence[tuple[str, str]], below: str, rounds: int) -> str:
    """Return the class for a result.

    Args:
        prompt: the question.
        rows: of each row the answer and what is said to it.
        below: the text under the table.
        rounds: how many columns stand beside the answers.
    """
    # A round's column takes 19 of 100.
    width = _FULL_WIDTH * (0.96 - 0.19 * rounds)

    def height(question_size: int, answer_size: int) -> float:
        title = (
            _lines(len(prompt) * _BOLD_WIDTH * question_size, _FULL_WIDTH) * 1.25 * question_size + 0.6 * question_size
        )
        told = [
            _row(text, answer_size, width, 1.2)
            + _lines(len(reply) * _WIDTH * 0.85 * answer_size, width - 2.5 * answer_size) * 1.02 * answer_size
            + 0.7 * answer_size
            for text, reply in rows
        ]
        head = (1.7 + 2.9) * answer_size
        under = _lines(len(below) * _WIDTH * answer_size, _FULL_WIDTH) * 1.2 * answer_size
        return 45 + title + head + sum(told) + under

    return _largest(height, ("m", "s", "xs", "xxs"))


def _largest(height: Callable[[int, int], float], names: Sequence[str]) -> str:
    return next((name for name in names if height(*SIZES[name]) <= _HEIGHT), names[-1])


def _row(text: str, size: int, width: float, leading: float) -> float:
    """Return the height of an answer: its lines, or its letter if that is higher."""
    return max(_lines(len(text) * _WIDTH * size, width - 2.5 * size) * leading, _BADGE) * size


def _lines(length: float, width: float) -> int:
    # Words are not cut at a line's end, which costs some of each line.
    return math.ceil(length / (width * 0.95))
