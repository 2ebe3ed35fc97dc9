"""Code as a page shows it: its words marked by class, so that no style stands in the page."""

from __future__ import annotations

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_LEXER = PythonLexer(stripnl=False)
_FORMATTER = HtmlFormatter(nowrap=True)


def as_html(source: str) -> Markup:
    """Return Python code as HTML.

    Args:
        source: the code.
    """
    return Markup(highlight(source, _LEXER, _FORMATTER).rstrip("\n"))  # noqa: S704 - pygments has escaped it
