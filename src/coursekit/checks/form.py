"""The canonical form of an answer: equal answers have equal texts, whatever Python or pandas calls their types.

12, 12.0 and ``np.int64(12)`` are one answer; a list, a tuple, an array and a Series of the same values are one answer.
Text stands in quotation marks, so the number 12 and the text "12" are two. The text is the same on every platform.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from coursekit.checks.figures import PARTS, figure_form, is_figure
from coursekit.words import gettext

# Enough to tell any two counts or shares apart, too few for the noise of floating point.
SIGNIFICANT = 12
# Below it every whole number is a float of its own.
EXACT = 2**53
DEEPEST = 20
MOST_VALUES = 200_000
MISSING = "missing"


class FormError(TypeError):
    """An answer, or an option of a check, is of a kind that cannot be compared; the message says what can."""

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook: the lines of this library would tell a learner nothing."""
        return [f"Not yet. {self}"]


class StillOpenError(FormError):
    """An answer is, or holds, the three dots that a sheet puts in its place."""


@dataclass(frozen=True)
class Form:
    """What counts as the same answer.

    Attributes:
        decimals: round numbers to so many decimals; None keeps 12 significant digits.
        ordered: the order of a list, an array or a Series matters; lists inside another always keep theirs.
        case: capital and small letters differ.
        space: white space matters; if not, runs of it are one space and none is at the ends.
        index: the index of a Series or a table belongs to the answer; a Series is then the same as a dict.
        column_order: the order of a table's columns matters.
        row_order: the order of a table's rows matters.
        inputs: for a function: the arguments of each call, as tuples.
        parts: for a figure: what belongs to the answer, some of ``figures.PARTS``.
    """

    decimals: int | None = None
    ordered: bool = True
    case: bool = True
    space: bool = True
    index: bool = False
    column_order: bool = False
    row_order: bool = True
    inputs: tuple[tuple[Any, ...], ...] = ()
    parts: tuple[str, ...] = ("kind", "bars", "lines", "labels", "title")

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Form:
        """Make a form from a check's options.

        Raises:
            FormError: there is no such option, or a part of a figure is unknown.
        """
        known = [field.name for field in fields(cls)]
        unknown = [name for name in options if name not in known]
        if unknown:
            raise FormError(f"check has no option {unknown[0]!r}. Its options are: {', '.join(known)}.")
        given: dict[str, Any] = {
            name: tuple(value) if name in {"inputs", "parts"} else value for name, value in options.items()
        }
        made = cls(**given)
        wrong = [part for part in made.parts if part not in PARTS]
        if wrong:
            raise FormError(f"A figure has no part {wrong[0]!r}. Its parts are: {', '.join(PARTS)}.")
        return made


def canonical(answer: Any, form: Form | None = None) -> str:  # noqa: ANN401 - an answer may be anything
    """Return the canonical form of an answer.

    Args:
        answer: a number, text, True or False, a date, a list, tuple, set, dict, range, array, Series, Index or table,
            a matplotlib figure or axes, a function (with ``inputs``), or a nesting of these.
        form: what counts as the same; the defaults when None.

    Returns:
        The text.

    Raises:
        FormError: the answer is, or holds, something that cannot be compared, is nested too deeply, or is too large.
    """
    return _Writer(form or Form()).text(answer, 0)


