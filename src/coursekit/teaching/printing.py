"""PDF of our pages through a Chromium that is on this machine; without one the pages print from any browser."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

FLAGS = (
    *("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"),
    *("--disable-component-update", "--disable-extensions", "--no-pdf-header-footer"),
)
SECONDS = 60
# Two at a time: a browser starts with one core and a school's computer has few.
AT_ONCE = 2
# A PDF notes when it was made; the same page must give the same file.
_MADE = re.compile(rb"\(D:\d{14}")
_FIXED = b"(D:20000101000000"
# Chromium numbers the nodes of a page as it meets them; on a busy machine it meets them in another count.
_NODE = re.compile(rb"\(node(\d{8})\)")


class PrintingError(RuntimeError):
    """A browser was found and made no PDF; the message says which page and what the browser said."""


@dataclass(frozen=True)
class Sheet:
    """One PDF to make.

    Attributes:
        page: the HTML file.
        target: the PDF file.
        paper: ``A4`` or ``Letter``.
    """

    page: Path
    target: Path
    paper: str


def print_sheets(sheets: Iterable[Sheet], browser: str) -> None:
    """Make PDFs.

    Args:
        sheets: what to print.
        browser: the path of a Chromium.

    Raises:
        PrintingError: the browser made none of a page.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda sheet: _print(sheet, browser), sheets):
            pass


def _print(sheet: Sheet, browser: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, sheet.page.name)
        text = sheet.page.read_text(encoding="utf-8")
        # The size of paper is the reader's own on screen, and fixed in a PDF.
        source.write_text(
            text.replace("</head>", f"<style>@page {{ size: {sheet.paper}; }}</style></head>", 1), "utf-8"
        )
        made = Path(folder, "made.pdf")
        command = [browser, *FLAGS, *_as_root(), f"--user-data-dir={Path(folder, 'profile')}", f"--print-to-pdf={made}"]
        printed = _run([*command, source.as_uri()], sheet.page)
        if not made.is_file():
            raise PrintingError(f"{browser} made no PDF of {sheet.page}. It said:\n{printed[-600:]}")
        write_whole(sheet.target, repeatable(made.read_bytes()))


def repeatable(content: bytes) -> bytes:
    """Return a PDF without what differs from one printing to the next: when it was made, and the numbers of its nodes.

    Args:
        content: as Chromium has made it; nothing in it moves.
    """
    numbers: dict[bytes, int] = {}

    def renumbered(node: re.Match[bytes]) -> bytes:
        return b"(node%08d)" % numbers.setdefault(node[1], len(numbers) + 1)

    return _NODE.sub(renumbered, _MADE.sub(_FIXED, content))


def _run(command: list[str], page: Path) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a browser of this machine, with our own page
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PrintingError(f"{command[0]} could not print {page}: {error}") from error
    return done.stderr


def _as_root() -> tuple[str, ...]:
    """Chromium refuses its own sandbox to the superuser, as in a container."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
