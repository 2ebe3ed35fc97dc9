"""The sentences with a number that moves: each page shows them at once, and its script anew with each answer."""

from __future__ import annotations

from coursekit.words import ngettext

# Where a page puts a number that it counts on by itself; the script looks for the same names.
ANSWERED, PHONES = "{answered}", "{phones}"


def sentences(answered: int, phones: int, *, cards: bool) -> dict[str, str]:
    """Return what the numbers say, each with its places left open: the noun beside a number follows the number.

    Args:
        answered: how many have answered.
        phones: how many could.
        cards: whether some of them are cards that were counted by hand.
    """
    values = {"these": ANSWERED, "all": PHONES}
    return {
        "present": ngettext("{all} phone is in", "{all} phones are in", phones, all=PHONES),
        "answers": ngettext("{these} answer", "{these} answers", answered, these=ANSWERED),
        "answering": ngettext(
            "{these} of {all} phone or card has answered",
            "{these} of {all} phones and cards have answered",
            phones,
            **values,
        )
        if cards
        else ngettext("{these} of {all} phone has answered", "{these} of {all} phones have answered", phones, **values),
    }
