"""Build what learners get from what instructors have: masters become sheets.

Solutions and hidden checks are cut, outputs are stripped; the picture of a chart task stays as its target, and the key
(digests and hints; answers sealed, or none) is written. Nothing is run: all comes from the masters as they are stored.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.authoring.run_mark import has_changed_since_run
from coursekit.checks.marks import PLACEHOLDER, unclosed, without_hidden, without_solution
from coursekit.checks.master_keys import MasterKeyError, key_of, key_text
from coursekit.course import find_course, own_metadata
from coursekit.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

Notebook = dict[str, Any]


class ReleaseError(RuntimeError):
    """The masters cannot be released; the message names each cell and says what to do."""


def build(course: Path, *, answers: bool = True) -> dict[Path, str]:
    """Build every exercise sheet and its key.

    Args:
        course: the course's folder, with its masters.
        answers: put one way to each answer into the key, sealed, for ``show_answer``; see ``checks.sealed``.

    Returns:
        The text of each file of the sheets' folder by its path below the course.

    Raises:
        ReleaseError: a master is missing, unreadable, not executed, or would give away a solution.
    """
    about = find_course(course)
    folder = course / about.folders.masters
    masters = [(path, sheet) for path in sorted(folder.glob("*.ipynb")) if (sheet := about.sheet_of(path.name))]
    if not masters:
        raise ReleaseError(
            f"There is no master in {folder} whose name is {about.sheet_name}. Name the course's folder."
        )
    sheets = Path(about.folders.sheets)
    built: dict[Path, str] = {}
    for path, sheet in masters:
        master = _read(path)
        exercise = exercise_of(master)
        # So that a hand-in is known whatever its file is called; see grading's submissions/identify.py.
        exercise["metadata"][about.name] = {"sheet": sheet}
        built[sheets / path.name] = _text(exercise)
        built[sheets / about.folders.keys / f"{sheet}.json"] = _key(path, master, sheet, answers=answers)
    return built


def stale(course: Path, built: dict[Path, str]) -> Iterator[str]:
    """Yield each file of the sheets' folder that is not as it would be built now.

    Args:
        course: the course's folder.
        built: what ``build`` returned.
    """
    for path, text in built.items():
        on_disk = course / path
        if not on_disk.is_file():
            yield f"{path.as_posix()} is missing"
        elif on_disk.read_bytes() != text.encode("utf-8"):
            yield f"{path.as_posix()} is not what its master gives"
    for path in _left_over(course, built):
        yield f"{path.as_posix()} has no master"


def write(course: Path, built: dict[Path, str]) -> list[Path]:
    """Write what was built; files that are as they should be are left alone, and those without a master are removed.

    Args:
        course: the course's folder.
        built: what ``build`` returned.

    Returns:
        The paths that changed.
    """
    changed = []
    for path, text in built.items():
        target = course / path
        if not target.is_file() or target.read_bytes() != text.encode("utf-8"):
            write_whole(target, text)
            changed.append(path)
    for path in _left_over(course, built):
        (course / path).unlink()
        changed.append(path)
    return changed


def _left_over(course: Path, built: dict[Path, str]) -> list[Path]:
    about = find_course(course)
    sheets = course / about.folders.sheets
    notebooks = [path for path in sheets.glob("*.ipynb") if about.sheet_of(path.name)]
    built_files = [*notebooks, *(sheets / about.folders.keys).glob("*.json")]
    return sorted(path.relative_to(course) for path in built_files if path.relative_to(course) not in built)


def _read(path: Path) -> Notebook:
    try:
        master: Notebook = json.loads(path.read_text(encoding="utf-8"))
        faults = list(_faults(master))
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ReleaseError(f"{path} is no notebook that can be read: {error}") from error
    if faults:
        raise ReleaseError("\n".join([f"{path} cannot be released:", *(f"  {fault}" for fault in faults)]))
    return master


def _faults(master: Notebook) -> Iterator[str]:
    seen: set[str] = set()
    for number, cell in enumerate(master["cells"], 1):
        source = "".join(cell["source"])
        name = _marks(cell).get("grade_id", "")
        where = f"cell {number}" + (f" ({name})" if name else "")
        if name in seen:
            yield f"{where}: another cell has this grade_id; give each its own"
        seen |= {name} - {""}
        yield from (f"{where}: the marks BEGIN and END {mark} do not match" for mark in unclosed(source))
        if _is_answer(cell) and cell["cell_type"] == "code" and not without_solution(source).strip():
            yield f"{where}: nothing is left for the learner; put a line such as `answer = ...` above it"
        if not _is_answer(cell) and "BEGIN SOLUTION" in source:
            yield f"{where}: a solution stands in a cell that is not marked as one"


def _key(path: Path, master: Notebook, sheet: str, *, answers: bool) -> str:
    if has_changed_since_run(master):
        raise ReleaseError(
            f"{path}: its code has changed since it was run, so its stored outputs are those of other code. "
            f"Run: {_execute(path)}"
        )
    try:
        return key_text(key_of(master, sheet, answers=answers))
    except MasterKeyError as error:
        raise ReleaseError(f"{path}: {error} Run: {_execute(path)}") from error


def exercise_of(master: Notebook) -> Notebook:
    """Return the exercise sheet of a master.

    Args:
        master: nbformat 4 JSON, executed.
    """
    exercise = copy.deepcopy(master)
    for cell in exercise["cells"]:
        cell["source"] = _released(cell).splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        kept = {name: value for name, value in cell["metadata"].items() if not _is_own(value)}
        cell["metadata"] = {**kept, **_held(cell)}
    _hang_targets(master["cells"], exercise["cells"])
    return exercise


def _held(cell: Notebook) -> dict[str, bool]:
    """Keep a learner from typing into a check, and from deleting it or the cell of an answer, as nbgrader does."""
    marks = _marks(cell)
    if marks.get("solution"):
        return {"deletable": False}
    return {"deletable": False, "editable": False} if marks.get("grade") else {}


def _is_own(value: Any) -> bool:  # noqa: ANN401 - whatever stands in a cell's metadata
    """Tell whether an entry of a cell's metadata is what an author wrote for the engine, which no learner needs."""
    return isinstance(value, dict) and bool({"target", "rubric"} & set(value))


