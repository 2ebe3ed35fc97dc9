"""Markdown of notebooks and settings as HTML, and the contents list that its headings make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import mistune
from bs4 import BeautifulSoup

from coursekit.site.fragment import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from coursekit.site.place import Place

_render = mistune.create_markdown(escape=False, plugins=["table"])


@dataclass(frozen=True)
class Heading:
    """One line of a contents list.

    Attributes:
        anchor: where it stands.
        text: its words.
    """

    anchor: str
    text: str


def as_html(markdown: str, place: Place, name: str = "") -> Markup:
    """Return Markdown as HTML that may stand in a page, its headings with anchors.

    Args:
        markdown: the text; HTML in it is kept.
        place: where it comes from, where it will stand.
        name: for the files that are made of its pictures.
    """
    soup = BeautifulSoup(str(_render(markdown)), "html.parser")
    for heading in soup.find_all(["h2", "h3", "h4"]):
        heading["id"] = anchor_of(heading.get_text())
    return clean(str(soup), place, name)


def plain(markdown: str) -> str:
    """Return the words of Markdown alone."""
    return " ".join(BeautifulSoup(str(_render(markdown)), "html.parser").get_text().split())


def anchor_of(text: str) -> str:
    """Return the anchor of a heading, made of its words as GitHub does it, so that links of the course's files hold."""
    return re.sub(r"[^\w\- ]", "", text.lower()).strip().replace(" ", "-")


def headings(parts: Iterable[str]) -> list[Heading]:
    """Return the headings of the second level of a page's parts, in order.

    Args:
        parts: pieces of HTML.
    """
    with_heading = [part for part in parts if "<h2" in part]
    lines = [heading for part in with_heading for heading in BeautifulSoup(part, "html.parser").find_all("h2")]
    return [Heading(str(heading.get("id", "")), heading.get_text(" ", strip=True)) for heading in lines]
