"""One question as an item of QTI 2.1: what is declared, what is shown, and how it is scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.teaching.exports import words
from coursekit.teaching.exports.qti.bodies import body_of
from coursekit.teaching.exports.qti.keys import declarations_of
from coursekit.teaching.exports.qti.scoring import feedbacks_of, processing_of
from coursekit.teaching.exports.xml_tree import node

if TYPE_CHECKING:
    from coursekit.teaching.exports.tasks import Item
    from coursekit.teaching.exports.xml_tree import Node

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_SCHEMA = f"{NAMESPACE} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"


def root(tag: str, *inside: Node, **attributes: object) -> Node:
    """Return the outermost element of a file of QTI 2.1."""
    made = node(tag, *inside, **attributes)
    made.set("xmlns", NAMESPACE)
    made.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    made.set("xsi:schemaLocation", _SCHEMA)
    return made


def item_of(item: Item) -> Node:
    """Return a question as an item; its response is called ``RESPONSE``, in a stance that of the position."""
    return root(
        "assessmentItem",
        *declarations_of(item),
        *_outcomes(),
        body_of(item),
        processing_of(item),
        *feedbacks_of(item),
        identifier=item.id,
        title=words.name(item),
        adaptive="false",
        timeDependent="false",
    )


def _outcomes() -> list[Node]:
    zero = node("defaultValue", node("value", "0"))
    return [
        node("outcomeDeclaration", zero, identifier="SCORE", cardinality="single", baseType="float"),
        node("outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier"),
    ]
