"""The command ``vote``."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEEDED = ("starlette", "uvicorn", "segno", "jinja2")
_MINUTES = 90.0
_HIGHEST_PORT = 65535


def add_vote_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register ``vote``."""
    parser = subparsers.add_parser(
        "vote",
        help="let a class vote on a question with their phones, in two rounds",
        description="Start a vote in this network: a page for the projector, one for the phones, one for you. It ends "
        "with Ctrl+C or on your page; only the counts are left, and only if you take them.",
    )
    parser.add_argument("questions", nargs="+", metavar="QUESTION", help="such as q-0303; several are asked in turn")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the counts here at the end")
    parser.add_argument("--name", help="two words for every page, by which pupils know that the vote is yours")
    parser.add_argument("--port", type=_port, help="the first port to try (8013)")
    parser.add_argument(
        "--address", metavar="A", help="what phones should open, where this computer has several addresses"
    )
    parser.add_argument("--minutes", type=float, default=_MINUTES, help="the longest a forgotten vote goes on (90)")
    parser.add_argument(
        "--no-browser", "--no-open", action="store_true", help="open nothing; print the address of your own page"
    )
    parser.add_argument("--new", action="store_true", help="begin anew even where a vote on this was interrupted")
    parser.add_argument("--rehearse", action="store_true", help="try it alone: one answer is enough to see everything")
    parser.set_defaults(run=_run)


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < port <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port. Give a number from 1 to {_HIGHEST_PORT}.")
    return port


def _run(arguments: argparse.Namespace) -> int:
    missing = missing_packages()
    if missing:
        return _say(
            f"The vote needs {', '.join(missing)}. Install the classroom part in the course's folder, then try again: "
            'python -m pip install ".[class]"'
        )
    from coursekit.teaching.vote.start import CannotVoteError, vote  # noqa: PLC0415 - grading needs no web server

    try:
        vote(arguments)
    except (CannotVoteError, OSError) as error:
        return _say(str(error))
    return 0


def missing_packages(needed: Sequence[str] = _NEEDED) -> list[str]:
    """Return which of the vote's packages are not installed."""
    return [name for name in needed if find_spec(name) is None]


def _say(words: str) -> int:
    print(words, file=sys.stderr)  # noqa: T201 - a command speaks on the terminal
    return 1
