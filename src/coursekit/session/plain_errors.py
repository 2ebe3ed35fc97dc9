"""A learner's own errors: short, with the line that raised them and one plain sentence about what to do."""

from __future__ import annotations

import linecache
import re
import traceback
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from coursekit.internals.ipython_shell import last_of_chain, publish, show_errors_through
from coursekit.session import apart, watch
from coursekit.session.box import NOT_YET, NOTHING, boxed
from coursekit.session.sentences import sentence_for
from coursekit.session.shapes import table_in_words
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from coursekit.internals.ipython_shell import Show

# JupyterLab breaks a longer line of an error anywhere, also inside a word.
WIDTH = 90
NOTHING_HERE = N_("Nothing here yet")
_CHECK = re.compile(r"^\s*check\(", re.MULTILINE)


def install(shell: Any) -> None:  # noqa: ANN401 - IPython's shell has no types
    """Let a shell say its errors plainly; once.

    Args:
        shell: IPython's shell.
    """

    def plainly(show: Show) -> Show:
        def show_plainly(kind: type[BaseException], error: BaseException, lines: list[str]) -> None:
            plain_words = plain_lines(error, lines, shell.user_ns)
            if _is_said_on_a_page(error):
                publish(shell, in_a_box(plain_words), {})
            else:
                show(kind, error, plain_words)

        return show_plainly

    show_errors_through(shell, plainly)


def _is_said_on_a_page(error: BaseException) -> bool:
    """Tell whether a check speaks to a learner: what it says of an answer is no crash, and must not look like one.

    Programs get the error: nbgrader takes a check without one for passed.
    """
    running = watch.current()
    if running is None or not running.is_in_a_page or apart.is_graded():
        return False
    return isinstance(error, Exception) and not isinstance(error, SyntaxError) and bool(_CHECK.search(running.source))


def in_a_box(lines: list[str]) -> dict[str, str]:
    """Return what a check says as plain text, and as HTML with an edge and a sign: nothing yet, or not yet.

    Args:
        lines: what it says.
    """
    text = "\n".join(lines)
    return boxed(text, NOTHING if text.startswith(gettext(NOTHING_HERE)) else NOT_YET)


def plain_lines(error: BaseException, lines: list[str], names: dict[str, Any]) -> list[str]:
    """Return what is shown of an error.

    Args:
        error: the error.
        lines: what IPython would show.
        names: the names of the session with their values.

    Returns:
        The sentence, the learner's line, and the error's own words. An error that speaks for itself, or that nobody
        has a sentence for, is left as it is.
    """
    if hasattr(error, "_render_traceback_") or not isinstance(error, Exception):
        return lines
    running = watch.current()
    source = running.source if running else ""
    sentence = sentence_for(error, source, names)
    if _CHECK.search(source):
        return _said_of_the_answer(error, sentence, source, names)
    where = _own_line(error)
    advice = [*wrap(sentence, WIDTH), ""] if sentence else []
    return [*advice, *([where] if where else []), *last_of_chain(lines)]


def _said_of_the_answer(error: Exception, sentence: str, source: str, names: dict[str, Any]) -> list[str]:
    """Say what a check found when its own steps could not even use the answer."""
    name = getattr(error, "name", None)
    # A name that the check itself asks for is an answer that is not there; any other is a slip inside the answer.
    if isinstance(error, NameError) and (name is None or name in watch.loaded(source)):
        name = name or gettext("the answer")
        running = watch.current()
        if running and name in running.unfinished:
            return [_unfinished(name)]
        return [gettext("Nothing here yet: {name} has no value. Run the cell with your answer.", name=name)]
    received = [gettext("{name} is {what}.", name=name, what=_kind(names[name])) for name in _answers(source, names)]
    words = " ".join([gettext("Not yet. The check cannot use your answer."), *received, sentence]).strip()
    return [words, "", f"{type(error).__name__}: {error}"]


def _unfinished(name: str) -> str:
    return gettext(
        "Not yet. The cell with your answer stopped with an error, so {name} has no value. Mend that cell, run it, and "
        "then run this check again.",
        name=name,
    )


def _answers(source: str, names: dict[str, Any]) -> list[str]:
    """Return the names that a check cell uses and that are values of the learner's: no functions, no modules."""
    defined = watch.assigned(source)
    used = sorted(watch.loaded(source) - defined)
    return [
        name for name in used if name in names and not callable(names[name]) and not hasattr(names[name], "__path__")
    ]


def _kind(value: Any) -> str:  # noqa: ANN401 - an answer may be anything
    if table := table_in_words(value):
        return table
    if isinstance(value, str):
        return gettext("the text {text}", text=f'"{value[:40]}"')
    if isinstance(value, bool | int | float):
        return gettext("the value {value}", value=value)
    return gettext("a {kind}", kind=type(value).__name__)


def _own_line(error: Exception) -> str:
    """Return the learner's line that raised an error, such as ``Line 2: claims["kinds"]``."""
    if isinstance(error, SyntaxError):
        # IPython shows the line itself, with a mark under the place.
        return ""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_cell(frame.filename)]
    if not frames:
        return ""
    text = linecache.getline(frames[-1].filename, frames[-1].lineno or 0).strip()
    return gettext("Line {n}: {code}", n=frames[-1].lineno, code=text) if text else ""


def _is_cell(filename: str) -> bool:
    return "ipykernel_" in filename or filename.startswith("<ipython-input")
