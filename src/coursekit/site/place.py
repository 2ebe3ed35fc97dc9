"""Where a piece of HTML comes from, and where it will stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursekit.site.links import relative

if TYPE_CHECKING:
    from coursekit.site.links import Addresses
    from coursekit.site.shelf import Shelf


@dataclass(frozen=True)
class Place:
    """Where a piece of HTML comes from and where it will stand.

    Attributes:
        source: the file that it comes from, below the course's folder.
        page: the page that will show it.
        addresses: what stands where on the site.
        shelf: where its pictures and scripts are kept.
        wordings: words that are true in a notebook only, and what a page says instead.
    """

    source: str
    page: str
    addresses: Addresses
    shelf: Shelf
    wordings: tuple[tuple[str, str], ...] = ()

    def to(self, address: str) -> str:
        """Return the link from this page to a path of the site."""
        return relative(address, self.page)
