"""In a graded kernel ``input()`` gives an empty text, and says so; code that asks for ever is stopped."""

from __future__ import annotations

import pytest

from coursekit.session.nobody_types import MOST, NOTE, Nobody


def test_a_question_is_shown_and_answered_by_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert Nobody().answer("Your name?") == ""
    assert capsys.readouterr().out == f"Your name? {NOTE}\n"


def test_code_that_asks_for_ever_is_stopped_and_the_next_cell_begins_anew() -> None:
    nobody = Nobody()
    for _ in range(MOST):
        nobody.answer()
    with pytest.raises(EOFError, match="nobody types while a notebook is graded"):
        nobody.answer()
    nobody.begin()
    assert nobody.answer(stream=None) == ""
