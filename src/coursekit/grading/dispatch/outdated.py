"""Results of an earlier version of a master or of the rules: graded again from the files that the gradebook keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin
from coursekit.grading.submissions.find import Submission
from coursekit.grading.submissions.prepare import Prepared
from coursekit.words.numbers import how_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coursekit.grading.gradebook.records import Handed
    from coursekit.grading.gradebook.store import Gradebook
    from coursekit.grading.model import Master
    from coursekit.grading.submissions.files import Source


def prepare_outdated(
    gradebook: Gradebook, masters: Mapping[str, Master], collected: Iterable[Prepared] = ()
) -> tuple[list[Prepared], list[str]]:
    """Prepare what was graded with another version of its master, from the files that the gradebook keeps.

    Args:
        gradebook: the gradebook.
        masters: the masters by sheet, as they are now.
        collected: what is graded anyway, because it has been handed over again.

    Returns:
        What is to be graded again, oldest first; and what an instructor is told.
    """
    at_hand = {submission.handed.key for submission in collected}
    outdated = [(handed, content) for handed, content in gradebook.outdated(masters) if handed.key not in at_hand]
    at_once = [_prepared(handed, content) for handed, content in outdated if content is not None]
    lost = [handed for handed, content in outdated if content is None]
    words = []
    if at_once:
        words.append(f"{how_many(len(at_once), 'result')} of an earlier version of a sheet: graded again.")
    if lost:
        whose = ", ".join(f"{submission.learner} {submission.sheet}" for submission in lost)
        words.append(
            f"{how_many(len(lost), 'result')} of an earlier version of a sheet, for which the gradebook does not hold "
            f"the file: give the folder again, for {whose}."
        )
    return at_once, words


def prepare_all(gradebook: Gradebook, masters: Mapping[str, Master]) -> list[Prepared]:
    """Prepare every submission whose file the gradebook keeps, oldest first."""
    return [_prepared(handed, content) for handed, content in gradebook.kept_files(masters)]


def _prepared(handed: Handed, content: bytes) -> Prepared:
    about = handed.origin
    origin = Origin(about.get("name", handed.learner), handed.path, about.get("platform", ""), about.get("user", ""))
    return Prepared(handed, Submission(handed.learner, handed.sheet, handed.path, origin, _reader(content)))


def _reader(content: bytes) -> Source:
    def read(limit: int) -> bytes:
        return content[: limit + 1]

    return read
