"""What a cell showed, on its way to the page: in order, short, and what checks said whole."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

from coursekit.grading.nbval_runner.check_channel import CheckedCell, CheckedNotebook
from coursekit.grading.nbval_runner.outputs import LONGEST_TEXT, MOST_TEXTS, brief

if TYPE_CHECKING:
    from pathlib import Path

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nchart").decode()
RIGHT = "[12, 15]\nRight."


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def said(text: str, name: str = "t1-1") -> dict[str, Any]:
    return {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {"coursekit": {"check": name}}}


def chart() -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"image/png": PNG, "text/plain": "<Figure size 1>"}}


def error(text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": "ValueError", "evalue": text, "traceback": []}


def test_the_order_is_kept() -> None:
    outputs = [printed("a"), printed("b\n"), chart(), printed("c", "stderr"), said(RIGHT), printed("d"), error("e")]
    shown = [(part["kind"], part["text"]) for part in brief(outputs)]
    assert shown == [
        ("text", "ab"),
        ("png", PNG),
        ("text", "c"),
        ("said", RIGHT),
        ("text", "d"),
        ("error", "ValueError: e"),
    ]


def test_a_progress_bar_is_its_last_line() -> None:
    assert brief([printed("\r 1%"), printed("\r50%"), printed("\r100%\nready\n")])[0]["text"] == "100%\nready"


def test_what_was_cleared_is_gone_but_not_what_a_check_said() -> None:
    outputs = [printed("old"), said(RIGHT), {"output_type": "clear_output", "wait": False}, printed("new")]
    assert [part["text"] for part in brief(outputs)] == [RIGHT, "new"]


def test_a_flood_leaves_room_for_what_a_check_said() -> None:
    flood = [part for _ in range(500) for part in (printed("x" * 9_000), chart())]
    shown = brief([*flood, said(RIGHT), *flood])
    assert {"kind": "said", "text": RIGHT} in shown
    assert sum(part["kind"] == "png" for part in shown) == 2
    assert sum(len(part["text"]) for part in shown if part["kind"] == "text") <= 2 * LONGEST_TEXT
    assert sum(part["kind"] == "text" for part in shown) == MOST_TEXTS


def checked_cell(tmp_path: Path, request: pytest.FixtureRequest) -> CheckedCell:
    """Return the check cell of a merged notebook as a run of nbval collects it."""
    made = nbformat.v4.new_code_cell('check("t1-1", counts)\ncheck("t1-1-more", 7)', execution_count=1)
    made.metadata = {"tags": ["nbval-check-output"], "nbgrader": {"grade_id": "t1-1"}}
    made.outputs = [nbformat.v4.new_output("stream", text="".join(f"{words}\n" for _, words in TWO))]
    path = tmp_path / "merged.ipynb"
    path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=[made])), encoding="utf-8")
    cell: CheckedCell
    (cell,) = CheckedNotebook.from_parent(request.session, path=path).collect()
    return cell


TWO = [("t1-1", RIGHT), ("t1-1-more", "7\nRight.")]
MORE = said("7\nRight.", "t1-1-more")


@pytest.mark.parametrize(
    ("outputs", "is_same", "missed"),
    [
        ([said(RIGHT), MORE], True, ""),
        ([printed("beside"), said(RIGHT), chart(), MORE, printed("42\nRight.\n")], True, ""),
        # A learner's function calls this check, and another one.
        ([said(RIGHT), said("5\nRight.", "t1-9"), said(RIGHT), MORE], True, ""),
        ([said(RIGHT), said("8", "t1-1-more")], False, "t1-1-more"),
        ([said(RIGHT)], False, "t1-1-more"),
        ([MORE, said(RIGHT)], False, "t1-1"),
        ([said("[1]"), said(RIGHT), MORE], False, "t1-1"),
        ([said(RIGHT), MORE, said("[1]")], False, "t1-1"),
        ([printed(f"{RIGHT}\n7\nRight.\n")], False, "t1-1"),
        ([], False, "t1-1"),
    ],
)
def test_only_what_its_checks_say_is_compared_and_all_of_that(
    outputs: list[dict[str, Any]],
    is_same: bool,  # noqa: FBT001 - a column of the table
    missed: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    cell = checked_cell(tmp_path, request)
    assert cell.wanted == TWO
    assert cell.compare_outputs([nbformat.from_dict(one) for one in outputs], cell.cell.outputs) is is_same
    assert cell.missed == missed
