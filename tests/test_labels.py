"""The first sort of claims counts agreements, forgives a slip, and hides our label where there is none of yours."""

from __future__ import annotations

import pytest

from coursekit import tables
from thirteenth import labels

CLAIMS = tables.load("claims").set_index("claim_id")["status"].astype(str)


def test_agreements_are_counted_against_the_table() -> None:
    mine = {"C05": CLAIMS["C05"], "C12": CLAIMS["C12"], "C22": "?", "C51": "accurate"}
    sort = labels.sort(mine)
    assert sort.agreed == 2 + (CLAIMS["C51"] == "accurate")
    assert sort.headline == "The same label as ours: 2 of 3."
    assert sort.remarks == ()


@pytest.mark.parametrize(
    ("word", "read", "remark"),
    [
        ("acurate", "accurate", "acurate was read as accurate."),
        (" Contested ", "contested", ""),
        ("judgment", "judgement", "judgment was read as judgement."),
        ("unsuported", "unsupported", "unsuported was read as unsupported."),
        ("false", "?", "false is none of the six labels"),
        ("bullshit", "?", "bullshit is none of the six labels"),
        ("<b>", "?", "<b> is none of the six labels"),
        ("", "?", ""),
    ],
)
def test_a_slip_is_forgiven_and_another_word_is_named(word: str, read: str, remark: str) -> None:
    sort = labels.sort({"C12": word})
    assert sort.table["yours"].tolist() == [read]
    assert (sort.table["ours"].tolist() == [""]) == (read == "?")
    assert " ".join(sort.remarks).startswith(remark)
    assert "<b>" not in sort._repr_mimebundle_()["text/html"]


def test_before_you_write_nothing_is_given_away() -> None:
    sort = labels.sort(dict.fromkeys(["C05", "C12"], "?"))
    shown = sort._repr_mimebundle_()
    assert sort.headline.startswith("Write a label")
    assert not any(label in shown["text/plain"] for label in {CLAIMS["C05"], CLAIMS["C12"]})


def test_an_unknown_claim_is_named() -> None:
    with pytest.raises(KeyError, match="no claim 'C99' in claims"):
        labels.sort({"C99": "?"})
