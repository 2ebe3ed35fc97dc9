"""HTML of notebooks made fit for a page: a known set of elements, no style and no script inside, links that lead on.

The page's policy forbids inline styles and scripts, so here they are taken out: alignment becomes a class, a picture
and a script become files of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from coursekit.site import figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coursekit.site.place import Place

DROPPED = ("style", "link", "meta", "iframe", "object", "embed", "form", "noscript", "title")
_TEXT = "a abbr b br code del em i kbd mark q s small span strong sub sup time u"
_BLOCKS = "aside blockquote details div dl dt dd figure figcaption h1 h2 h3 h4 h5 h6 hr img li ol output p pre section"
_TABLES = "summary table caption thead tbody tfoot tr td th ul"
KEPT = frozenset(f"{_TEXT} {_BLOCKS} {_TABLES}".split())
_SAID = "href src alt id class colspan rowspan scope open start role lang dir title datetime tabindex"
ATTRIBUTES = frozenset(_SAID.split())
_IMAGE = ("width", "height", "loading", "decoding")
_NUMBER = re.compile("[-+\N{MINUS SIGN}]?" r"[\d ,.]*\d[\d,.]*%?|NaN|NaT|<NA>")
_ASKS = re.compile(r"""quiz\.ask\(["'](?P<key>[\w-]+)["']\)""")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ALIGNED = re.compile(r"text-align:\s*(right|center)")


def clean(html: str, place: Place, name: str = "") -> Markup:
    """Return HTML that may stand in a page.

    Args:
        html: from a stored output, or made of Markdown.
        place: where it comes from, where it will stand.
        name: for the files that are made of its pictures and scripts, such as ``03-who-was-in-cell-01``.

    Raises:
        DeadLinkError: a link leads to no page.
    """
    for old, new in place.wordings:
        html = html.replace(old, new)
    soup = BeautifulSoup(html, "html.parser")
    _drop(soup.find_all(DROPPED))
    for figure in soup.find_all("figure"):
        figures.fit(figure, place, name)
    for image in soup.find_all("img"):
        figures.move_picture(image, place, name)
    _drop(soup.find_all("script"))
    for element in soup.find_all(name=True):
        _fit(element, place)
    for table in soup.find_all("table"):
        _make_scroll(table, soup)
    return Markup(soup.decode(formatter="html5"))  # noqa: S704 - only known elements and attributes are left


def _drop(elements: Iterable[Any]) -> None:
    for element in elements:
        element.decompose()


def _fit(element: Tag, place: Place) -> None:
    """Keep what an element may have, and lead its link on."""
    if element.name not in KEPT:
        element.unwrap()
        return
    aligned = _ALIGNED.search(str(element.get("style", "")))
    element.attrs = {
        name: value
        for name, value in element.attrs.items()
        if name in ATTRIBUTES or name.startswith(("aria-", "data-")) or (element.name == "img" and name in _IMAGE)
    }
    if aligned:
        element["class"] = aligned[1]
    if element.name == "a" and "href" in element.attrs and not element.get("data-download"):
        element["href"] = place.addresses.follow(str(element["href"]), place.source, place.page)
    elif element.name == "code" and not element.find_parent(["a", "summary", "pre"]):
        _link_key(element, place)
    elif element.name in {"td", "th"}:
        _fit_cell(element)


def _link_key(code: Tag, place: Place) -> None:
    """Lead from an id in a text to what it names; what asks a question in a notebook leads to it in the page."""
    if asks := _ASKS.fullmatch(code.get_text()):
        code.string = asks["key"]
    address = place.addresses.keys.get(code.get_text())
    if address:
        code.wrap(BeautifulSoup("", "html.parser").new_tag("a", href=place.to(address)))


def _fit_cell(cell: Tag) -> None:
    """Say what a header is a header of; a header without words is none. Numbers stand to the right."""
    text = cell.get_text(strip=True)
    if cell.name == "th":
        if not text:
            cell.name = "td"
        elif "scope" not in cell.attrs:
            cell["scope"] = "col" if cell.find_parent("thead") else "row"
    elif _NUMBER.fullmatch(text):
        cell["class"] = "number"
    elif _DAY.fullmatch(text):
        cell["class"] = "day"


def _make_scroll(table: Tag, soup: BeautifulSoup) -> None:
    """Let a wide table scroll by itself, by keyboard too, so that the page never does."""
    heads = [head.get_text(" ", strip=True) for head in table.find_all("th", scope="col")]
    label = f"Table: {', '.join(heads[:6])}" if heads else "Table"
    table.attrs = {name: value for name, value in table.attrs.items() if name == "class"}
    table.wrap(soup.new_tag("div", attrs={"class": "scroll", "role": "group", "aria-label": label, "tabindex": "0"}))
