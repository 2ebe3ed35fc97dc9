"""What exports say beside the bank's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coursekit.teaching.exports.tasks import Estimate, Item, Line, Near, Number, Row, Scale, Stance, Writing

NO_POSITION = "No position is right or wrong. Read for the parts of a full argument."
HOW_SURE = "How sure are you of it, from 0 to 100?"
EVIDENCE = "Tick the evidence that carries it, at least two pieces."
AGAINST = "The strongest evidence against it, in a sentence."
CLOSE = "That is close."


def hint(number: int) -> str:
    """Return the heading of a hint."""
    return f"Hint {number}"


def place(number: int) -> str:
    """Return the words for a place in an order."""
    return f"place {number}"


def unit(task: Number | Estimate) -> str:
    """Return what stands below a prompt that asks for a number."""
    return f"A number: … {task.unit}"


def outside(row: Row, words: dict[str, str]) -> str:
    """Return what is said to a rating outside the range."""
    return f"Careful readers argue for {' or '.join(words[code] for code in row.allowed)} here."


def revealed(task: Estimate) -> str:
    """Return what is said after an estimate."""
    return f"The answer is {task.value:g} {task.unit}. An estimate is not marked."


def close(task: Estimate) -> str:
    """Return what is said after a good estimate."""
    return f"That is close. {revealed(task)}"


def wrong_number(near: Near) -> str:
    """Return what is said to a wrong number, with the number."""
    return f"If you have {near.value:g}: {near.feedback}"


def said_to(line: Line) -> str:
    """Return a line's feedback with the line."""
    return f"{line.text}: {line.feedback}"


def scale(task: Scale) -> str:
    """Return how to answer on a scale."""
    return f"Write a number from {task.low:g} ({task.low_word}) to {task.high:g} ({task.high_word})."


def counter(text: str, against: str) -> str:
    """Return a position with the strongest argument against it."""
    return f"{text} The strongest argument against it: {against}"


def argue(task: Stance) -> str:
    """Return what an argument consists of, as a task."""
    return (
        "Write: your position; how sure you are, from 0 to 100; at least two pieces of evidence for it; your reason, "
        f"in at least {task.least_words} words; and the strongest evidence against it, in a sentence."
    )


def length(task: Writing) -> str:
    """Return how long a text shall be."""
    return f"{task.least} to {task.most} words."


def criterion(points: int, text: str) -> str:
    """Return a line of a rubric."""
    return f"{text} ({points} {'point' if points == 1 else 'points'})"


def name(item: Item, part: str = "") -> str:
    """Return a question's name in a list of questions."""
    return f"{item.id} {part} {item.skill}" if part else f"{item.id} {item.skill}"


def reason(task: Stance) -> str:
    """Return how to give a reason."""
    return f"Your reason, in at least {task.least_words} words."
