"""What an item of QTI shows: the prompt, the controls, and the hints, which open on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.teaching.exports import words
from coursekit.teaching.exports.tasks import Choice, Estimate, Grid, Match, Number, Order, Scale, Stance, Writing
from coursekit.teaching.exports.xml_tree import node
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coursekit.teaching.exports.tasks import Item, Line
    from coursekit.teaching.exports.xml_tree import Node

RESPONSE = "RESPONSE"
HOW_SURE = (0, 100, 5)


def body_of(item: Item) -> Node:
    """Return the body of an item."""
    hints = [
        node("infoControl", node("p", text), title=words.hint(number))
        for number, text in enumerate(item.hints, start=1)
    ]
    prompt = node("div", node("p", item.prompt))
    return node("itemBody", *_for_readers(item), prompt, *_controls(item), *hints)


def _for_readers(item: Item) -> list[Node]:
    """Return what only those see who read the answer."""
    task = item.task
    if not isinstance(task, Writing | Stance):
        return []
    lines = (
        [gettext(words.NO_POSITION)] if isinstance(task, Stance) else [words.criterion(*rule) for rule in task.rubric]
    )
    model = [task.model] if isinstance(task, Writing) and task.model else []
    inside = [node("p", line) for line in [*lines, *model]]
    return [node("rubricBlock", *inside, view="scorer")]


def _controls(item: Item) -> Iterator[Node]:
    task = item.task
    match task:
        case Choice():
            yield _choices(task.options, most=0 if task.many else 1)
        case Number():
            entry = node("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength="8")
            yield node("p", entry, f" {task.unit}")
        case Order():
            lines = [node("simpleChoice", line.text, identifier=line.id) for line in task.lines]
            yield node("orderInteraction", *lines, responseIdentifier=RESPONSE, shuffle="true")
        case Match():
            yield _matrix(task.left, task.right)
        case Grid():
            rows = [(row.id, row.text) for row in task.rows]
            yield _grid(rows, list(task.words.items()))
        case Estimate():
            yield node("p", words.unit(task))
            yield _slider(RESPONSE, task.low, task.high, task.step)
        case Scale():
            yield node("p", words.scale(task))
            yield _slider(RESPONSE, task.low, task.high, task.step)
        case Stance():
            yield from _argument(task)
        case Writing():
            yield node("p", words.length(task))
            yield _text(RESPONSE, lines=10)


def _choices(lines: Iterable[Line], most: int, name: str = RESPONSE) -> Node:
    inside = [node("simpleChoice", line.text, identifier=line.id) for line in lines]
    return node("choiceInteraction", *inside, responseIdentifier=name, shuffle="false", maxChoices=most)


def _matrix(left: Iterable[Line], right: Iterable[Line]) -> Node:
    return _grid([(line.id, line.text) for line in left], [(line.id, line.text) for line in right])


def _grid(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> Node:
    """Return rows to match with columns: one column for each row, and a column for as many rows as there are."""
    rows = [node("simpleAssociableChoice", text, identifier=name, matchMax="1") for name, text in left]
    columns = [node("simpleAssociableChoice", text, identifier=name, matchMax=len(left)) for name, text in right]
    sides = (node("simpleMatchSet", *rows), node("simpleMatchSet", *columns))
    return node("matchInteraction", *sides, responseIdentifier=RESPONSE, shuffle="false", maxAssociations=len(left))


def _slider(name: str, low: float, high: float, step: float) -> Node:
    bounds = {"lowerBound": f"{low:g}", "upperBound": f"{high:g}", "step": f"{step:g}"}
    return node("sliderInteraction", responseIdentifier=name, **bounds)


def _text(name: str, lines: int) -> Node:
    return node("extendedTextInteraction", responseIdentifier=name, expectedLines=lines)


def _argument(task: Stance) -> Iterator[Node]:
    yield _choices(task.positions, most=1)
    yield node("p", gettext(words.HOW_SURE))
    yield _slider("CONFIDENCE", *HOW_SURE)
    yield node("p", gettext(words.EVIDENCE))
    yield _choices(task.evidence, most=0, name="EVIDENCE")
    yield node("p", words.reason(task))
    yield _text("REASON", lines=8)
    yield node("p", gettext(words.AGAINST))
    yield _text("AGAINST", lines=3)
