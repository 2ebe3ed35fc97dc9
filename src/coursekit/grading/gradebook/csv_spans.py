"""CSV text with the place of each cell, so that one cell can be changed and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


class BrokenCsvError(ValueError):
    """A quotation mark is opened and never closed; the message names the line."""


@dataclass(frozen=True)
class Span:
    """One cell.

    Attributes:
        begin: where it begins in the text, its quotation mark included.
        end: where it ends.
        value: what it says.
    """

    begin: int
    end: int
    value: str


def spans(text: str, separator: str) -> list[list[Span]]:
    """Return the cells of each row.

    Args:
        text: the file's text.
        separator: the character between cells.

    Raises:
        BrokenCsvError: a quotation mark is never closed.
    """
    rows: list[list[Span]] = []
    row: list[Span] = []
    at = 0
    while at < len(text) or row:
        cell = _quoted(text, at) if text[at : at + 1] == '"' else _plain(text, at, separator)
        row.append(cell)
        at = cell.end
        if text[at : at + 1] == separator:
            at += 1
            continue
        at += 2 if text[at : at + 2] == "\r\n" else 1
        rows.append(row)
        row = []
    return rows


def _plain(text: str, begin: int, separator: str) -> Span:
    end = begin
    while end < len(text) and text[end] not in {separator, "\r", "\n"}:
        end += 1
    return Span(begin, end, text[begin:end])


def _quoted(text: str, begin: int) -> Span:
    end = begin + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            line = text.count("\n", 0, begin) + 1
            raise BrokenCsvError(f"line {line}: a quotation mark is opened and never closed")
        if text[end + 1 : end + 2] != '"':
            return Span(begin, end + 1, text[begin + 1 : end].replace('""', '"'))
        end += 2


def changed(text: str, changes: dict[Span, str], separator: str) -> str:
    """Return a text in which some cells say something else; all other bytes stay.

    Args:
        text: the file's text.
        changes: what each of some cells is to say.
        separator: the character between cells.
    """
    for span, value in sorted(changes.items(), key=lambda change: change[0].begin, reverse=True):
        quoted = text[span.begin : span.begin + 1] == '"' or any(sign in value for sign in (separator, '"', "\r", "\n"))
        escaped = value.replace('"', '""')
        text = text[: span.begin] + (f'"{escaped}"' if quoted else value) + text[span.end :]
    return text
