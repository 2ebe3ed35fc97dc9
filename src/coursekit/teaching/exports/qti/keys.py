"""What an item of QTI declares: its responses, and for what has a right answer the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.teaching.exports.tasks import Choice, Estimate, Grid, Match, Number, Order, Scale, Stance
from coursekit.teaching.exports.xml_tree import node, nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coursekit.teaching.exports.tasks import Item
    from coursekit.teaching.exports.xml_tree import Node


def declarations_of(item: Item) -> list[Node]:  # noqa: PLR0911 - one a kind of task
    """Return the declarations; those of estimates, scales, positions and texts hold no key."""
    task = item.task
    match task:
        case Choice():
            right = [option.id for option in task.options if option.right]
            kind = "multiple" if task.many else "single"
            return [_declared("RESPONSE", kind, "identifier", right, _shares(task) if task.many else {})]
        case Number():
            return [_declared("RESPONSE", "single", "float", [f"{task.value:g}"])]
        case Order():
            return [_declared("RESPONSE", "ordered", "identifier", task.order)]
        case Match():
            pairs = [f"{left} {right}" for left, right in task.pairs.items()]
            return [_declared("RESPONSE", "multiple", "directedPair", pairs, dict.fromkeys(pairs, 1.0))]
        case Grid():
            best = [f"{row.id} {row.allowed[0]}" for row in task.rows]
            allowed = {f"{row.id} {code}": 1.0 for row in task.rows for code in row.allowed}
            return [_declared("RESPONSE", "multiple", "directedPair", best, allowed)]
        case Estimate() | Scale():
            return [_declared("RESPONSE", "single", "float")]
        case Stance():
            return [
                _declared("RESPONSE", "single", "identifier"),
                _declared("CONFIDENCE", "single", "float"),
                _declared("EVIDENCE", "multiple", "identifier"),
                _declared("REASON", "single", "string"),
                _declared("AGAINST", "single", "string"),
            ]
    return [_declared("RESPONSE", "single", "string")]


def _shares(task: Choice) -> dict[str, float]:
    """Return what each option earns or costs, so that all right ones together earn 1 and ticking all earns nothing."""
    right = sum(option.right for option in task.options)
    wrong = len(task.options) - right
    return {option.id: round(1 / right if option.right else -1 / wrong, 5) for option in task.options}


def _declared(
    name: str, cardinality: str, kind: str, right: Iterable[str] = (), mapped: Mapping[str, float] | None = None
) -> Node:
    inside = []
    values = nodes("value", right)
    if values:
        inside.append(node("correctResponse", *values))
    if mapped:
        entries = [node("mapEntry", mapKey=key, mappedValue=f"{value:g}") for key, value in mapped.items()]
        inside.append(node("mapping", *entries, lowerBound="0", defaultValue="0"))
    return node("responseDeclaration", *inside, identifier=name, cardinality=cardinality, baseType=kind)
