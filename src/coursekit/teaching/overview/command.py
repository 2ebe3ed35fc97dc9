"""The command ``class``; what it needs is loaded when it runs, since every command passes by here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.teaching.overview.minimum import LEAST

if TYPE_CHECKING:
    import argparse


def add_class_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``class``."""
    parser = subparsers.add_parser(
        "class",
        help="show a class at a glance, from the logs of its answers: one page, a table and a notebook",
        description="Count the answers of a class. Nobody is named, and what too few have answered is not shown.",
    )
    parser.add_argument(
        "answers", type=Path, metavar="ANSWERS", help="a folder of learners' logs, or a zip file of one"
    )
    parser.add_argument("--out", type=Path, default=Path("class.html"), metavar="PATH", help="the page (class.html)")
    parser.add_argument("--lesson", type=int, metavar="NN", help="only this lesson")
    parser.add_argument(
        "--least", type=int, default=LEAST, metavar="N", help=f"show nothing that fewer have answered ({LEAST})"
    )
    parser.set_defaults(run=_show)


def _show(arguments: argparse.Namespace) -> int:
    from coursekit.teaching.overview.show import show  # noqa: PLC0415 - every command passes by here

    return show(arguments)
