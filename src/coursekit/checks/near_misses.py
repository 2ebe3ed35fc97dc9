"""Answers that are right but for their form, known by kind for every task.

A wrong answer is changed in the ways in which beginners go wrong (numbers in quotation marks, a decimal comma, a list
round one value …); where the changed one is right, one sentence says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from coursekit.checks.form import Form, FormError, canonical
from coursekit.words import N_, gettext

Judge = Callable[[str], bool]
# A digest is slow on purpose; so many of them are still not felt.
MOST_TRIED = 16
_NUMBER = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?\s*%?\s*")

TEXTS = N_("These are texts. Write numbers without quotation marks.")
NUMBERS = N_("These are numbers. Put quotation marks round them.")
COMMA = N_("Write the decimals after a point, not after a comma.")
ALONE = N_("Give the value itself, without a list or a Series round it.")
LISTED = N_("Put square brackets round it: the task asks for a list.")
LABELS = N_("These are the values. The task asks for their labels: .index.")
VALUES = N_("These are the labels. The task asks for their values.")
PERCENT = N_("This is per cent. The task asks for a share of 1, or the other way round.")
ORDER = N_("All values are right, in another order than the task asks for.")
SPELLING = N_("Only capital letters or spaces differ from the answer.")
ROUNDING = N_("Very near: only the last digit differs. Did you go on with numbers that were rounded before?")

UNROUNDED = N_("The value is right, but not rounded as the task asks.")
MOST_DECIMALS = 3


def near_miss(answer: Any, form: Form, is_right: Judge) -> str:  # noqa: ANN401 - an answer may be anything
    """Return what is wrong with the form of an answer whose content is right; empty when that is not the case.

    Args:
        answer: a wrong answer.
        form: what counts as the same.
        is_right: tells whether a canonical form is the right answer's.
    """
    tried: set[str] = set()
    for number, (changed, changed_form, sentence) in enumerate(_changed(answer, form)):
        if number == MOST_TRIED:
            break
        try:
            text = canonical(changed, changed_form)
            right = text not in tried and is_right(text)
        except (FormError, ValueError, TypeError, ArithmeticError):
            continue
        if right:
            return gettext(sentence)
        tried.add(text)
    return ""


def _changed(answer: Any, form: Form) -> Iterator[tuple[Any, Form, str]]:  # noqa: ANN401 - an answer may be anything
    if isinstance(answer, pd.DataFrame):
        return
    plain = _plain(answer)
    numbers = _as_numbers(plain)
    # Tables inside a list have no truth value, so texts are compared.
    if repr(numbers) != repr(plain):
        yield numbers, form, COMMA if "," in repr(plain) and not isinstance(plain, list | dict) else TEXTS
    if _is_pair_of_wholes(answer):
        yield float(f"{answer[0]}.{answer[1]}"), form, COMMA
    if isinstance(plain, list) and len(plain) == 1:
        yield plain[0], form, ALONE
    if not isinstance(plain, list | dict):
        yield [plain], form, LISTED
    yield from _other_side(answer, form)
    yield from _rounded(plain, form)
    yield from _rescaled(plain, form)
    yield from _reordered(plain, form)
    yield from _respelled(plain, form)
    if _is_number(plain):
        yield str(plain), form, NUMBERS
    yield from _one_digit_off(plain, form)


def _plain(answer: Any) -> Any:  # noqa: ANN401 - an answer may be anything
    """Return sequences as lists, mappings as dicts and a Series as a list of its values."""
    if isinstance(answer, pd.Series | pd.Index | np.ndarray):
        return answer.tolist()
    if isinstance(answer, list | tuple):
        return [_plain(value) for value in answer]
    return dict(answer) if isinstance(answer, Mapping) else answer


def _as_numbers(plain: Any) -> Any:  # noqa: ANN401 - an answer may be anything
    if isinstance(plain, list):
        return [_as_numbers(value) for value in plain]
    if isinstance(plain, dict):
        return {key: _as_numbers(value) for key, value in plain.items()}
    if isinstance(plain, str) and _NUMBER.fullmatch(plain):
        return float(plain.strip().rstrip("% ").replace(",", "."))
    return plain


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_)


def _is_pair_of_wholes(answer: object) -> bool:
    """Tell whether this is what ``1,53`` gives: a tuple of two whole numbers."""
    return isinstance(answer, tuple) and len(answer) == 2 and all(type(part) is int for part in answer)  # noqa: PLR2004 - a pair


def _other_side(answer: Any, form: Form) -> Iterator[tuple[Any, Form, str]]:  # noqa: ANN401 - an answer may be anything
    unlabelled = replace(form, index=False)
    if isinstance(answer, pd.Series):
        yield answer.index.tolist(), unlabelled, LABELS
        yield set(answer.index.tolist()), unlabelled, LABELS
        if len(answer) == 1:
            yield answer.index[0], unlabelled, LABELS
    elif isinstance(answer, Mapping):
        yield list(answer), form, LABELS
        yield list(answer.values()), form, VALUES


def _rescaled(plain: Any, form: Form) -> Iterator[tuple[Any, Form, str]]:  # noqa: ANN401 - an answer may be anything
    values = plain if isinstance(plain, list) else [plain]
    if values and all(_is_number(value) for value in values):
        for factor in (0.01, 100.0):
            scaled = [value * factor for value in values]
            yield scaled if isinstance(plain, list) else scaled[0], form, PERCENT


def _rounded(plain: Any, form: Form) -> Iterator[tuple[Any, Form, str]]:  # noqa: ANN401 - an answer may be anything
    if _is_number(plain):
        for decimals in range(MOST_DECIMALS + 1):
            yield round(float(plain), decimals), form, UNROUNDED


def _reordered(plain: Any, form: Form) -> Iterator[tuple[Any, Form, str]]:  # noqa: ANN401 - an answer may be anything
    if isinstance(plain, list) and len(plain) > 1 and form.ordered:
        yield plain[::-1], form, ORDER
        try:
            yield sorted(plain), form, ORDER
            yield sorted(plain, reverse=True), form, ORDER
        except TypeError:
            return


def _respelled(plain: Any, form: Form) -> Iterator[tuple[Any, Form, str]]:  # noqa: ANN401 - an answer may be anything
    if isinstance(plain, str):
        text = " ".join(plain.split())
        for spelled in (text, text.lower(), text.title(), text.upper(), text.capitalize()):
            if spelled != plain:
                yield spelled, form, SPELLING


def _one_digit_off(plain: Any, form: Form) -> Iterator[tuple[Any, Form, str]]:  # noqa: ANN401 - an answer may be anything
    """Yield the answer with its last decimal one lower or higher, for at most two numbers."""
    values = plain if isinstance(plain, list) else [plain]
    if not form.decimals or len(values) > 2 or not all(_is_number(value) for value in values):  # noqa: PLR2004 - at most two numbers
        return
    step = 10.0**-form.decimals
    for steps in product((0, 1, -1), repeat=len(values)):
        moved = [round(float(value), form.decimals) + step * times for value, times in zip(values, steps, strict=True)]
        yield moved if isinstance(plain, list) else moved[0], form, ROUNDING
