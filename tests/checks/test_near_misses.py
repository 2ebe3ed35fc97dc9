"""Right answers in a wrong form are known by kind, for every task; wrong ones are never called nearly right."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.checks import near_misses as known
from coursekit.checks.form import Form, canonical
from coursekit.checks.near_misses import near_miss


def said(answer: Any, right: Any, **options: Any) -> str:  # noqa: ANN401 - an answer may be anything
    form = Form.of(options)
    expected = canonical(right, form)
    return near_miss(answer, form, lambda text: text == expected)


@pytest.mark.parametrize(
    ("answer", "right", "options", "sentence"),
    [
        (["93", "22"], [93, 22], {}, known.TEXTS),
        (("3", "8"), [3, 8], {}, known.TEXTS),
        ("1.53", 1.53, {"decimals": 2}, known.TEXTS),
        ({"NATO": "14"}, {"NATO": 14}, {}, known.TEXTS),
        (pd.Series(["14", "15"]), [14, 15], {}, known.TEXTS),
        ((1, 53), 1.53, {"decimals": 2}, known.COMMA),
        ("1,53", 1.53, {"decimals": 2}, known.COMMA),
        ([1.53], 1.53, {"decimals": 2}, known.ALONE),
        (pd.Series(["Canada"]), "Canada", {}, known.ALONE),
        (np.array([7]), 7, {}, known.ALONE),
        ("Canada", ["Canada"], {}, known.LISTED),
        (pd.Series([3, 8], index=["NATO", "WTO"]), ["NATO", "WTO"], {}, known.LABELS),
        (pd.Series([3], index=["NATO"]), "NATO", {"index": True}, known.LABELS),
        ({"NATO": 3}, [3], {}, known.VALUES),
        (68.8, 0.688, {"decimals": 3}, known.PERCENT),
        (0.688, 68.8, {"decimals": 1}, known.PERCENT),
        ([8, 3], [3, 8], {}, known.ORDER),
        (["b", "c", "a"], ["a", "b", "c"], {}, known.ORDER),
        ("sun ", "SUN", {}, known.SPELLING),
        (1949, "1949", {}, known.NUMBERS),
        (1.54, 1.53, {"decimals": 2}, known.ROUNDING),
        (68.8172043, 68.8, {}, known.UNROUNDED),
        (13.51, 14, {}, known.UNROUNDED),
        ([2.08, 0.74], [2.07, 0.74], {"decimals": 2}, known.ROUNDING),
    ],
)
def test_a_right_answer_in_a_wrong_form_is_told_what_is_wrong(
    answer: object, right: object, options: dict[str, Any], sentence: str
) -> None:
    assert said(answer, right, **options) == sentence


@pytest.mark.parametrize(
    ("answer", "right", "options"),
    [
        (13, 14, {}),  # a count that is one off is no rounding
        (["93", "21"], [93, 22], {}),
        ((1, 53), 153, {}),
        ("Norway", "Canada", {}),
        ([1, 2, 3], [1, 2], {}),
        (True, False, {}),
        (1.50, 1.53, {"decimals": 2}),
        (68.7, 68.8, {}),
    ],
)
def test_a_wrong_answer_is_not_called_nearly_right(answer: object, right: object, options: dict[str, Any]) -> None:
    assert said(answer, right, **options) == ""


@given(st.recursive(st.one_of(st.integers(), st.floats(), st.text(), st.booleans()), st.lists, max_leaves=6))
def test_no_answer_breaks_it_and_no_more_is_tried_than_a_learner_can_wait_for(answer: object) -> None:
    tried: list[str] = []

    def judge(text: str) -> bool:
        tried.append(text)
        return False

    assert near_miss(answer, Form(decimals=2), judge) == ""
    assert len(tried) <= known.MOST_TRIED


@pytest.mark.parametrize("answer", [93, 93.0, 0, "NATO", [1, 2], [2, 1, 1], {"a": 1}, "12"])
def test_no_form_is_tried_twice(answer: object) -> None:
    tried: list[str] = []

    def is_right(form: str) -> bool:
        tried.append(form)
        return False

    assert near_miss(answer, Form(), is_right) == ""
    assert tried
    assert len(tried) == len(set(tried))
