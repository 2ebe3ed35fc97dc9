"""What differs from one printing of a page to the next is taken out of the PDF."""

from __future__ import annotations

from coursekit.teaching.printing import repeatable

MADE = b"<</CreationDate (D:20261128071544+00'00')>> /ID (node%08d) /Headers [(node%08d) (node%08d)] /Alt (nodes)"


def test_the_time_and_the_numbers_of_nodes_do_not_make_another_file() -> None:
    first, later = MADE % (269, 270, 269), MADE.replace(b"0715", b"0802") % (281, 290, 281)
    assert repeatable(first) == repeatable(later)
    assert len(repeatable(first)) == len(first), "nothing in a PDF may move"
    assert repeatable(first).count(b"(node00000001)") == 2
    assert repeatable(MADE % (1, 2, 2)) != repeatable(first), "which node is meant stays"
