"""Where things stand on the site: files of the course to pages, ids to anchors, and links from one page to another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

ELSEWHERE = {"http", "https", "mailto"}


class DeadLinkError(ValueError):
    """A link leads to a file of the course that is no page of the site."""


@dataclass(frozen=True)
class Addresses:
    """What stands where.

    Attributes:
        pages: by path below the course's folder (``notebooks/03-who-was-in.ipynb``) the page that shows it.
        keys: by id (``q-0303``, ``nat-1949``) the page and anchor where it stands.
    """

    pages: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def follow(self, href: str, source: str, page: str) -> str:
        """Return where a link of the course leads on the site, seen from a page.

        Args:
            href: as it is written, such as ``../data/README.md``.
            source: the file it is written in, below the course's folder.
            page: the page that shows that file.

        Raises:
            DeadLinkError: no page shows what it leads to.
        """
        parts = urlsplit(href)
        if parts.scheme in ELSEWHERE or (not parts.path and parts.fragment):
            return href
        aim = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(parts.path)))
        if parts.scheme or aim not in self.pages:
            raise DeadLinkError(f"{source}: the link {href!r} leads to {aim}, which is no page of the web edition.")
        address = self.pages[aim] + (f"#{parts.fragment}" if parts.fragment else "")
        return relative(address, page)


def relative(address: str, page: str) -> str:
    """Return the link from a page to a path of the site, which works from a folder too.

    Args:
        address: such as ``data/claims.html#c69``.
        page: the page that links, such as ``lessons/03-who-was-in.html``.
    """
    path, mark, fragment = address.partition("#")
    if path == page and mark:
        return f"#{fragment}"
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + mark + fragment


def anchor(key: str) -> str:
    """Return the anchor of an id: ``C69`` stands at ``#c69``."""
    return key.lower().replace(" ", "-")
