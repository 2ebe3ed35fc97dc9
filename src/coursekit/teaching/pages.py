"""The teacher's pages: the templates of this part in the frame that all pages share, and its style sheets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from coursekit.pages import frame

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"


def render(template: str, **given: Any) -> str:  # noqa: ANN401 - a template takes anything
    """Return a page.

    Args:
        template: its name, such as ``guide.html``.
        given: what it shows; text is escaped.
    """
    return frame.render("coursekit.teaching", f"templates/{template}", css=_css, **given)


def trusted(markup: str) -> Markup:
    """Return HTML that the course itself has made, such as a chart; never text that a person typed.

    Args:
        markup: the HTML.
    """
    return Markup(markup)  # noqa: S704 - a chart or a table that a lesson stores


def _css(name: str) -> Markup:
    return trusted((TEMPLATES / name).read_text(encoding="utf-8"))
