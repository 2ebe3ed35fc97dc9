"""A reply in a box: an edge, a sign and words, so that right and wrong differ at a glance and not by colour alone."""

from __future__ import annotations

import html

RIGHT = ("✓", "solid #1a7f37")
NOT_YET = ("✗", "dashed #b35300")
NOTHING = ("…", "solid #767b82")


def boxed(text: str, look: tuple[str, str]) -> dict[str, str]:
    """Return a reply as plain text, and as HTML.

    Args:
        text: its words.
        look: its sign and its edge, such as ``RIGHT``.
    """
    sign, edge = look
    words = f'<div style="white-space:pre-wrap">{html.escape(text)}</div>'
    return {
        "text/plain": text,
        "text/html": f'<div style="display:flex;gap:0.8em;border-left:6px {edge};padding:0.3em 0.8em">'
        f'<b aria-hidden="true">{sign}</b>{words}</div>',
    }
