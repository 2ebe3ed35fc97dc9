"""Which language the interface speaks."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from coursekit.course import Course, CourseFileError, find_course, variable

ENGLISH = "en"
LANGUAGE_VARIABLE = "COURSEKIT_LANG"
PSEUDO = "xx-pseudo"
"""No language: every word of the interface stands in brackets there, so that one that is not translated shows."""
LOCALE = Path(__file__).parent / "locale"
_kept: list[str] = []


def keep_to(code: str) -> None:
    """Let this process speak one language, whatever its environment says; a graded kernel speaks English.

    Args:
        code: such as ``en``.
    """
    _kept[:] = [code]


def language() -> str:
    """Return the code of the language that is spoken: ``en``, that of a table under ``locale``, or ``PSEUDO``."""
    if _kept:
        return _kept[0]
    try:
        return _known(variable("LANG", _course(Path.cwd())) or ENGLISH)
    except CourseFileError:
        # Who asks for the course itself says what is wrong with its file.
        return ENGLISH


@cache
def _course(folder: Path) -> Course:
    # Asked for each word of a page; the course of a folder stays the same.
    return find_course(folder)


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are."""
    return (ENGLISH, *sorted(path.name.replace("_", "-") for path in LOCALE.iterdir() if path.is_dir()))


@cache
def _known(wanted: str) -> str:
    """Return the nearest language that there is; ``de_DE.UTF-8`` is ``de``. An unknown one is told once."""
    code = wanted.partition(".")[0].partition("@")[0].replace("_", "-").strip().lower()
    if code == PSEUDO:
        return PSEUDO
    known = {name.lower(): name for name in languages()}
    nearest = known.get(code) or known.get(code.partition("-")[0])
    if nearest is None and code not in {"c", "posix"}:
        print(  # noqa: T201 - in a notebook and in a terminal alike
            f"The language {wanted!r} is not known here, so words are English. Known are: {', '.join(languages())}.",
            file=sys.stderr,
        )
    return nearest or ENGLISH
