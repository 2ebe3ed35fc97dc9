"""Write all pages: each learner's as the records pass by, then the page of the class."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import quote

from coursekit.grading.gradebook.csv_file import write_file
from coursekit.grading.model import Status
from coursekit.grading.reports.class_page import NONE, Doubts, class_page
from coursekit.grading.reports.feedback_page import feedback
from coursekit.grading.reports.file_names import file_names
from coursekit.grading.reports.statistics import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from coursekit.grading.gradebook.records import Record
    from coursekit.grading.model import Master


def write_pages(
    out: Path,
    records: Iterable[Record],
    learners: Iterable[str],
    masters: Mapping[str, Master],
    doubts: Doubts = NONE,
) -> None:
    """Write ``feedback/LEARNER/NN.html`` and ``class.html``.

    Args:
        out: the folder of the reports.
        records: the records by learner and sheet, with what the answers showed; read once, one at a time.
        learners: the names of all learners in them, each once.
        masters: the masters by sheet.
        doubts: what somebody should look at.

    Raises:
        ReportError: a page cannot be written.
    """
    folders = file_names(set(learners))
    counts = Counts()
    written = set()
    for record in records:
        address = ""
        if record.sheet in masters and record.result.status not in {Status.MISSING, Status.UNTOLD}:
            folder = folders[record.learner]
            address = f"feedback/{quote(folder)}/{record.sheet}.html"
            path = out / "feedback" / folder / f"{record.sheet}.html"
            write_file(path, feedback(record, masters[record.sheet]))
            written.add(path)
        counts.add(record, address)
    _remove_stale(out / "feedback", written)
    write_file(out / "class.html", class_page(counts, masters, doubts))


def _remove_stale(folder: Path, written: set[Path]) -> None:
    """Remove the pages of learners who are no longer in the gradebook, or are called otherwise by now."""
    for path in folder.glob("*/*.html"):
        if path not in written:
            with suppress(OSError):
                path.unlink()
                path.parent.rmdir()
