"""What exports say beside the bank's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.teaching.exports.tasks import Estimate, Number, Scale, Writing
from coursekit.words import N_, gettext, ngettext

if TYPE_CHECKING:
    from coursekit.teaching.exports.tasks import Item, Line, Near, Row, Stance, Task

NO_POSITION = N_("No position is right or wrong. Read for the parts of a full argument.")
HOW_SURE = N_("How sure are you of it, from 0 to 100?")
EVIDENCE = N_("Tick the evidence that carries it, at least two pieces.")
AGAINST = N_("The strongest evidence against it, in a sentence.")
CLOSE = N_("That is close.")


def hint(number: int) -> str:
    """Return the heading of a hint."""
    return gettext("Hint {n}", n=number)


def place(number: int) -> str:
    """Return the words for a place in an order."""
    return gettext("place {n}", n=number)


def unit(task: Number | Estimate) -> str:
    """Return what stands below a prompt that asks for a number."""
    return gettext("A number: … {unit}", unit=task.unit)


def outside(row: Row, words: dict[str, str]) -> str:
    """Return what is said to a rating outside the range."""
    first, *others = (words[code] for code in row.allowed)
    ratings = first
    for other in others:
        ratings = gettext("{one} or {other}", one=ratings, other=other)
    return gettext("Careful readers argue for {ratings} here.", ratings=ratings)


def revealed(task: Estimate) -> str:
    """Return what is said after an estimate."""
    number = f"{task.value:g} {task.unit}"
    return gettext("The answer is {number}. An estimate is not marked.", number=number)


def close(task: Estimate) -> str:
    """Return what is said after a good estimate."""
    return f"{gettext(CLOSE)} {revealed(task)}"


def wrong_number(near: Near) -> str:
    """Return what is said to a wrong number, with the number."""
    return gettext("If you have {value}: {feedback}", value=f"{near.value:g}", feedback=near.feedback)


def said_to(line: Line) -> str:
    """Return a line's feedback with the line."""
    return f"{line.text}: {line.feedback}"


def scale(task: Scale) -> str:
    """Return how to answer on a scale."""
    low, high = f"{task.low:g} ({task.low_word})", f"{task.high:g} ({task.high_word})"
    return gettext("Write a number from {low} to {high}.", low=low, high=high)


def counter(text: str, against: str) -> str:
    """Return a position with the strongest argument against it."""
    return f"{text} " + gettext("The strongest argument against it: {counter}", counter=against)


def argue(task: Stance) -> str:
    """Return what an argument consists of, as a task."""
    return gettext(
        "Write: your position; how sure you are, from 0 to 100; at least two pieces of evidence for it; your reason, "
        "in at least {n} words; and the strongest evidence against it, in a sentence.",
        n=task.least_words,
    )


def length(task: Writing) -> str:
    """Return how long a text should be."""
    return gettext("{low} to {high} words.", low=task.least, high=task.most)


def to_write(task: Task) -> str:
    """Return what stands below the prompt of a question that asks for a number or a text; empty for any other."""
    if isinstance(task, Number | Estimate):
        return unit(task)
    if isinstance(task, Scale):
        return scale(task)
    return length(task) if isinstance(task, Writing) else ""


def criterion(points: int, text: str) -> str:
    """Return a line of a rubric."""
    return ngettext("{text} ({n} point)", "{text} ({n} points)", points, text=text)


def name(item: Item, part: str = "") -> str:
    """Return a question's name in a list of questions."""
    return f"{item.id} {part} {item.skill}" if part else f"{item.id} {item.skill}"


def reason(task: Stance) -> str:
    """Return how to give a reason."""
    return gettext("Your reason, in at least {n} words.", n=task.least_words)
