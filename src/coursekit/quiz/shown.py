"""What a notebook shows and stores: a live widget, and beside it words that are the same on every run.

nbval compares the words; a reader without a kernel, and an exported page, see them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipywidgets import DOMWidget

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Shown:
    """A widget with its words.

    Attributes:
        widget: what a live notebook shows.
        text: the words as plain text.
        html: the words as HTML.
    """

    widget: DOMWidget
    text: str
    html: str

    def as_bundle(self) -> dict[str, Any]:
        """Return the widget and its words by MIME type."""
        view = {"version_major": 2, "version_minor": 0, "model_id": self.widget.model_id}
        return {"text/plain": self.text, "text/html": self.html, WIDGET_VIEW: view}

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return self.as_bundle()
