"""What lets others find the site and follow it: the sitemap, the feed of changes, the manifest of the app."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coursekit.course import Course

_XML = '<?xml version="1.0" encoding="utf-8"?>\n'
_VERSION = re.compile(r"^## (?P<name>.+)$", re.MULTILINE)
# A version that is out has its day in brackets: ## 1.0 (2026-12-01).
_DAY = re.compile(r"\((\d{4}-\d\d-\d\d)\)$")
_CHANGE = re.compile(r"^- (?P<words>.+(?:\n  .+)*)", re.MULTILINE)
ICONS = (192, 512)
COLOUR = "#102236"


def sitemap(pages: Iterable[str], address: str) -> str:
    """Return a sitemap.

    Args:
        pages: the paths of the pages.
        address: where the site will stand, with a slash at its end.
    """
    listed = "".join(f"<url><loc>{escape(address + path)}</loc></url>\n" for path in sorted(pages))
    return f'{_XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'


def changes(changelog: str) -> Iterator[tuple[str, str]]:
    """Yield each change with its version, newest first as the file has them.

    Args:
        changelog: the text of ``CHANGELOG.md``.
    """
    _, *pieces = _VERSION.split(changelog)
    for version, text in zip(pieces[::2], pieces[1::2], strict=True):
        for change in _CHANGE.finditer(text):
            yield version, " ".join(change["words"].replace("`", "").split())


def feed(changelog: str, title: str, address: str) -> str:
    """Return the changes as RSS 2.0.

    Args:
        changelog: the text of ``CHANGELOG.md``.
        title: the course's title.
        address: where the site will stand, with a slash at its end; empty when that is not known.
    """
    items = "".join(_item(version, words, address) for version, words in changes(changelog))
    itself = f'<atom:link href={quoteattr(address + "feed.xml")} rel="self" type="application/rss+xml"/>\n'
    return (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
        f"<title>{escape(title)}: changes</title>\n<link>{escape(address or 'index.html')}</link>\n"
        f"<description>What changes in {escape(title)}</description>\n{itself if address else ''}"
        f"{items}</channel></rss>\n"
    )


def _item(version: str, words: str, address: str) -> str:
    name = hashlib.sha256(words.encode("utf-8")).hexdigest()[:16]
    title = re.split(r"(?<=[.;:]) ", words)[0].rstrip(";:")
    day = _DAY.search(version)
    date = f"<pubDate>{format_datetime(dt.datetime.fromisoformat(f'{day[1]}T12:00:00+00:00'))}</pubDate>" if day else ""
    return (
        f"<item><title>{escape(title)}</title><description>{escape(words)}</description>"
        f"<category>{escape(version)}</category><link>{escape(address)}changes.html</link>"
        f'<guid isPermaLink="false">change-{name}</guid>{date}</item>\n'
    )


def manifest(course: Course, description: str) -> str:
    """Return the manifest with which the site installs as an app.

    Args:
        course: the course.
        description: the course in one sentence.
    """
    icons = [
        {"src": f"icons/icon-{side}.png", "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
        for side in ICONS
        for purpose in ("any", "maskable")
    ]
    about = {
        "name": course.title,
        "short_name": course.title if len(course.title) <= 12 else course.name.capitalize(),  # noqa: PLR2004 - what fits under an icon
        "description": description,
        "id": "./",
        "start_url": "./index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": COLOUR,
        "icons": icons,
    }
    return json.dumps(about, ensure_ascii=False, indent=1)
