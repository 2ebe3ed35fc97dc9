"""The page of questions: every word of the bank is on it, and nothing on it runs."""

from __future__ import annotations

from html import unescape

from coursekit.teaching.exports.formats import html
from coursekit.teaching.exports.tasks import Bank, Choice, Item, Option

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)>'


def test_all_of_the_bank_is_on_the_page(course_bank: Bank, written: dict[str, bytes]) -> None:
    page = unescape(written["html"].decode("utf-8"))
    for item in course_bank.items:
        assert item.prompt in page
        assert item.explanation in page
        assert all(hint in page for hint in item.hints)
        if isinstance(item.task, Choice):
            assert all(f"{'✓' if one.right else '✗'} {one.feedback}" in page for one in item.task.options)


def test_hostile_text_stays_text() -> None:
    task = Choice((Option("a", HOSTILE, HOSTILE, right=True),), many=True)
    page = html.write(Bank(HOSTILE, {1: HOSTILE}, (Item("q-0101", 1, HOSTILE, HOSTILE, (HOSTILE,), "", (), task),)))
    assert b"<script" not in page
    assert b"<img" not in page
    assert b"default-src 'none'" in page