def _execute(path: Path) -> str:
    course = find_course(path.resolve().parent)
    return f"{course.command} execute {course.folders.masters}/{path.name}"


def _released(cell: Notebook) -> str:
    source = "".join(cell["source"])
    if _is_answer(cell):
        return without_solution(source).rstrip("\n") if cell["cell_type"] == "code" else PLACEHOLDER
    return without_hidden(source).rstrip("\n")


def _hang_targets(cells: list[Notebook], released: list[Notebook]) -> None:
    """Put the picture of each chart task under the words that ask for it."""
    asking = 0
    for number, cell in enumerate(cells):
        if cell["cell_type"] == "markdown" and not _is_answer(cell):
            asking = number
        words = own_metadata(cell["metadata"], "target").get("target")
        if words:
            name = f"{_marks(cell)['grade_id']}.png"
            text = "".join(released[asking]["source"])
            prompt = f"{text}\n\nYour chart may look like this one:\n\n![{words}](attachment:{name})"
            released[asking]["source"] = prompt.splitlines(keepends=True)
            released[asking]["attachments"] = {name: {"image/png": _picture(cell)}}


def _picture(cell: Notebook) -> str:
    pictures = [output["data"]["image/png"] for output in cell["outputs"] if "image/png" in output.get("data", {})]
    if not pictures:
        name = _marks(cell)["grade_id"]
        raise ReleaseError(f"{name} has a target but shows no picture. Execute the master.")
    return "".join(pictures[-1]).replace("\n", "")


def _marks(cell: Notebook) -> Notebook:
    marks: Notebook = cell["metadata"].get("nbgrader", {})
    return marks


def _is_answer(cell: Notebook) -> bool:
    return bool(_marks(cell).get("solution"))


def _text(notebook: Notebook) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
