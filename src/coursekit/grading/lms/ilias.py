"""ILIAS: ``Lastname_Firstname_login_12345/x.ipynb``, for teams below ``Team 7``; perhaps in folders of the exercise.

``Modules/Exercise/classes/class.ilExSubmission.php`` of ILIAS-eLearning/ILIAS makes the folder of name, login and the
user's number, takes the time of the upload off a file's name, calls a second file of one name ``x (2).ipynb``, in the
order of their coming, and puts ``Late Submission - ``, in the platform's language, before what came late. Exports of
its plug-in ExerciseStatusFile keep the time. Public tools that read its exports name ``Sheet/Abgaben/Team 7/`` above
the folder, and one a folder ``Lastname Firstname login@place 12345``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "ilias"
_FOLDER = re.compile(r"(?P<last>[^\W\d][^_]*)_(?P<first>[^\W\d][^_]*)_(?P<login>[^_].*)_(?P<id>\d{2,})")
_SPACED = re.compile(r"(?P<last>\S+) (?P<first>.+) (?P<login>[^\s@]+@\S+) (?P<id>\d{2,})")
_STAMPED = re.compile(r"(?P<when>\d{14})_(?P<file>.+)")
_LATE = re.compile(r"(?:late|verspätet|verspaetet)\w* \w+ - (?P<file>.+)", re.IGNORECASE)
_AGAIN = re.compile(r"(?P<stem>.+) \((?P<count>\d+)\)(?P<ending>\.\w+)")


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file.

    Args:
        files: all files of the hand-in: they tell a second file of one name from one that a learner's browser named.
        place: the name of the folder or archive.
    """
    paths = {(*listed.parts[:-1], _bare(listed.parts[-1])) for listed in files}

    def read(parts: Sequence[str]) -> Origin | None:
        for part in parts[:-1]:
            if match := _FOLDER.fullmatch(part) or _SPACED.fullmatch(part):
                late, stamped = _LATE.fullmatch(parts[-1]), _STAMPED.fullmatch(parts[-1])
                file = (late or stamped or {"file": parts[-1]})["file"]
                when = int(stamped["when"]) if stamped else _count(tuple(parts[:-1]), file, paths)
                name = f"{match['first']} {match['last']}"
                return Origin(name, file, NAME, match["id"], when, late=late is not None)
        return None

    return read


def _bare(file: str) -> str:
    late = _LATE.fullmatch(file)
    return late["file"] if late else file


def _count(folder: tuple[str, ...], file: str, paths: set[tuple[str, ...]]) -> int:
    """Return which of several files of one name it is, the newest last; 0 for a name that is there once."""
    again = _AGAIN.fullmatch(file)
    if again and (*folder, again["stem"] + again["ending"]) in paths and int(again["count"]) > 1:
        return int(again["count"])
    stem, dot, ending = file.rpartition(".")
    return 1 if (*folder, f"{stem} (2){dot}{ending}") in paths else 0
