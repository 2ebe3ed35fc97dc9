"""How a check speaks: at home it shows; in a graded kernel it speaks apart, where nothing else can come between."""

from __future__ import annotations

import html

from coursekit.checks.words import SHORT
from coursekit.internals.ipython_shell import current_shell, publish
from coursekit.session import apart, watch
from coursekit.session.box import RIGHT, boxed
from coursekit.words import gettext

# So much of a form is read at a glance; a longer one would stand between the learner and the reply.
MOST_LINES = 3


def say(form: str, name: str = "", reply: str = "") -> None:
    """Say what a check has to say: one message a call, but for a learner's page.

    Args:
        form: the answer's form.
        name: the check's name, such as ``t3-1``; empty for one that has none.
        reply: what is said of the answer; empty when something else says it.
    """
    running = watch.current()
    text = f"{form}\n{reply}" if reply else form
    if apart.is_graded():
        apart.tell(apart.CHECK, name, text)
    elif running is not None and running.is_in_a_page:
        _show(form, reply)
    else:
        print(text)  # noqa: T201 - what a check cell shows is what nbval compares


def _show(form: str, reply: str) -> None:
    """Show a learner a long form folded, so that the reply is what is seen."""
    if len(form) <= SHORT * MOST_LINES and form.count("\n") < MOST_LINES:
        print(form)  # noqa: T201 - a learner reads it
    else:
        publish(current_shell(), folded(form), {})
    if reply:
        publish(current_shell(), boxed(reply, RIGHT), {})


def folded(form: str) -> dict[str, str]:
    """Return a form as plain text, and as HTML that opens by a click or a key."""
    words = html.escape(gettext("What the check found"))
    lines = f'<pre style="white-space:pre-wrap;margin:0.3em 0 0">{html.escape(form)}</pre>'
    return {"text/plain": form, "text/html": f"<details><summary>{words}</summary>{lines}</details>"}
