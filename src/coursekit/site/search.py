"""A small index for search in the page, made by Pagefind: the reader's browser loads only the pieces that it needs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.pages.frame import CONTENT
from coursekit.site.settings import SiteError

if TYPE_CHECKING:
    from coursekit.site.shelf import Shelf

FOLDER = "pagefind"
# What the browser loads; Pagefind's own boxes and forms are not used.
NEEDED = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter", ".pagefind", "pagefind.js", "-worker.js", "entry.json")


def add(shelf: Shelf) -> None:
    """Add the index of all pages that have a main part.

    Args:
        shelf: the site's files, pages included.

    Raises:
        SiteError: Pagefind is missing or failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        for path, content in shelf.files.items():
            if path.endswith(".html"):
                place = Path(folder, path)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
        _run(folder)
        for file in sorted(Path(folder, FOLDER).rglob("*")):
            if file.is_file() and file.name.endswith(NEEDED):
                shelf.put(file.relative_to(folder).as_posix(), file.read_bytes())


def _run(folder: str) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", folder, "--output-subdir", FOLDER, "--keep-index-url"]
    # What is searched is the course's text, whatever the frame around it speaks.
    command += ["--force-language", CONTENT]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - fixed words
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        raise SiteError(
            [f'Search: Pagefind failed ({words[0]}). Install what the site needs: python -m pip install ".[site]"']
        )
