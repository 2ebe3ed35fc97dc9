"""The command ``questions export``; what it needs is loaded when it runs, since every command passes by here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.teaching.exports.registry import names

if TYPE_CHECKING:
    import argparse


def add_questions_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``questions``, which has one verb of its own: ``export``."""
    parser = subparsers.add_parser(
        "questions", help="the question bank in the formats of Moodle, Canvas, H5P and others"
    )
    verbs = parser.add_subparsers(dest="questions_verb", required=True)
    export = verbs.add_parser(
        "export",
        help="write the bank, or a lesson of it, in another program's format",
        description="What the format cannot hold is shown, and listed in not-exported.csv beside the file.",
    )
    export.add_argument("--to", required=True, choices=names(), help="the format")
    export.add_argument("--lesson", type=int, metavar="NN", help="only this lesson")
    export.add_argument("--out", type=Path, metavar="PATH", help="the file, or a folder for it")
    export.set_defaults(run=_export)


def _export(arguments: argparse.Namespace) -> int:
    from coursekit.teaching.exports.export import export  # noqa: PLC0415 - every command passes by here

    return export(arguments)
