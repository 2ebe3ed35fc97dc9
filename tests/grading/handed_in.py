"""Hand-ins for the tests of collecting: sheets of this course, worked on or not, in folders and archives."""

from __future__ import annotations

import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from coursekit.grading.assignments.masters import load_masters
from coursekit.grading.submissions.collect import Collection, Course, collect
from coursekit.grading.submissions.identify import Recogniser, lesson_texts
from coursekit.grading.submissions.roster_csv import read_roster
from coursekit.grading.submissions.rows import COUNTING

ROOT = Path(__file__).parents[2]
OWN_FOLDERS = ("notebooks", "solutions", "exercises", "checks", "data", "answers")
Layout = dict[str, bytes]


@cache
def course() -> Course:
    """Return the course with its masters as they are committed; no kernel is needed."""
    masters = load_masters(ROOT / "solutions")
    return Course(masters, Recogniser(masters, lesson_texts(ROOT / "solutions")), OWN_FOLDERS)


def sheet_path(sheet: str) -> Path:
    """Return the sheet that is handed out."""
    return next((ROOT / "exercises").glob(f"{sheet}-*.ipynb"))


def read_sheet(sheet: str) -> dict[str, Any]:
    """Return the sheet that is handed out, as JSON."""
    notebook: dict[str, Any] = json.loads(sheet_path(sheet).read_text(encoding="utf-8"))
    return notebook


def worked(sheet: str = "01", answer: str = "answer = 1") -> bytes:
    """Return the sheet with one answer; different answers make different files."""
    notebook = read_sheet(sheet)
    cells = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
    next(cell for cell in cells if cell["cell_type"] == "code")["source"] = [answer]
    return json.dumps(notebook).encode()


def untouched(sheet: str = "01") -> bytes:
    """Return the sheet as it is handed out."""
    return sheet_path(sheet).read_bytes()


def without_metadata(notebook: bytes) -> bytes:
    """Return a notebook as an editor stores it that keeps no metadata at all."""
    content = json.loads(notebook)
    content["metadata"] = {}
    for cell in content["cells"]:
        cell["metadata"] = {}
    return json.dumps(content).encode()


def in_folder(place: Path, files: Layout) -> Path:
    """Write files below a folder; a path that ends with a slash is an empty folder."""
    for name, data in files.items():
        path = place / name
        if name.endswith("/"):
            path.mkdir(parents=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return place


def in_zip(place: Path, files: Layout) -> Path:
    """Write files into an archive."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return place


def collected(*places: Path, roster: Path | None = None, **options: Any) -> Collection:  # noqa: ANN401 - options of collect
    """Collect with this course's sheets."""
    return collect(places, course(), roster=read_roster(roster) if roster else None, **options)


def counting(collection: Collection) -> dict[tuple[str, str], list[str]]:
    """Return the files that count, by learner and sheet, without the folder that was given."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in collection.rows:
        if row.state in COUNTING:
            found.setdefault((row.learner, row.sheet), []).append(row.file.partition("/")[2])
    return found


def reasons(collection: Collection) -> dict[str, str]:
    """Return why files do not count, by file."""
    return {row.file.partition("/")[2]: row.why for row in collection.rows if row.state not in COUNTING}
