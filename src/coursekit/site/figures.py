"""Charts of notebooks: the picture becomes a file that loads when it comes near, its data a table to take away."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from coursekit.site import pictures
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from coursekit.site.place import Place

# On a narrow screen a chart keeps a size at which its words can be read, and scrolls.
SCROLLS = {"class": "picture", "role": "group", "tabindex": "0"}
# Shown on narrow screens only; who listens to a page hears what the chart shows.
SIGN = '<span class="swipe" aria-hidden="true">{}</span>'
SWIPE = N_("The chart goes on to the side: swipe it.")
# A figure's script makes controls with styles of their own, which the page's policy forbids; the page's sheet has them.
_STYLES = re.compile(r' style="[^"]*"')


def fit(figure: Tag, place: Place, name: str) -> None:
    """Take pictures and scripts out of a figure, and offer its picture and its data for taking away.

    Args:
        figure: the figure; it is changed.
        place: where it comes from, where it will stand.
        name: for its files.
    """
    offered = [_picture_to_take(image, figure, place, name) for image in figure.find_all("img")]
    for image in figure.find_all("img"):
        move_picture(image, place, name)
    for script in figure.find_all("script"):
        figure["data-script"] = place.to(place.shelf.asset(f"{name}.js", _STYLES.sub("", script.get_text())))
        script.decompose()
    for image in figure.find_all("img"):
        scrolling = image.wrap(
            BeautifulSoup("", "html.parser").new_tag("div", attrs={**SCROLLS, "aria-label": gettext("Chart")})
        )
        scrolling.insert_before(BeautifulSoup(SIGN.format(gettext(SWIPE)), "html.parser"))
    folded = figure.find("details")
    if isinstance(folded, Tag):
        links = [*(link for link in offered if link), *_data_to_take(folded, place, name)]
        folded.append(_paragraph(links))


def move_picture(image: Tag, place: Place, name: str) -> None:
    """Make a file of a picture that stands inside its address.

    Args:
        image: the element; its address, size and manner of loading are set.
        place: where it comes from, where it will stand.
        name: for the file.
    """
    unpacked = pictures.unpack(str(image.get("src", "")))
    if not unpacked:
        return
    ending, content = unpacked
    small = pictures.compressed(content) if ending == "png" else content
    image["src"] = place.to(place.shelf.asset(f"{name}.{ending}", small))
    image["loading"], image["decoding"] = "lazy", "async"
    size = pictures.size_of(ending, content)
    if size:
        image["width"], image["height"] = str(size[0]), str(size[1])


def element(address: str, alt: str, place: Place, name: str) -> Markup:
    """Return a picture that stands inside its address as an element whose file stands apart.

    Args:
        address: such as ``data:image/png;base64,…``.
        alt: what is seen.
        place: where it comes from, where it will stand.
        name: for the file.
    """
    image = BeautifulSoup("", "html.parser").new_tag("img", attrs={"src": address, "alt": alt})
    move_picture(image, place, name)
    return Markup(image.decode(formatter="html5"))  # noqa: S704 - the alternative text is escaped, the address is ours


def _picture_to_take(image: Tag, figure: Tag, place: Place, name: str) -> tuple[str, str] | None:
    """Return the link to a copy of a picture with its source line, and what the link says."""
    unpacked = pictures.unpack(str(image.get("src", "")))
    if not unpacked:
        return None
    ending, content = unpacked
    line = source_line(figure)
    copy = pictures.with_source(content, line) if ending == "png" and line else content
    return place.to(place.shelf.put(f"downloads/{name}.{ending}", copy)), gettext(
        "Picture ({kind})", kind=ending.upper()
    )


def _data_to_take(folded: Tag, place: Place, name: str) -> list[tuple[str, str]]:
    table = folded.find("table")
    if not isinstance(table, Tag):
        return []
    return [
        (place.to(place.shelf.put(f"downloads/{name}.csv", as_csv(table, source_line(folded)))), gettext("Data (CSV)"))
    ]


def as_csv(table: Tag, line: str) -> str:
    """Return a table as CSV whose last line names its source, behind a ``#``.

    Args:
        table: the element.
        line: the source line; none when empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in table.find_all("tr"):
        writer.writerow([cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])])
    return text.getvalue() + (f"# {line}\n" if line else "")


def source_line(figure: Tag) -> str:
    """Return what a figure's table says of its source; empty where it says nothing."""
    caption = figure.find("caption")
    return caption.get_text(" ", strip=True) if isinstance(caption, Tag) else ""


def _paragraph(links: list[tuple[str, str]]) -> Tag:
    heading = gettext("Take away:")
    soup = BeautifulSoup(f'<p class="downloads">{heading} </p>', "html.parser")
    paragraph = soup.p
    assert paragraph is not None  # noqa: S101 - it stands in the line above
    for number, (href, words) in enumerate(links):
        link = soup.new_tag("a", attrs={"href": href, "data-download": "1"})
        link.string = words
        paragraph.append(", " if number else "")
        paragraph.append(link)
    return paragraph


def address_of(kind: str, content: str) -> str:
    """Return the address of a picture that stands inside it.

    Args:
        kind: its MIME type.
        content: in base64, as notebooks store it.
    """
    return f"data:{kind};base64,{''.join(content.split())}"
