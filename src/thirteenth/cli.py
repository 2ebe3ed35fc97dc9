"""The ``thirteenth`` command: it collects what each room offers and does nothing else."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from thirteenth.execute import add_execute_command
from thirteenth.grading.commands import add_grade_command, add_merge_command
from thirteenth.grading.doctor import add_doctor_command
from thirteenth.releasing import add_release_command

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        argv: the words after ``thirteenth``; the process's own when None.

    Returns:
        The exit code: 0 when the work was done, 1 when it could not be, 2 for words that make no command.
    """
    parser = argparse.ArgumentParser(
        prog="thirteenth", description="The Thirteenth Member?, for authors and instructors."
    )
    subparsers = parser.add_subparsers(dest="verb", required=True)
    add_execute_command(subparsers)
    add_release_command(subparsers)
    add_grade_command(subparsers)
    add_merge_command(subparsers)
    add_doctor_command(subparsers)
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
