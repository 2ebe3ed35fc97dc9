"""One submission is merged with the master of its sheet, which its content, its name or the instructor says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.grading.handed_in import course, worked

from coursekit.grading.dispatch.merge_submission import merge_file
from coursekit.grading.model import GradingError
from coursekit.grading.submissions.files import NotUsableError

if TYPE_CHECKING:
    from pathlib import Path

EMPTY = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


def test_the_content_says_which_sheet_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.ipynb").write_bytes(worked("02"))
    merge_file(tmp_path / "mine.ipynb", tmp_path / "merged.ipynb", course().masters, None)
    cells = json.loads((tmp_path / "merged.ipynb").read_text(encoding="utf-8"))["cells"]
    checks = {cell["metadata"]["nbgrader"]["grade_id"] for cell in cells if "nbgrader" in cell["metadata"]}
    assert checks == {task.grade_id for task in course().masters["02"].tasks if not task.written}


def test_a_merged_notebook_is_not_merged_again(tmp_path: Path) -> None:
    (tmp_path / "mine.ipynb").write_bytes(worked("02"))
    merge_file(tmp_path / "mine.ipynb", tmp_path / "merged.ipynb", course().masters, None)
    with pytest.raises(GradingError, match="Name the notebook that was handed in"):
        merge_file(tmp_path / "merged.ipynb", tmp_path / "twice.ipynb", course().masters, None)


@pytest.mark.parametrize(
    ("name", "content", "sheet", "words"),
    [
        ("mine.ipynb", b"no notebook", None, "mine.ipynb: "),
        ("mine.ipynb", EMPTY, None, "there is no master of sheet. Say which it is with --sheet NN."),
        ("mine.ipynb", EMPTY, "77", "there is no master of sheet 77."),
    ],
)
def test_what_cannot_be_merged_says_why(
    tmp_path: Path, name: str, content: bytes, sheet: str | None, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GradingError, match=words):
        merge_file(tmp_path / name, tmp_path / "merged.ipynb", course().masters, sheet)
    assert not (tmp_path / "merged.ipynb").exists()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotUsableError, match="Name one notebook"):
        merge_file(tmp_path, tmp_path / "merged.ipynb", course().masters, None)
