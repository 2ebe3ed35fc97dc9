"""The command ``release``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.course import find_course
from coursekit.words.numbers import how_many

if TYPE_CHECKING:
    import argparse


def add_release_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``release``."""
    parser = subparsers.add_parser(
        "release",
        help="build the sheets from their masters",
        description="Build the exercise sheets and their keys from the masters. Run it in the course's folder.",
    )
    parser.add_argument("--course", type=Path, default=Path(), metavar="DIR", help="the course's folder (here)")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 and name each file that is stale")
    parser.add_argument(
        "--no-answers", dest="answers", action="store_false", help="keep no answers in the keys, not even sealed"
    )
    parser.add_argument("--bundle", type=Path, metavar="FILE", help="write the zip for learners as well")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    from coursekit.authoring.release import ReleaseError  # noqa: PLC0415 - the terminal answers at once

    try:
        return _release(arguments)
    except (ReleaseError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks on the terminal
        return 1


def _release(arguments: argparse.Namespace) -> int:
    from coursekit.authoring.bundle import bundle  # noqa: PLC0415 - the terminal answers at once
    from coursekit.authoring.release import build, stale, write  # noqa: PLC0415 - the terminal answers at once

    course = arguments.course.resolve()
    built = build(course, answers=arguments.answers)
    old = list(stale(course, built))
    if arguments.check and old:
        print("\n".join([*old, f"Run: {find_course(course).command} release"]), file=sys.stderr)  # noqa: T201 - a command speaks on the terminal
        return 1
    for path in write(course, built):
        print(f"wrote {path.as_posix()}" if path in built else f"removed {path.as_posix()}")  # noqa: T201 - a command speaks on the terminal
    print(f"Up to date: {how_many(len(built) // 2, 'sheet')}.")  # noqa: T201 - a command speaks on the terminal
    if arguments.bundle:
        print(f"{arguments.bundle}: {how_many(bundle(course, arguments.bundle), 'file')}.")  # noqa: T201 - a command speaks on the terminal
    return 0
