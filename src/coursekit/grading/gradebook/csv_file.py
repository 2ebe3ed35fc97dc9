"""Write CSV files that a spreadsheet opens rightly by double click, whatever learners call themselves.

Excel takes a file for UTF-8 when it begins with a byte order mark, splits it at the separator of the computer's region,
and turns what looks like a number, a date or a formula into one. So names that look like one begin with an apostrophe,
which is taken off when the file is read again.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.files import write_whole
from coursekit.grading.model import GradingError
from coursekit.grading.processes.leftovers import unfinished

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# A spreadsheet takes a cell that begins so for a formula; some read the full-width forms of these signs alike.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
_GUARD = "'"
# What a spreadsheet's cell holds, with room for the words that say that more was written.
_LONGEST = 32_000
_CUT = " … [cut here: the whole text is on the feedback page]"


# What Excel takes for a number, a date, a time or a truth value, in the languages of most of our users.
_MONTHS = "jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|janv|févr|mars|avr|juin|juil|août|déc"
_CONVERTED = re.compile(
    r"\s*(?:[-+(]?\s*[$€£]?\s*\d[\d.,' ]*(?:[eE][-+]?\d+)?\s*[%€)]?|\d+[-/.: ]\d+(?:[-/.: ]\d+)*\.?"
    rf"|\d+[-. /]*(?:{_MONTHS})\w{{0,6}}\.?(?:[-. /]*\d+)?|(?:{_MONTHS})\w{{0,6}}\.?[-. /]*\d+"
    r"|true|false|wahr|falsch|vrai|faux)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dialect:
    """How a spreadsheet of one region writes CSV.

    Attributes:
        separator: between cells.
        point: before the decimals.
    """

    separator: str = ","
    point: str = "."


COMMA, SEMICOLON = Dialect(), Dialect(";", ",")
DIALECTS = {"comma": COMMA, "semicolon": SEMICOLON}


class ReportError(GradingError):
    """A report cannot be written; the message says which and why. The gradebook holds everything."""


def guarded(text: str) -> str:
    """Return text that a spreadsheet shows as it stands: a formula gets an apostrophe before it.

    Args:
        text: a name or a sentence.
    """
    first = text.lstrip(" '\"\u00a0")[:1]
    return _GUARD + text if unicodedata.normalize("NFKC", first).startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """Return the text that ``guarded`` was given."""
    bare = text.removeprefix(_GUARD)
    return bare if bare != text and text in {guarded(bare), as_name(bare)} else text


def as_name(text: str) -> str:
    """Return a name that a spreadsheet leaves as it is: one that looks like a number or a date gets an apostrophe.

    Args:
        text: such as ``Anna`` or ``007``.
    """
    return _GUARD + text if _CONVERTED.fullmatch(text) and guarded(text) == text else text


def number(points: float | None, dialect: Dialect = COMMA) -> str:
    """Return points as a spreadsheet reads them: ``2``, ``1.5``, nothing for none."""
    return "" if points is None else f"{points:.10g}".replace(".", dialect.point)


def write_table(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[str]], dialect: Dialect = COMMA, *, mark: bool = True
) -> None:
    """Write a CSV file in UTF-8, whole or not at all.

    Args:
        path: the file.
        header: the columns' names.
        rows: the cells, as text.
        dialect: the region's way to write CSV.
        mark: begin with a byte order mark, by which Excel knows UTF-8.

    Raises:
        ReportError: it cannot be written.
    """
    text = io.StringIO(newline="")
    # Quotes everywhere: where the semicolon separates, ``name;=formula`` would else become two cells.
    writer = csv.writer(text, delimiter=dialect.separator, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows([guarded(cut(cell)) for cell in row] for row in rows)
    write_file(path, ("\ufeff" if mark else "") + text.getvalue())


def separator_of(text: str) -> str:
    """Return what separates the cells of a table: the comma, semicolon or tab that is most frequent in its first line.

    Args:
        text: the table.
    """
    return max(",;\t", key=text.split("\n", 1)[0].count)


def cut(text: str) -> str:
    """Return text as far as a spreadsheet's cell holds it, with a word where it was cut."""
    return text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT


def write_file(path: Path, text: str) -> None:
    """Write a text file in UTF-8, whole or not at all.

    Args:
        path: the file; its folder is made if needed.
        text: what it is to hold.

    Raises:
        ReportError: it cannot be written.
    """
    try:
        write_whole(path, text, unfinished())
    except OSError as error:
        raise ReportError(
            f"{path} cannot be written: {error.strerror}. The gradebook holds all results; the same command writes "
            "the reports again without grading anything twice."
        ) from error
