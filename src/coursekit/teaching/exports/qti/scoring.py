"""How an item of QTI is scored, and what is said to which answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.teaching.exports import words
from coursekit.teaching.exports.tasks import Choice, Estimate, Grid, Match, Number, Order, Stance
from coursekit.teaching.exports.xml_tree import node
from coursekit.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.teaching.exports.tasks import Item
    from coursekit.teaching.exports.xml_tree import Node

AFTER, CLOSE = "after", "close"


def processing_of(item: Item) -> Node:
    """Return how the answer is scored and which feedback it calls; only feedback where nothing is right or wrong."""
    return node("responseProcessing", *_scored(item), *_called(item))


def feedbacks_of(item: Item) -> Iterator[Node]:
    """Yield each feedback that an answer can call, then the explanation, which every answer calls."""
    for name, text in _said(item):
        yield _feedback(name, text)
    yield _feedback(AFTER, *_afterwards(item))


def _afterwards(item: Item) -> Iterator[str]:
    task = item.task
    if isinstance(task, Order | Match):
        lines = task.in_order if isinstance(task, Order) else task.left
        yield from (words.said_to(line) for line in lines if line.feedback)
    elif isinstance(task, Stance):
        yield from (words.counter(position.text, position.feedback) for position in task.positions)
    elif isinstance(task, Grid):
        yield from (f"{row.text}: {words.outside(row, task.words)}" for row in task.rows)
    elif isinstance(task, Estimate):
        yield words.revealed(task)
    yield item.explanation


def _said(item: Item) -> Iterator[tuple[str, str]]:
    task = item.task
    if isinstance(task, Choice):
        yield from ((option.id, option.feedback) for option in task.options)
    elif isinstance(task, Number):
        yield from ((f"near{place}", case.feedback) for place, case in enumerate(task.near, start=1))
    elif isinstance(task, Estimate):
        yield CLOSE, gettext(words.CLOSE)


def _feedback(name: str, *texts: str) -> Node:
    inside = [node("p", text) for text in texts]
    return node("modalFeedback", *inside, outcomeIdentifier="FEEDBACK", showHide="show", identifier=name)


def _scored(item: Item) -> Iterator[Node]:
    """Yield the rule that gives the points; none where nothing is right or wrong."""
    task = item.task
    response = node("variable", identifier="RESPONSE")
    if isinstance(task, Match | Grid) or (isinstance(task, Choice) and task.many):
        yield node("setOutcomeValue", node("mapResponse", identifier="RESPONSE"), identifier="SCORE")
    elif isinstance(task, Choice | Order):
        yield _if(node("match", response, node("correct", identifier="RESPONSE")), _points())
    elif isinstance(task, Number):
        yield _if(_near(node("correct", identifier="RESPONSE"), task.tolerance), _points())


def _called(item: Item) -> Iterator[Node]:
    """Yield the rules that say which feedback is shown."""
    task = item.task
    if isinstance(task, Choice):
        made = node("variable", identifier="RESPONSE")
        yield node("setOutcomeValue", made if task.many else node("multiple", made), identifier="FEEDBACK")
    elif isinstance(task, Number):
        for place, case in enumerate(task.near, start=1):
            yield _if(_near(_value("float", f"{case.value:g}"), 0), _shown(f"near{place}"))
    elif isinstance(task, Estimate):
        yield _if(_near(_value("float", f"{task.value:g}"), task.tolerance), _shown(CLOSE))
    yield _shown(AFTER)


def _near(wanted: Node, tolerance: float) -> Node:
    attributes = {"toleranceMode": "absolute", "tolerance": f"{tolerance:g} {tolerance:g}"}
    return node("equal", node("variable", identifier="RESPONSE"), wanted, **attributes)


def _value(kind: str, text: str) -> Node:
    return node("baseValue", text, baseType=kind)


def _points() -> Node:
    return node("setOutcomeValue", _value("float", "1"), identifier="SCORE")


def _shown(name: str) -> Node:
    """Return the rule that adds a feedback to those that are shown."""
    both = node("multiple", node("variable", identifier="FEEDBACK"), _value("identifier", name))
    return node("setOutcomeValue", both, identifier="FEEDBACK")


def _if(condition: Node, *then: Node) -> Node:
    return node("responseCondition", node("responseIf", condition, *then))
