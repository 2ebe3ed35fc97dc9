"""The canonical form: equal answers have equal forms, different answers different ones."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.checks.form import Form, FormError, canonical

WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
BROKEN = st.floats(allow_nan=False, allow_infinity=False, width=64)
TEXT = st.text(max_size=12)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
SCALARS = st.one_of(WHOLE, st.booleans(), TEXT, DAYS)


def same(one: object, other: object) -> bool:
    """Tell whether two scalars are one answer by the rules that the course promises, computed another way."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, str) and isinstance(other, str):
        import unicodedata  # noqa: PLC0415 - only here

        return unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    return type(one) is type(other) and one == other


@given(WHOLE)
def test_a_whole_number_is_one_answer_in_every_type(number: int) -> None:
    forms = {canonical(kind(number)) for kind in (int, float, np.int64, np.float64, Decimal, Fraction, np.array)}
    assert forms == {str(number)}


@given(SCALARS, SCALARS)
def test_scalars_have_one_form_exactly_when_they_are_one_answer(one: object, other: object) -> None:
    assert (canonical(one) == canonical(other)) == same(one, other)


@given(st.lists(SCALARS, max_size=6), st.lists(SCALARS, max_size=6))
def test_lists_have_one_form_exactly_when_their_values_do(one: list[Any], other: list[Any]) -> None:
    alike = len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    assert (canonical(one) == canonical(other)) == alike


@given(st.lists(WHOLE, max_size=8))
def test_every_sequence_of_the_same_values_is_one_answer(values: list[int]) -> None:
    many = [values, tuple(values), np.array(values, dtype=object), pd.Series(values, dtype=object), pd.Index(values)]
    assert len({canonical(one) for one in many}) == 1
    assert canonical(pd.Series(values, dtype="float64")) == canonical(values)


@given(st.lists(SCALARS, max_size=6), st.randoms())
def test_order_counts_unless_the_task_says_otherwise(values: list[Any], random: Any) -> None:  # noqa: ANN401 - hypothesis'
    shuffled = random.sample(values, len(values))
    loose = Form(ordered=False)
    assert canonical(values, loose) == canonical(shuffled, loose)
    same_order = [canonical(one) for one in values] == [canonical(one) for one in shuffled]
    assert (canonical(values) == canonical(shuffled)) == same_order


@given(st.sets(st.one_of(WHOLE, TEXT), max_size=8))
def test_a_set_has_no_order_and_is_a_loose_list(values: set[Any]) -> None:
    assert (
        canonical(values)
        == canonical(frozenset(reversed(list(values))))
        == canonical(list(values), Form(ordered=False))
    )


@given(st.dictionaries(TEXT, WHOLE, max_size=6))
def test_a_dict_and_an_indexed_series_are_one_answer(pairs: dict[str, int]) -> None:
    turned = dict(reversed(pairs.items()))
    series = pd.Series(list(pairs.values()), index=pd.Index(list(pairs), dtype=object), dtype="int64")
    assert canonical(pairs) == canonical(turned) == canonical(series, Form(index=True))


@given(st.lists(st.tuples(WHOLE, TEXT), min_size=1, max_size=5))
def test_a_table_keeps_its_rows_and_not_the_order_of_its_columns(rows: list[tuple[int, str]]) -> None:
    table = pd.DataFrame(rows, columns=["year", "name"])
    assert canonical(table) == canonical(table[["name", "year"]].set_index(table.index + 7))
    assert canonical(table.iloc[::-1], Form(row_order=False)) == canonical(table, Form(row_order=False))
    changed = table.copy()
    changed.loc[0, "year"] += 1
    assert canonical(changed) != canonical(table)


@given(BROKEN)
def test_a_number_is_the_same_after_the_noise_of_floating_point(number: float) -> None:
    text = canonical(number)
    assert math.isclose(float(text), number, rel_tol=1e-11, abs_tol=0.0) or number == 0
    assert canonical(float(text)) == text


@given(BROKEN.filter(lambda number: abs(number) < 1e9), st.integers(0, 4))
def test_rounding_goes_to_the_even_neighbour_and_never_shows_minus_zero(number: float, decimals: int) -> None:
    text = canonical(number, Form(decimals=decimals))
    assert abs(Decimal(text) - Decimal(repr(number))) <= Decimal(5).scaleb(-decimals - 1)
    assert text != "-0"


