"""Say what a file is by what it holds: which sheet, touched or not, or a lesson, or what grading itself has written.

The release writes the sheet's number into the notebook's own metadata. Where an editor has lost it, the cells decide:
their nbgrader names, the questions' texts, the checks. The file's name is a hint for a file that says nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from coursekit.checks.marks import without_hidden
from coursekit.course import find_course, own_metadata
from coursekit.grading.assignments.merge import CHECKED
from coursekit.grading.assignments.notebook import UnreadableError, read_cells, read_json
from coursekit.grading.assignments.placeholders import essence, is_untouched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from coursekit.grading.model import Cell, Master

# So much of a text tells questions apart; the sheet's hand-out may have a picture under it.
_HEAD = 80
_LESSON_SHARE = 0.3
_SHEET_SHARE = 0.5


class Kind(Enum):
    """What a file is."""

    SHEET = "a sheet"
    LESSON = "a lesson"
    MERGED = "a notebook that grading has merged"
    UNKNOWN = "a notebook with nothing of any sheet"
    UNREADABLE = "no notebook that can be read"


@dataclass(frozen=True)
class Content:
    """What a file is.

    Attributes:
        kind: what it is.
        sheets: the sheets that it answers; several when a learner has joined them in one notebook.
        words: the same in words, for a person.
        untouched: nothing has been written into the sheet.
    """

    kind: Kind
    sheets: tuple[str, ...] = ()
    words: str = ""
    untouched: bool = False


class Recogniser:
    """Knows the sheets and lessons of a course."""

    def __init__(self, masters: Mapping[str, Master], lessons: Mapping[str, frozenset[str]] | None = None) -> None:
        """Read once what identifies each sheet.

        Args:
            masters: the masters by sheet.
            lessons: the texts of each lesson's cells, by title; see ``lesson_texts``.
        """
        self._masters = masters
        self._lessons = lessons or {}
        self._ids: dict[str, set[tuple[str, str]]] = {}
        self._texts: dict[str, set[tuple[str, str]]] = {}
        self._released = {sheet: _Released(master) for sheet, master in masters.items()}
        for sheet, master in masters.items():
            self._learn(sheet, master)

    def _learn(self, sheet: str, master: Master) -> None:
        checks = {cell.grade_id: cell.source for cell in master.cells if cell.grade and not cell.solution}
        for task in master.tasks:
            for name in (task.grade_id, *task.answers):
                self._ids.setdefault(name, set()).add((sheet, task.grade_id))
            for text in (*task.prompts, without_hidden(checks.get(task.grade_id, ""))):
                self._texts.setdefault(_head(text), set()).add((sheet, task.grade_id))

    def recognise(self, data: bytes) -> Content:
        """Say what a file is.

        Args:
            data: its bytes.
        """
        try:
            cells, _ = read_cells(data)
        except UnreadableError as error:
            return Content(Kind.UNREADABLE, words=str(error))
        parsed, _ = read_json(data)
        if _is_merged(parsed):
            return Content(Kind.MERGED, words="This is a notebook that the command merge has written, not a hand-in.")
        sheets = self._sheets(cells, str(own_metadata(parsed.get("metadata"), "sheet").get("sheet", "")))
        if sheets:
            untouched = all(self._released[sheet].holds_all(cells) for sheet in sheets)
            return Content(Kind.SHEET, sheets, _sheet_words(sheets), untouched)
        lesson = self._lesson(cells)
        if lesson:
            return Content(Kind.LESSON, words=f"This is the lesson “{lesson}”, not the sheet. Hand in the sheet.")
        return Content(Kind.UNKNOWN, words="Nothing of any sheet stands in this notebook.")

    def _sheets(self, cells: Iterable[Cell], named_sheet: str) -> tuple[str, ...]:
        signs: set[tuple[str, str]] = set()
        for cell in cells:
            signs |= self._ids.get(cell.grade_id, set()) | self._texts.get(_head(cell.source), set())
        tasks = {sheet: sum(1 for other, _ in signs if other == sheet) for sheet in self._masters}
        share = {sheet: count / max(1, len(self._masters[sheet].tasks)) for sheet, count in tasks.items()}
        best = max(share, key=lambda sheet: (share[sheet], sheet == named_sheet), default="")
        if not best or not share[best]:
            return (named_sheet,) if named_sheet in self._masters else ()
        if named_sheet in share and share[named_sheet] and share[best] < 1:
            best = named_sheet
        return tuple(sheet for sheet in self._masters if sheet == best or share[sheet] >= _SHEET_SHARE)

    def _lesson(self, cells: Iterable[Cell]) -> str:
        texts = {_plain(cell.source) for cell in cells if cell.source.strip()}
        shares = {title: len(texts & own) / max(1, len(own)) for title, own in self._lessons.items()}
        best = max(shares, key=lambda title: shares[title], default="")
        return best if best and shares[best] >= _LESSON_SHARE else ""


class _Released:
    """What was handed out of one sheet."""

    def __init__(self, master: Master) -> None:
        self._released = master.released
        own = [cell for cell in master.cells if not cell.solution]
        self._code = {essence(without_hidden(cell.source)) for cell in own if cell.kind == "code"}
        self._code |= {essence(text) for texts in master.released.values() for text in texts}
        self._heads = {_head(cell.source) for cell in own if cell.kind != "code"}
        self._written = {_plain(text) for texts in master.released.values() for text in texts} | {""}

    def holds_all(self, cells: Iterable[Cell]) -> bool:
        """Tell whether every cell is as it was handed out."""
        return all(self._holds(cell) for cell in cells)

    def _holds(self, cell: Cell) -> bool:
        if cell.grade_id in self._released and is_untouched(cell.source, self._released[cell.grade_id]):
            return True
        if cell.kind == "code":
            return not (written := essence(cell.source)) or written in self._code
        return _head(cell.source) in self._heads or _plain(cell.source) in self._written


def lesson_texts(masters: Path) -> dict[str, frozenset[str]]:
    """Return the texts of the cells of each lesson of the course, by the lesson's title.

    Args:
        masters: the folder of the masters.
    """
    course = find_course(masters.resolve())
    folder = (course.folder or masters.resolve().parent) / course.folders.lessons
    texts = {}
    for path in sorted(folder.glob("*.ipynb")):
        try:
            cells, _ = read_cells(path.read_bytes())
        except (OSError, UnreadableError):
            continue
        title = next((cell.source for cell in cells if cell.source.startswith("# ")), path.stem)
        texts[title.splitlines()[0].lstrip("# ")] = frozenset(_plain(cell.source) for cell in cells)
    return texts


def _sheet_words(sheets: tuple[str, ...]) -> str:
    return f"sheets {' and '.join(sheets)} in one notebook" if len(sheets) > 1 else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _head(text: str) -> str:
    """Return the beginning of a text; a text that says too little to tell sheets apart has none."""
    return _plain(text[: 4 * _HEAD])[:_HEAD] or "\0"


def _is_merged(parsed: Mapping[str, Any]) -> bool:
    """Tell whether the command merge has written this: its checks carry nbval's mark and half of nbgrader's."""
    cells = parsed.get("cells")
    metadata = [cell.get("metadata") for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []
    return any(
        isinstance(about, dict)
        and about.get("tags") == [CHECKED]
        and isinstance(about.get("nbgrader"), dict)
        and set(about["nbgrader"]) == {"grade_id", "points"}
        for about in metadata
    )
