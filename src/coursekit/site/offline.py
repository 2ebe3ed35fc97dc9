"""Reading without a network: what the service worker keeps, and how much the whole course weighs."""

from __future__ import annotations

import hashlib
import json
from importlib import resources
from typing import TYPE_CHECKING

from coursekit.site.shelf import MARK, digits_of
from coursekit.teaching import FOLDER

if TYPE_CHECKING:
    from coursekit.site.shelf import Shelf

WORKER = "sw.js"
# What a reader without a network has no use for.
NOT_KEPT = ("cards/", "downloads/", f"{FOLDER}/", "sitemap.xml", "robots.txt", "feed.xml")
# The first pages of anybody; with them the style sheet and the scripts.
SHELL = ("index.html", "missing.html", "manifest.webmanifest")


def kept(shelf: Shelf) -> dict[str, str]:
    """Return the files that "the whole course" means, each with digits that change with its content.

    Args:
        shelf: the site's files.
    """
    return {
        path: digits_of(content)
        for path, content in sorted(shelf.files.items())
        if not path.startswith(NOT_KEPT) and path not in {WORKER, MARK}
    }


def add(shelf: Shelf, shared: list[str]) -> None:
    """Add the service worker and its list to a site that is otherwise complete.

    Args:
        shelf: the site's files.
        shared: what every page loads.
    """
    files = kept(shelf)
    version = hashlib.sha256(json.dumps(files).encode("utf-8")).hexdigest()[:10]
    size = sum(len(shelf.files[path]) for path in files)
    shell = [*SHELL, *shared]
    script = resources.files("coursekit.site").joinpath("static", WORKER).read_text(encoding="utf-8")
    shelf.put(MARK, json.dumps({"version": version, "bytes": size, "shell": shell, "files": files}))
    # A worker is renewed when its own bytes change, so it holds the version.
    shelf.put(WORKER, script.replace("VERSION_OF_THIS_SITE", version))