class _Writer:
    """Writes one answer; counts what it writes, so that an endless one ends in an error."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._left = MOST_VALUES
        self._within = 0

    def text(self, answer: Any, depth: int) -> str:  # noqa: ANN401 - an answer may be anything
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            raise FormError("The answer is too large or too deeply nested to be compared. Did you mean a part of it?")
        if answer is ...:
            raise StillOpenError(
                gettext("Nothing here yet: put your answer in place of the three dots, and run that cell first.")
            )
        if isinstance(answer, np.ndarray) and answer.ndim == 0:
            answer = answer.item()
        for kinds, write in _WRITERS:
            if isinstance(answer, kinds):
                return write(self, answer, depth)
        if is_figure(answer):
            return figure_form(answer, self._form.parts)
        if callable(answer) and self._form.inputs:
            return self.calls(answer, depth)
        raise FormError(_unknown(answer))

    def missing(self, answer: object, depth: int) -> str:  # noqa: ARG002 - all writers are called alike
        return MISSING

    def truth(self, answer: object, depth: int) -> str:  # noqa: ARG002 - all writers are called alike
        return "True" if answer else "False"

    def whole(self, answer: Any, depth: int) -> str:  # noqa: ANN401, ARG002 - an answer may be anything; all writers are called alike
        return str(int(answer))

    def broken(self, answer: Any, depth: int) -> str:  # noqa: ANN401, ARG002 - an answer may be anything; all writers are called alike
        # The shortest text of a float32 is what its author meant: 0.1, not 0.10000000149.
        value = float(str(answer)) if isinstance(answer, np.floating) else float(answer)
        if value != value:  # noqa: PLR0124 - NaN alone differs from itself
            return MISSING
        if value in {float("inf"), float("-inf")}:
            return "infinity" if value > 0 else "-infinity"
        return _number(value, self._form.decimals)

    def letters(self, answer: str, depth: int) -> str:  # noqa: ARG002 - all writers are called alike
        text = unicodedata.normalize("NFC", str(answer))
        text = text if self._form.case else unicodedata.normalize("NFC", text.casefold())
        quoted = json.dumps(text if self._form.space else " ".join(text.split()), ensure_ascii=False)
        # Half a character cannot be printed: it is written as JSON's own escape.
        return quoted.encode("utf-8", "backslashreplace").decode("utf-8")

    def moment(self, answer: Any, depth: int) -> str:  # noqa: ANN401 - an answer may be anything
        moment = pd.Timestamp(answer) if isinstance(answer, np.datetime64) else answer
        if moment is pd.NaT:
            return self.missing(answer, depth)
        if not isinstance(moment, dt.datetime):
            return str(moment.isoformat())
        if moment.tzinfo is not None:
            return f"{moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat()}Z"
        text = str(moment.isoformat())
        return text.removesuffix("T00:00:00")

    def duration(self, answer: Any, depth: int) -> str:  # noqa: ANN401 - an answer may be anything
        duration = pd.Timedelta(answer)
        if duration is pd.NaT:
            return self.missing(answer, depth)
        rest = duration - pd.Timedelta(days=duration.days)
        return f"{duration.days} days" + (f" {_number(rest.total_seconds(), None)} seconds" if rest else "")

    def sequence(self, answer: Iterable[Any], depth: int) -> str:
        # What stands inside a list of lists, such as a pair of a name and a year, keeps its order.
        loose = not self._form.ordered and self._within == 0
        self._within += 1
        texts = [self.text(value, depth + 1) for value in answer]
        self._within -= 1
        return f"{{{', '.join(sorted(texts))}}}" if loose else f"[{', '.join(texts)}]"

    def members(self, answer: Iterable[Any], depth: int) -> str:
        return f"{{{', '.join(sorted(self.text(value, depth + 1) for value in answer))}}}"

    def pairs(self, answer: Mapping[Any, Any], depth: int) -> str:
        texts = (f"{self.text(key, depth + 1)}: {self.text(answer[key], depth + 1)}" for key in answer)
        return f"{{{', '.join(sorted(texts))}}}"

    def series(self, answer: pd.Series, depth: int) -> str:
        if not self._form.index:
            return self.sequence(answer.tolist(), depth)
        if not answer.index.is_unique:
            raise FormError("The answer's index holds a label twice. Did you mean to count or to group first?")
        return self.pairs(dict(zip(answer.index.tolist(), answer.tolist(), strict=True)), depth)

    def table(self, answer: pd.DataFrame, depth: int) -> str:
        table = answer.reset_index() if self._form.index else answer
        names = [self.text(name, depth + 1) for name in table.columns.tolist()]
        places = list(range(len(names)))
        if not self._form.column_order:
            places.sort(key=names.__getitem__)
        columns = [[self.text(value, depth + 1) for value in table.iloc[:, place].tolist()] for place in places]
        rows = [" | ".join(row) for row in zip(*columns, strict=True)]
        rows = rows if self._form.row_order else sorted(rows)
        return "\n".join([f"table of {len(answer)} rows", " | ".join(names[place] for place in places), *rows])

    def calls(self, answer: Callable[..., Any], depth: int) -> str:
        inner = _Writer(replace(self._form, inputs=()))
        lines = []
        for arguments in self._form.inputs:
            given = ", ".join(inner.text(value, depth + 1) for value in arguments)
            lines.append(f"({given}) gives {_result(answer, arguments, inner)}")
        return "\n".join(lines)


def _result(function: Callable[..., Any], arguments: tuple[Any, ...], writer: _Writer) -> str:
    try:
        value = function(*arguments)
    except Exception as error:  # noqa: BLE001 - a learner's function may raise anything, and that is its answer
        return f"the error {type(error).__name__}"
    return writer.text(value, 1)


def _number(value: float, decimals: int | None) -> str:
    if decimals is not None:
        rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    elif value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    else:
        rounded = Decimal(f"{value:.{SIGNIFICANT}g}")
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _unknown(answer: object) -> str:
    if callable(answer):
        return f"{getattr(answer, '__name__', 'The answer')} is a function. Did you forget the brackets that call it?"
    if isinstance(answer, Iterable):
        return f"The answer is a {type(answer).__name__}, which can be read only once. Put list(…) around it."
    return (
        f"The answer is a {type(answer).__name__}. It can be a number, text, True or False, a date, a list, a set, a "
        "dict, a Series or a table."
    )


# The first kind that fits decides: True is an int to Python, NaT a datetime, numpy's duration one of its whole numbers.
_WRITERS: tuple[tuple[Any, Callable[[_Writer, Any, int], str]], ...] = (
    ((type(None), type(pd.NaT), type(pd.NA)), _Writer.missing),
    ((bool, np.bool_), _Writer.truth),
    ((dt.timedelta, np.timedelta64), _Writer.duration),
    ((int, np.integer), _Writer.whole),
    ((float, np.floating, Decimal, Fraction), _Writer.broken),
    (str, _Writer.letters),
    ((dt.date, np.datetime64), _Writer.moment),
    (pd.DataFrame, _Writer.table),
    (pd.Series, _Writer.series),
    (Mapping, _Writer.pairs),
    (AbstractSet, _Writer.members),
    ((list, tuple, range, np.ndarray, pd.Index, pd.api.extensions.ExtensionArray), _Writer.sequence),
)
