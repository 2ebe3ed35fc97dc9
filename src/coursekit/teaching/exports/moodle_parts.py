"""What GIFT and Moodle XML share, because both are read by Moodle: paths of categories, and shares of a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coursekit.teaching.exports.tasks import Bank


def category(bank: Bank, number: int, title: str) -> str:
    """Return the path of a lesson's category, in which Moodle puts its questions.

    Args:
        bank: the bank, for its title.
        number: the lesson's number.
        title: the lesson's title.
    """
    return f"$course$/top/{_step(bank.title)}/{number:02d} {_step(title)}"


def _step(text: str) -> str:
    # A slash would begin a category below this one.
    return " ".join(text.split()).replace("/", "//")


def share(parts: int) -> str:
    """Return what one of some parts of 100 is, never so much that together they are more: Moodle's own fractions.

    Args:
        parts: how many there are, from 1 to 10; none counts as one.
    """
    hundred_thousandths = 100 * 10**5 // max(parts, 1)
    return f"{hundred_thousandths / 10**5:.5f}".rstrip("0").rstrip(".")
