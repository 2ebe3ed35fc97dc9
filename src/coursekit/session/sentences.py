"""One plain sentence for each of the commonest errors of a beginner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.session.unknown_names import GAP, is_gap, near, unknown_name
from coursekit.session.unreadable import unreadable
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Callable

Names = dict[str, Any]


def sentence_for(error: Exception, source: str, names: Names) -> str:
    """Return what a learner can do about an error; empty when the error is not one of the known kinds.

    Args:
        error: the error.
        source: the text of the cell that raised it.
        names: the names of the session with their values.
    """
    for kind, say in _SENTENCES:
        if isinstance(error, kind):
            return say(error, source, names)
    return ""


def _indentation(error: Exception, source: str, names: Names) -> str:
    if "expected an indented block" in str(error):
        return unreadable(error, source, names)
    return gettext("The spaces at the beginning of a line count: lines that belong together begin at the same place.")


def _no_key(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - all sentences are called alike
    key = error.args[0] if error.args else ""
    columns = [str(column) for value in names.values() for column in getattr(value, "columns", [])]
    if is_gap(key):
        return gettext(GAP)
    if key == "_merge":
        return gettext("There is no column _merge: the argument indicator=True of merge adds it.")
    if isinstance(key, str) and columns and key not in columns:
        return gettext("There is no column {name}.", name=key) + near(key, columns)
    return gettext(
        "There is no entry {name} here. Look at the names: table.columns, or table.index for the rows.", name=repr(key)
    )


def _no_attribute(error: Any, source: str, names: Names) -> str:  # noqa: ANN401, ARG001 - all sentences are called alike
    if error.obj is None:
        return gettext("What stands before the point is empty (None): the step before gave nothing back.")
    name = error.name or ""
    guess = near(name, [word for word in dir(error.obj) if not word.startswith("_")])
    return gettext("A {kind} has no .{name}.", kind=type(error.obj).__name__, name=name) + guess


_JOINED = N_("Put each condition in its own round brackets: & and | join before <, > and == compare.")
_SETS = N_("One of the two is a list. To take one set from another, make both sets: set(...).")
_UNCALLED = N_("A function stands here where its result is meant. Did you forget the brackets that call it?")
_WRONG_KIND = (
    (
        "not callable",
        N_("Round brackets call a function, and this is none. A column or an entry takes square brackets: [ ]."),
    ),
    (
        "not subscriptable",
        N_("Square brackets take a part out of a list or table, and this is neither. A function takes ( )."),
    ),
    ("required positional argument", N_("The function needs more between its brackets.")),
    ("positional argument", N_("There is more between the brackets than the function can take.")),
    ("unexpected keyword", N_("The function has no argument of this name. Is it spelled right?")),
    ("'rand_'", _JOINED),
    ("'ror_'", _JOINED),
    (
        "concatenate list",
        N_("A list and a single value meet here. len(...) counts what is in a list; [ ] makes a list of one value."),
    ),
    ("'set' and 'list'", _SETS),
    ("'list' and 'set'", _SETS),
    ("'method'", _UNCALLED),
    ("'function'", _UNCALLED),
    ("'builtin_function_or_method'", _UNCALLED),
    ("concatenate str", N_("A text and a number meet here. Numbers stand without quotation marks.")),
    ("unsupported operand", N_("Two things meet here that cannot be put together, often a text and a number.")),
    ("not supported between", N_("Two things are compared that have no order, often a text and a number.")),
    (
        "] and str",
        N_("Dates are compared with a text that is no date. A name of yours stands without quotation marks."),
    ),
    (
        "does not support operation",
        N_("Dates cannot be added up. Take one from the other first: the days between them can."),
    ),
    (
        "comparison between dtype=datetime",
        N_("A date stands in quotation marks; without them 1949-12-31 is a sum."),
    ),
    ("has no len()", N_("A single value has no length. A list, a text or a table has one.")),
    ("not iterable", N_("A single value cannot be gone through one by one. A list or a column can.")),
)


def _wrong_kind(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - all sentences are called alike
    return next((gettext(sentence) for words, sentence in _WRONG_KIND if words in str(error)), "")


def _wrong_value(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - all sentences are called alike
    if "truth value" in str(error):
        return gettext("Conditions on columns are joined with & (and) or | (or), each in its own round brackets.")
    if "convert string" in str(error):
        return gettext("This text is no number. Decimals stand after a point, and a number holds no spaces or commas.")
    return ""


def _no_file(error: Any, source: str, names: Names) -> str:  # noqa: ANN401, ARG001 - all sentences are called alike
    return gettext(
        "There is no file {name}, seen from {folder}/, where this notebook lies. Has the notebook been moved? Lessons "
        "and sheets find their data only in their own folder of the course.",
        name=error.filename,
        folder=Path.cwd().name,
    )


def _no_module(error: Any, source: str, names: Names) -> str:  # noqa: ANN401, ARG001 - all sentences are called alike
    return gettext(
        "There is no library {name} here. Is it spelled right? Was JupyterLab opened with the course's command?",
        name=error.name,
    )


def _no_place(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - all sentences are called alike
    return gettext("There is no value at this place. Counting begins at 0, so the last of three is number 2.")


def _zero(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - all sentences are called alike
    return gettext("Something is divided by zero. Which of the two numbers is 0, and why?")


# The first kind that fits decides: an IndentationError is a SyntaxError too.
_SENTENCES: tuple[tuple[type[Exception], Callable[[Any, str, Names], str]], ...] = (
    (IndentationError, _indentation),
    (SyntaxError, unreadable),
    (NameError, unknown_name),
    (KeyError, _no_key),
    (AttributeError, _no_attribute),
    (TypeError, _wrong_kind),
    (FileNotFoundError, _no_file),
    (ModuleNotFoundError, _no_module),
    (IndexError, _no_place),
    (ZeroDivisionError, _zero),
    (ValueError, _wrong_value),
)
