"""Read the cells of any notebook file, however old or damaged, without trusting it."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from coursekit.course import own_metadata
from coursekit.grading.assignments.pictures import pictures_in
from coursekit.grading.model import Cell

LARGEST = 50_000_000
MOST_CELLS = 5_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    # Without a mark, a bracket in two bytes tells it.
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
_PAGE = "a web page. Download the notebook itself: on a site such as GitHub, with the button for the raw file"
# What comes to a grader under the name of a notebook, by its beginning.
_OTHER_KINDS = {
    "PK\x03\x04": "a zip archive. Rename it to .zip, or hand in the notebook that is in it",
    "%PDF": "a PDF. Hand in the notebook that it was made from",
    "<!doctype html": _PAGE,
    "<html": _PAGE,
}
_CONFLICT = re.compile(r"^<<<<<<< ", re.MULTILINE)


class UnreadableError(ValueError):
    """A file is not a notebook that can be graded; the message says why, in words for a learner."""


def read_cells(data: bytes) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    """Return the cells of a notebook.

    Notebook formats 3 and 4 (any minor version, with or without cell ids) are read. What a cell lacks is empty; what is
    no cell is left out.

    Args:
        data: the file's bytes.

    Returns:
        The cells in order, and notes on what was unusual.

    Raises:
        UnreadableError: the bytes hold no notebook.
    """
    if len(data) > LARGEST:
        raise UnreadableError(
            f"The file is larger than {LARGEST // 1_000_000} MB. Clear its outputs (in JupyterLab: Edit, Clear Outputs "
            "of All Cells), save it, and hand it in again."
        )
    parsed, notes = read_json(data)
    raw_cells = _cell_list(parsed)
    if len(raw_cells) > MOST_CELLS:
        raise UnreadableError(f"The notebook has {len(raw_cells)} cells; {MOST_CELLS} is the limit.")
    return tuple(_cell(raw) for raw in raw_cells if isinstance(raw, dict)), notes


def python_of(data: bytes) -> tuple[int, int] | None:
    """Return the version of Python with which a notebook was last run, such as ``(3, 13)``; None when it does not say.

    Args:
        data: the file's bytes, of which ``read_cells`` could read the cells.
    """
    about = read_json(data)[0].get("metadata")
    language = about.get("language_info") if isinstance(about, dict) else None
    version = str(language.get("version", "")) if isinstance(language, dict) else ""
    number = re.match(r"(\d{1,3})\.(\d{1,3})\b", version)
    return (int(number[1]), int(number[2])) if number else None


def read_json(data: bytes) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what a notebook's file holds, and notes on what was unusual.

    Args:
        data: the file's bytes.

    Raises:
        UnreadableError: the bytes hold no JSON object.
    """
    text, notes = _decoded(data)
    parsed, rest = _parsed(text)
    return parsed, (*notes, *(["What stands in the file behind the notebook's end was left out."] if rest else []))


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    if not data.strip():
        raise UnreadableError("The file is empty.")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise UnreadableError(f"The file begins like {encoding} text but is not.") from error
    try:
        note = "The file is not UTF-8; it was read as Windows-1252, so some letters may be wrong."
        return data.decode("cp1252"), (note,)
    except UnicodeDecodeError as error:
        raise UnreadableError("The file is not text. Open it in JupyterLab, save it, and hand it in again.") from error


def _parsed(text: str) -> tuple[dict[str, Any], str]:
    """Return the notebook, and what else stands behind it: programs that break off leave zeros there."""
    text = text.strip()
    try:
        # Control characters in a text are no JSON, but do no harm.
        parsed, end = json.JSONDecoder(strict=False).raw_decode(text)
    except RecursionError as error:
        raise UnreadableError("The file's JSON is nested too deeply to be a notebook.") from error
    except json.JSONDecodeError as error:
        raise UnreadableError(_why_no_json(text, error)) from error
    except ValueError as error:
        raise UnreadableError("The file's JSON holds a number with too many digits.") from error
    if not isinstance(parsed, dict):
        raise UnreadableError("The file is valid JSON, but not a notebook.")
    return parsed, text[end:].strip("\0 \t\r\n")


def _why_no_json(text: str, error: json.JSONDecodeError) -> str:
    other = next((kind for begin, kind in _OTHER_KINDS.items() if text[:20].lower().startswith(begin.lower())), "")
    if other:
        return f"The file has the name of a notebook, but is {other}."
    if _CONFLICT.search(text):
        return (
            "The file holds two versions with the marks of git between them (<<<<<<<). Keep one, and hand it in again."
        )
    return f"The file is not valid JSON: {error.msg} in line {error.lineno}."


def _cell_list(parsed: dict[str, Any]) -> list[Any]:
    cells = parsed.get("cells")
    sheets = parsed.get("worksheets")
    if not isinstance(cells, list) and isinstance(sheets, list):
        lists = [sheet["cells"] for sheet in sheets if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list)]
        cells = [cell for sheet_cells in lists for cell in sheet_cells]
    if not isinstance(cells, list):
        raise UnreadableError("The file is valid JSON, but not a notebook: it has no cells.")
    return cells


def _cell(raw: dict[str, Any]) -> Cell:
    kind = str(raw.get("cell_type"))
    metadata = raw.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    marks = marks if isinstance(marks, dict) else {}
    outputs = raw.get("outputs")
    count = raw.get("execution_count")
    return Cell(
        kind=kind if kind in {"code", "raw"} else "markdown",
        # Format 3 calls the text of a code cell its input.
        source=joined(raw.get("source", raw.get("input", ""))),
        grade_id=_text(marks.get("grade_id")),
        grade=marks.get("grade") is True,
        solution=marks.get("solution") is True,
        points=_points(marks.get("points")),
        outputs=tuple(output for output in outputs if isinstance(output, dict)) if isinstance(outputs, list) else (),
        execution_count=count if isinstance(count, int) else None,
        rubric=_rubric(metadata),
        pictures=pictures_in(raw.get("attachments")),
    )


def joined(source: object) -> str:
    """Return text that a notebook stores as one string or as a list of lines; anything else is no text."""
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    # A lone surrogate is valid in JSON and nowhere else.
    return source.encode("utf-8", "replace").decode("utf-8") if isinstance(source, str) else ""


def _text(value: object) -> str:
    return joined(value)[:200]


def _points(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _rubric(metadata: object) -> tuple[str, ...]:
    """Return the rubric's lines: ours is a list of ``{points, criterion}``, but plain text does as well."""
    rubric = own_metadata(metadata, "rubric").get("rubric")
    if isinstance(rubric, str):
        return (rubric,)
    return tuple(_line(line) for line in rubric) if isinstance(rubric, list) else ()


def _line(line: object) -> str:
    if isinstance(line, dict):
        return f"{line.get('criterion', '')} ({line.get('points', 0):g})"
    return str(line)
