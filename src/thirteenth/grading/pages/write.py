"""Write all pages: each learner's as the records pass by, then the page of the class."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from thirteenth.grading.filenames import file_names
from thirteenth.grading.model import Status
from thirteenth.grading.pages.classpage import class_page
from thirteenth.grading.pages.counting import Counts
from thirteenth.grading.pages.feedback import feedback
from thirteenth.grading.tables import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from thirteenth.grading.model import Master
    from thirteenth.grading.records import Record


def write_pages(out: Path, records: Iterable[Record], learners: Iterable[str], masters: Mapping[str, Master]) -> None:
    """Write ``feedback/LEARNER/NN.html`` and ``class.html``.

    Args:
        out: the folder of the reports.
        records: the records by learner and sheet, with what the answers showed; read once, one at a time.
        learners: the names of all learners in them, each once.
        masters: the masters by sheet.

    Raises:
        ReportError: a page cannot be written.
    """
    folders = file_names(set(learners))
    counts = Counts()
    for record in records:
        address = ""
        if record.sheet in masters and record.result.status is not Status.MISSING:
            folder = folders[record.learner]
            address = f"feedback/{quote(folder)}/{record.sheet}.html"
            write_file(out / "feedback" / folder / f"{record.sheet}.html", feedback(record, masters[record.sheet]))
        counts.add(record, address)
    write_file(out / "class.html", class_page(counts, masters))
