"""What all pages share: the frame, the style, and templates in which text cannot become code.

A page is a Jinja2 template beside the module that fills it; it extends ``frame.html``, which stands here. Whatever is
put into it is escaped, unless the module that made it says that it is HTML.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import mistune
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coursekit.words import gettext, language, ngettext

_HOME = "coursekit.pages"
# The language of what a course teaches: its lessons, questions and tables.
CONTENT = "en"


def render(package: str, template: str, /, **values: Any) -> str:  # noqa: ANN401 - a page shows values of any type
    """Return a page.

    Args:
        package: where the template lies, such as ``coursekit.grading.reports``.
        template: its file's name.
        values: what it shows; text is escaped.

    Raises:
        jinja2.UndefinedError: the template names a value that was not given.
    """
    return _environment(package).get_template(template).render(values)


def in_english() -> Markup:
    """Return the attribute of what a course says, where the interface around it speaks another language."""
    return Markup("") if language() == CONTENT else Markup(' lang="{}"').format(CONTENT)


# What the templates of every page may call.
WORDS = {"gettext": gettext, "ngettext": ngettext, "language": language, "in_english": in_english}


def words_of(markdown: str, level: int) -> Markup:
    """Return a sheet's Markdown as HTML; HTML inside it is shown as text.

    Args:
        markdown: the text.
        level: how many levels its headings sink, so that they fit below the page's own.
    """
    render_words = mistune.create_markdown(renderer=_Sunken(level), plugins=["table"])
    # Safe: the renderer escapes what stands in the text.
    return Markup(render_words(markdown))  # noqa: S704 - mistune has escaped what stands in the text


class _Sunken(mistune.HTMLRenderer):
    """Puts headings some levels lower."""

    def __init__(self, level: int) -> None:
        super().__init__(escape=True)
        self._level = level

    def heading(self, text: str, level: int, **attrs: object) -> str:  # noqa: ARG002 - mistune calls it so
        sunken = min(6, level + self._level)
        return f"<h{sunken}>{text}</h{sunken}>\n"


@cache
def _environment(package: str) -> Environment:
    """Return the templates of a package, with those of this one that every page shares."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package, "."), PackageLoader(_HOME, ".")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    bars = _own_file("bars.css")
    made.globals |= {**WORDS, "bars_style": bars, "style": _own_file("style.css") + bars}
    return made


def _own_file(name: str) -> Markup:
    return Markup(resources.files(_HOME).joinpath(name).read_text(encoding="utf-8"))  # noqa: S704 - our own file
