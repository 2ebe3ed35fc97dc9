"""Brightspace (D2L): ``12345-67890 - Full Name - Nov 28, 2025 1015 AM/x.ipynb``, or the same before a file's own name.

Public tools that read its exports agree on two numbers, the name and the time; their examples are
``397063-2557369 - Mary-Ann Smith - Sep 24, 2024 926 PM`` and, in a test that calls it confirmed against a download,
``27236-46025 - 23304308 Angood - 05 March 2026 612 PM``: some institutions put their own number before the name. Older
exports have no time. They call the first number the learner's and the second the assignment's; one shows the first for
several learners, so it is a person only where it has one name. The time says which file is newer. Beside the folders
lies an ``index.html``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from coursekit.grading.lms.origins import Origin, own_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coursekit.grading.lms.origins import Listed

NAME = "brightspace"
_PART = re.compile(r"(?P<user>\d+)-\d+ - (?P<about>.+)", re.DOTALL)
_OWN_NUMBER = re.compile(r"(?P<number>[A-Za-z]?\d{5,})(?: - | )(?P<name>.+)", re.DOTALL)
_WHEN = re.compile(
    r"(?P<words>\D*)(?P<day>\d{1,2})(?P<more>\D+)(?P<year>\d{4})\D+(?P<hour>\d{1,2})[:.]?(?P<minute>\d\d)"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    "december",
)


def reader(files: Sequence[Listed], place: str) -> Callable[[Sequence[str]], Origin | None]:  # noqa: ARG001 - all platforms are asked alike
    """Return what reads who handed in a file.

    Args:
        files: all files of the hand-in: they tell a number of a person from one of all people.
        place: the name of the folder or archive.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for listed in files:
        if origin := _read(listed.parts, {}):
            names[origin.user].add(origin.name)
    return lambda parts: _read(parts, names)


def _read(parts: Sequence[str], names: dict[str, set[str]]) -> Origin | None:
    """Read who handed in a file, given the names of each number; None when it does not come from Brightspace."""
    for at, part in enumerate(parts):
        match = _PART.fullmatch(part)
        fields = match["about"].split(" - ") if match else []
        times = [_WHEN.fullmatch(field) for field in fields]
        end = next((place for place in range(1, len(fields)) if times[place]), len(fields) - 1)
        if match and end > 0 and (times[end] or "." in fields[end]):
            own = _OWN_NUMBER.fullmatch(" - ".join(fields[:end]))
            user = own["number"] if own else match["user"]
            name = own["name"] if own else " - ".join(fields[:end])
            file = " - ".join(fields[end + 1 :] if times[end] else fields[end:])
            number = _minute(times[end])
            return Origin(name, own_file(parts, at, file or part), NAME, user if _is_ones(user, names) else "", number)
    return None


def _is_ones(user: str, names: dict[str, set[str]]) -> bool:
    return len(names.get(user, ())) <= 1


def _minute(time: re.Match[str] | None) -> int:
    """Return a time as a number that grows, such as 202511281015; 0 for none, or a month in another language."""
    words = re.findall(r"[^\W\d_]+", (time["words"] + time["more"]).lower()) if time else []
    month = next((number for number, name in enumerate(_MONTHS, 1) if {name, name[:3], name[:4]} & set(words)), 0)
    if time is None or not month:
        return 0
    half = (time["half"] or "").lower()
    hour = int(time["hour"]) % 12 + 12 * (half == "p") if half else int(time["hour"])
    return int(f"{time['year']}{month:02d}{int(time['day']):02d}{hour:02d}{time['minute']}")
