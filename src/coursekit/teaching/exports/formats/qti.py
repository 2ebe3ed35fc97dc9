"""QTI 2.1: the package that Canvas, Blackboard, TAO and other platforms read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.teaching.exports.losses import Loss, of_every_format, of_formats_without_tags
from coursekit.teaching.exports.qti.package import package
from coursekit.teaching.exports.tasks import Order, Writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coursekit.teaching.exports.tasks import Bank, Item

ENDING = ".qti.zip"


def write(bank: Bank) -> bytes:
    """Return the bank as a package of QTI 2.1."""
    return package(bank)


def losses(item: Item) -> Iterator[Loss]:
    """Yield what QTI 2.1 cannot hold of a question."""
    yield from of_every_format(item)
    yield from of_formats_without_tags(item)
    if isinstance(item.task, Order):
        yield Loss(item.id, "marks for a part of the order", "all in order, or no mark")
    if isinstance(item.task, Writing):
        yield Loss(item.id, "counting words", "the text says how many")