@pytest.mark.parametrize(
    "value", [None, float("nan"), np.nan, pd.NaT, pd.NA, np.datetime64("NaT"), np.timedelta64("NaT")]
)
def test_what_is_missing_has_one_form_alone_and_inside(value: object) -> None:
    assert canonical(value) == "missing"
    assert canonical([1, value]) == "[1, missing]"


DAY_FORMS = [
    dt.date(1954, 3, 31),
    dt.datetime(1954, 3, 31),  # noqa: DTZ001 - a day of history has no zone
    pd.Timestamp("1954-03-31"),
    np.datetime64("1954-03-31"),
]


@pytest.mark.parametrize("day", DAY_FORMS)
def test_a_day_is_one_answer_in_every_type(day: object) -> None:
    assert canonical(day) == "1954-03-31"
    assert canonical(pd.Series([day])) == "[1954-03-31]"


@pytest.mark.parametrize("span", [dt.timedelta(8), pd.Timedelta("8 days"), np.timedelta64(8, "D")])
def test_a_span_of_days_is_one_answer_in_every_type(span: object) -> None:
    assert canonical(span) == "8 days"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (12, "12"),
        (1, True),
        (0, False),
        ("", None),
        ([], {}),
        ([1], [[1]]),
        (["a", "b"], ["a, b"]),
        (['a", "b'], ["a", "b"]),
        ({1: "a"}, {"1": "a"}),
        ([1, 1], [1]),
        ({1, 2}, [1, 2]),
        (dt.date(1954, 3, 31), "1954-03-31"),
        (dt.timedelta(8), 8),
        (0.1, 0.100000001),
        ("a\nb", "a\\nb"),
        ("\ud800", "\\ud800"),
        (pd.DataFrame({"a": ["x | y"]}), pd.DataFrame({"a": ["x"], "b": ["y"]})),
        (10**16, 10**16 + 1),
    ],
)
def test_answers_that_differ_have_different_forms(one: object, other: object) -> None:
    assert canonical(one) != canonical(other)


def test_case_and_white_space_count_unless_the_task_says_otherwise() -> None:
    assert canonical("  East\nGermany ", Form(case=False, space=False)) == canonical("east germany")
    assert canonical("Łódź ") != canonical("Łódź") != canonical("łódź")
    assert canonical("é") == canonical("e\u0301")


def test_pairs_in_a_loose_list_keep_their_order() -> None:
    assert canonical([("b", 2), ("a", 1)], Form(ordered=False)) == '{["a", 1], ["b", 2]}'


def test_a_function_is_what_it_gives_for_the_inputs() -> None:
    form = Form(inputs=((1,), (0,)))
    assert canonical(lambda number: 6 / number, form) == "(1) gives 6\n(0) gives the error ZeroDivisionError"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (print, "print is a function. Did you forget the brackets"),
        ((number for number in [1]), "can be read only once"),
        (object(), "It can be a number"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(answer: object, words: str) -> None:
    with pytest.raises(FormError, match=words):
        canonical(answer)


def test_what_never_ends_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    for answer in (endless, range(10**9)):
        with pytest.raises(FormError, match="too large or too deeply nested"):
            canonical(answer)


def test_an_index_with_a_double_label_is_no_dict() -> None:
    with pytest.raises(FormError, match="holds a label twice"):
        canonical(pd.Series([1, 2], index=["a", "a"]), Form(index=True))


@pytest.mark.parametrize(
    ("options", "words"), [({"decimal": 1}, "Its options are: decimals"), ({"parts": ["color"]}, "Its parts are: kind")]
)
def test_an_unknown_option_is_named(options: dict[str, Any], words: str) -> None:
    with pytest.raises(FormError, match=words):
        Form.of(options)


def test_the_form_does_not_depend_on_the_run() -> None:
    answer = "[{'b', 'a', 'c'}, {'z': 1, 'y': 2}, 0.1 + 0.2, 1e300]"
    code = f"from coursekit.checks import canonical; print(canonical({answer}))"
    runs = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        runs.add(done.stdout)
    assert runs == {canonical([{"a", "b", "c"}, {"y": 2, "z": 1}, 0.3, 1e300]) + "\n"}


@given(TEXT)
def test_text_is_quoted_as_json(text: str) -> None:
    assert isinstance(json.loads(canonical(text)), str)
    assert "\n" not in canonical(text)
