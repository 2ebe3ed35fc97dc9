"""A learner's rows in tables that outlive a run: they follow when the learner is renamed, and go when forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.gradebook.csv_file import ReportError, as_name, separator_of, unguarded, write_file
from coursekit.grading.gradebook.csv_spans import BrokenCsvError, Span, changed, spans

if TYPE_CHECKING:
    from pathlib import Path

_LEARNER = "learner"


def rename_rows(path: Path, old: str, new: str | None) -> None:
    """Give a learner's rows in a table another name, or take them out; all else stays as it is, byte for byte.

    Args:
        path: the table, which need not be there; one that cannot be understood is left alone.
        old: the learner's name.
        new: the other name; None takes the rows out.

    Raises:
        ReportError: the table cannot be written.
    """
    try:
        text = path.read_bytes().decode("utf-8")
        separator = separator_of(text)
        rows = spans(text, separator)
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError, BrokenCsvError) as error:
        raise ReportError(f"{path} cannot be read ({error}); look there for {old!r} yourself.") from error
    names = [cell.value.strip("\ufeff\"'") for cell in rows[0]] if rows else []
    if _LEARNER not in names:
        return
    column = names.index(_LEARNER)
    own = [row for row in rows[1:] if len(row) > column and unguarded(row[column].value) == old]
    if not own:
        return
    if new is not None:
        text = changed(text, {row[column]: as_name(new) for row in own}, separator)
    else:
        text = _without(text, rows, own)
    write_file(path, text)


def _without(text: str, rows: list[list[Span]], gone: list[list[Span]]) -> str:
    begins = [row[0].begin for row in rows] + [len(text)]
    for at in sorted((rows.index(row) for row in gone), reverse=True):
        text = text[: begins[at]] + text[begins[at + 1] :]
    return text
