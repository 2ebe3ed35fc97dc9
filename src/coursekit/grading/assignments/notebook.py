"""Read the cells of any notebook file, however old or damaged, without trusting it."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

from coursekit.course import own_metadata
from coursekit.grading.model import Cell

LARGEST = 50_000_000
MOST_CELLS = 5_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


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
        raise UnreadableError(f"The file is larger than {LARGEST // 1_000_000} MB.")
    text, notes = _decoded(data)
    raw_cells = _cell_list(_parsed(text))
    if len(raw_cells) > MOST_CELLS:
        raise UnreadableError(f"The notebook has {len(raw_cells)} cells; {MOST_CELLS} is the limit.")
    return tuple(_cell(raw) for raw in raw_cells if isinstance(raw, dict)), notes


def python_of(data: bytes) -> tuple[int, int] | None:
    """Return the version of Python with which a notebook was last run, such as ``(3, 13)``; None when it does not say.

    Args:
        data: the file's bytes, of which ``read_cells`` could read the cells.
    """
    about = _parsed(_decoded(data)[0]).get("metadata")
    language = about.get("language_info") if isinstance(about, dict) else None
    version = str(language.get("version", "")) if isinstance(language, dict) else ""
    number = re.match(r"(\d{1,3})\.(\d{1,3})\b", version)
    return (int(number[1]), int(number[2])) if number else None


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


def _parsed(text: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except RecursionError as error:
        raise UnreadableError("The file's JSON is nested too deeply to be a notebook.") from error
    except json.JSONDecodeError as error:
        raise UnreadableError(f"The file is not valid JSON: {error.msg} in line {error.lineno}.") from error
    except ValueError as error:
        raise UnreadableError("The file's JSON holds a number with too many digits.") from error
    if not isinstance(parsed, dict):
        raise UnreadableError("The file is valid JSON, but not a notebook.")
    return parsed


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
