"""Write the merged notebook of one submission, for an instructor who wants to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.assignments.merge import merge, to_json
from coursekit.grading.assignments.notebook import UnreadableError, read_cells
from coursekit.grading.gradebook.csv_file import write_file
from coursekit.grading.lms.origins import Origin
from coursekit.grading.model import GradingError
from coursekit.grading.submissions.files import NotUsableError
from coursekit.grading.submissions.find import Submission
from coursekit.grading.submissions.identify import Kind, Recogniser
from coursekit.grading.submissions.prepare import read
from coursekit.grading.submissions.walk import walk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from coursekit.grading.model import Master


def merge_file(path: Path, output: Path, masters: Mapping[str, Master], sheet: str | None) -> None:
    """Merge one submission with its master and write the result.

    Args:
        path: the submission.
        output: where to write.
        masters: the masters by sheet.
        sheet: which sheet it is; read from the file's name or content when None.

    Raises:
        GradingError: the submission cannot be read, its sheet is not known, or the output cannot be written.
        NotUsableError: there is no such notebook.
    """
    if path.is_dir():
        raise NotUsableError(f"{path} is a folder. Name one notebook.")
    file = next(iter(walk(path)))
    origin = Origin("", path.name)
    submission = Submission("", sheet or "", str(path), origin, file.read)
    try:
        data = read(submission)
        cells, _ = read_cells(data)
    except UnreadableError as error:
        raise GradingError(f"{path}: {error}") from error
    master = masters.get(sheet or _sheet_of(path, data, origin, masters))
    if master is None:
        known = f" {sheet}" if sheet else ""
        raise GradingError(f"{path}: there is no master of sheet{known}. Say which it is with --sheet NN.")
    write_file(output, to_json(merge(cells, master)))


def _sheet_of(path: Path, data: bytes, origin: Origin, masters: Mapping[str, Master]) -> str:
    content = Recogniser(masters).recognise(data)
    if content.kind is Kind.MERGED:
        raise GradingError(f"{path}: {content.words} Name the notebook that was handed in.")
    only = next(iter(masters)) if len(masters) == 1 else ""
    return content.sheets[0] if content.sheets else origin.sheet or only
