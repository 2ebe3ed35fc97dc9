"""A page of the site, and how it is written: one template a kind, everything escaped that is not HTML of our own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from coursekit.pages.frame import WORDS
from coursekit.site.links import relative

if TYPE_CHECKING:
    from collections.abc import Mapping

# Everything comes from the site itself; search runs in WebAssembly. Pictures may stand inside an address.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        path: below the site's folder.
        title: its title; the page's one heading of the first level.
        description: one sentence, for search engines and shared links.
        template: its template's name.
        section: which entry of the menu it belongs to.
        content: what its template shows.
    """

    path: str
    title: str
    description: str
    template: str
    section: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


def environment() -> Environment:
    """Return the templates; a name that a template asks for and nobody gives is an error."""
    loader = PackageLoader("coursekit.site", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals |= {**WORDS, "policy": POLICY}
    return made


def render(page: Page, templates: Environment, shared: Mapping[str, Any]) -> str:
    """Return a page as HTML.

    Args:
        page: the page.
        templates: from ``environment``.
        shared: what every page shows: the site's title, its menu, its style sheet.
    """
    return templates.get_template(page.template).render(
        {**shared, **page.content, "page": page, "to": lambda address: relative(address, page.path)}
    )
