"""Write the merged notebook of one submission, for an instructor who wants to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thirteenth.grading.handin import UNKNOWN, read, with_sheet
from thirteenth.grading.merge import merge, to_json
from thirteenth.grading.model import GradingError
from thirteenth.grading.notebook import UnreadableError, read_cells
from thirteenth.grading.origins import Origin
from thirteenth.grading.sources import NotUsableError, walk
from thirteenth.grading.submissions import Submission
from thirteenth.grading.tables import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thirteenth.grading.model import Master


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
    found = next(iter(walk(path)))
    origin = Origin("", path.name)
    submission = with_sheet(Submission("", sheet or origin.sheet, str(path), origin, found.read), masters)
    master = masters.get(submission.sheet)
    if master is None:
        known = "" if submission.sheet == UNKNOWN else f" {submission.sheet}"
        raise GradingError(f"{path}: there is no master of sheet{known}. Say which it is with --sheet NN.")
    try:
        cells, _ = read_cells(read(submission))
    except UnreadableError as error:
        raise GradingError(f"{path}: {error}") from error
    write_file(output, to_json(merge(cells, master)))
