"""The terminal's commands: this collects what each part offers and does nothing else."""

from __future__ import annotations

import argparse
import codecs
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from coursekit.authoring.execute import add_execute_command
from coursekit.authoring.release_command import add_release_command
from coursekit.grading.cli import add_collect_command, add_grade_command, add_merge_command, add_regrade_command
from coursekit.grading.doctor import add_doctor_command
from coursekit.grading.gradebook_cli import add_forget_command, add_rename_command
from coursekit.site.command import add_site_command
from coursekit.teaching.exports.command import add_questions_command
from coursekit.teaching.overview.command import add_class_command
from coursekit.teaching.teach_command import add_teach_command
from coursekit.teaching.vote_command import add_vote_command

if TYPE_CHECKING:
    from collections.abc import Sequence


_PLAIN = {
    "…": "...",
    "“": '"',
    "”": '"',
    "\u2019": "'",
    "\u2013": "-",
    "—": "-",
    "ß": "ss",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
}


def speak_plainly(*streams: Any) -> None:  # noqa: ANN401 - a test's stream may be anything
    """Let a terminal that lacks a letter (ASCII, cp437) show the nearest one instead of stopping the command.

    Args:
        streams: the streams to speak on; those that cannot be set are left as they are.
    """
    codecs.register_error("plain", _nearest)
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="plain")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter) or _bare(letter) for letter in lost), error.end


def _bare(letter: str) -> str:
    """Return a letter without its marks; a question mark for one of another script."""
    bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return bare or "?"


def main(argv: Sequence[str] | None = None, name: str = "coursekit", about: str = "Notebook courses.") -> int:
    """Run the command line.

    Args:
        argv: the words after the command's name; the process's own when None.
        name: the command's name, for its help.
        about: what it is for, in a sentence.

    Returns:
        The exit code: 0 when the work was done, 1 when it could not be, 2 for words that make no command.
    """
    speak_plainly(sys.stdout, sys.stderr)
    parser = argparse.ArgumentParser(prog=name, description=about)
    subparsers = parser.add_subparsers(dest="verb", required=True)
    add_execute_command(subparsers)
    add_release_command(subparsers)
    add_collect_command(subparsers)
    add_grade_command(subparsers)
    add_regrade_command(subparsers)
    add_merge_command(subparsers)
    add_rename_command(subparsers)
    add_forget_command(subparsers)
    add_doctor_command(subparsers)
    add_vote_command(subparsers)
    add_questions_command(subparsers)
    add_site_command(subparsers)
    add_teach_command(subparsers)
    add_class_command(subparsers)
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
