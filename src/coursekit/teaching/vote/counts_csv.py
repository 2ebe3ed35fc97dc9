"""The counts as a table: a row an option, a column a round. Nothing in it is about one person."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from coursekit.quiz.reading import read_number
from coursekit.teaching.vote.tally import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coursekit.quiz.question import Question
    from coursekit.teaching.vote.tally import Result

_TEXT_BY_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("question", "answer", "text", "right", "misconception", "round 1", "round 2")
FEW = "fewer than {least}"
# A table is the same in every language: other programs read it.
_OTHER_NUMBERS = "other numbers"


def counts_csv(results: Iterable[tuple[Question, Result]], least: int) -> str:
    """Return the table, with a mark in front by which spreadsheets know UTF-8.

    Args:
        results: each question with its result.
        least: below so many answers a round shows only that there were few.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for question, result in results:
        writer.writerow([question.id, "answers", _plain(question.prompt), "", "", *_cells(_answered(result, least))])
        for row in result.rows:
            cells = _cells(["" if count is None else count for count in row.counts])
            right = "" if row.right is None else "yes" if row.right else "no"
            text = _OTHER_NUMBERS if row.label == OTHER else row.text
            writer.writerow([question.id, _plain(row.label), _plain(text), right, row.code, *cells])
    return "\N{BYTE ORDER MARK}" + file.getvalue()


def _answered(result: Result, least: int) -> list[int | str]:
    return [count if count >= least else FEW.format(least=least) for count in result.answered]


def _cells(values: Sequence[int | str]) -> list[int | str]:
    return [*values, *[""] * (2 - len(values))]


def _plain(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_TEXT_BY_FORMULA) and read_number(text) is None else text
