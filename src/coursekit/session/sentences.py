"""One plain sentence for each of the commonest errors of a beginner."""

from __future__ import annotations

import ast
import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def _near(word: str, words: list[str]) -> str:
    """Return the nearest word as a question; empty when none is near."""
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.7)
    return " " + gettext("Did you mean {name}?", name=near[0]) if near else ""


_GAP = N_("There is still a gap: write what belongs there in place of ____.")


def _is_gap(name: object) -> bool:
    """Tell whether this is the line of a sheet's gap to fill: four underscores or more."""
    return isinstance(name, str) and re.fullmatch("_{4,}", name) is not None


def _unknown_name(error: Any, source: str, names: Names) -> str:  # noqa: ANN401 - a NameError with its name
    name = error.name or ""
    if _is_gap(name):
        return gettext(_GAP)
    own = [known for known in names if not known.startswith("_")]
    guess = _near(name, own)
    if guess:
        return gettext("Python does not know the name {name}.", name=name) + guess
    if _could_be_text(name, source):
        return gettext(
            "If {name} is a word, put it in quotation marks: {quoted}. If it is a name from a cell further up, run "
            "that cell first.",
            name=name,
            quoted=f'"{name}"',
        )
    return gettext(
        "Python does not know the name {name} yet. Run the cells further up first: Run > Run All Above Selected Cell.",
        name=name,
    )


def _could_be_text(name: str, source: str) -> bool:
    """Tell whether a name stands where a beginner writes a word: compared, listed, assigned, indexed or given."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    places: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            places += node.comparators
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            places += node.elts
        elif isinstance(node, ast.Assign):
            places.append(node.value)
        elif isinstance(node, ast.Subscript):
            places.append(node.slice)
        elif isinstance(node, ast.Call):
            places += [*node.args, *(word.value for word in node.keywords)]
        elif isinstance(node, ast.Dict):
            places += [*node.values, *(key for key in node.keys if key)]
    return any(isinstance(place, ast.Name) and place.id == name for place in places)


_UNREADABLE = (
    ("unterminated string", N_("A quotation mark is missing: a text begins and ends with one, both of the same kind.")),
    ("unterminated triple", N_("Three quotation marks open a long text; three more must close it.")),
    (
        "invalid character",
        N_(
            "This sign is no sign of Python: perhaps a curly quotation mark or a dash from another program. "
            "Type it anew."
        ),
    ),
    ("was never closed", N_("A bracket was opened and not closed. Count the brackets that open and those that close.")),
    (
        "incomplete input",
        N_("The cell ends too early: a bracket was opened and not closed."),
    ),
    ("unmatched", N_("There is one closing bracket too many.")),
    ("does not match opening", N_("A bracket is closed by one of another kind: ( with ), [ with ], { with }.")),
    ("expected ':'", N_("A line that begins with def, for, if or else ends with a colon.")),
    (
        "expected an indented block",
        N_("The lines that belong to the one with the colon begin four spaces further right."),
    ),
    ("instead of '='", N_("One = gives a name its value; two == compare.")),
    ("cannot assign to", N_("What is left of = must be a name. To compare, write ==.")),
    ("forgot a comma", N_("Between two values something is missing: often a comma, or the quotation marks of a text.")),
    ("leading zeros", N_("A number does not begin with 0. Write 5, not 05; a date stands in quotation marks.")),
)


def _unreadable(error: Any, source: str, names: Names) -> str:  # noqa: ANN401, ARG001 - all sentences are called alike
    for words, sentence in _UNREADABLE:
        if words in str(error.msg):
            return gettext(sentence)
    return gettext(
        "Python cannot read this line. Look at the mark ^ and just before it: is a quotation mark, a bracket, a comma "
        "or a colon missing?"
    )


def _indentation(error: Exception, source: str, names: Names) -> str:
    if "expected an indented block" in str(error):
        return _unreadable(error, source, names)
    return gettext("The spaces at the beginning of a line count: lines that belong together begin at the same place.")


def _no_key(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - as above
    key = error.args[0] if error.args else ""
    columns = [str(column) for value in names.values() for column in getattr(value, "columns", [])]
    if _is_gap(key):
        return gettext(_GAP)
    if key == "_merge":
        return gettext("There is no column _merge: the argument indicator=True of merge adds it.")
    if isinstance(key, str) and columns and key not in columns:
        return gettext("There is no column {name}.", name=key) + _near(key, columns)
    return gettext(
        "There is no entry {name} here. Look at the names: table.columns, or table.index for the rows.", name=repr(key)
    )


def _no_attribute(error: Any, source: str, names: Names) -> str:  # noqa: ANN401, ARG001 - as above
    if error.obj is None:
        return gettext("What stands before the point is empty (None): the step before gave nothing back.")
    name = error.name or ""
    guess = _near(name, [word for word in dir(error.obj) if not word.startswith("_")])
    return gettext("A {kind} has no .{name}.", kind=type(error.obj).__name__, name=name) + guess


_JOINED = N_("Put each condition in its own round brackets: & and | join before <, > and == compare.")
_SETS = N_("One of the two is a list. To take one set from another, make both sets: set(...).")
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
    ("concatenate str", N_("A text and a number meet here. Numbers stand without quotation marks.")),
    ("unsupported operand", N_("Two things meet here that cannot be put together, often a text and a number.")),
    ("not supported between", N_("Two things are compared that have no order, often a text and a number.")),
    ("has no len()", N_("A single value has no length. A list, a text or a table has one.")),
    ("not iterable", N_("A single value cannot be gone through one by one. A list or a column can.")),
)


def _wrong_kind(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - as above
    return next((gettext(sentence) for words, sentence in _WRONG_KIND if words in str(error)), "")


def _wrong_value(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - as above
    if "truth value" in str(error):
        return gettext("Conditions on columns are joined with & (and) or | (or), each in its own round brackets.")
    if "convert string" in str(error):
        return gettext("This text is no number. Decimals stand after a point, and a number holds no spaces or commas.")
    return ""


def _no_file(error: Any, source: str, names: Names) -> str:  # noqa: ANN401, ARG001 - as above
    return gettext(
        "There is no file {name}, seen from {folder}/, where this notebook lies. Has the notebook been moved? Lessons "
        "and sheets find their data only in their own folder of the course.",
        name=error.filename,
        folder=Path.cwd().name,
    )


def _no_module(error: Any, source: str, names: Names) -> str:  # noqa: ANN401, ARG001 - as above
    return gettext(
        "There is no library {name} here. Is it spelled right? Was JupyterLab opened with the course's command?",
        name=error.name,
    )


def _no_place(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - as above
    return gettext("There is no value at this place. Counting begins at 0, so the last of three is number 2.")


def _zero(error: Exception, source: str, names: Names) -> str:  # noqa: ARG001 - as above
    return gettext("Something is divided by zero. Which of the two numbers is 0, and why?")


# The first kind that fits decides: an IndentationError is a SyntaxError too.
_SENTENCES: tuple[tuple[type[Exception], Callable[[Any, str, Names], str]], ...] = (
    (IndentationError, _indentation),
    (SyntaxError, _unreadable),
    (NameError, _unknown_name),
    (KeyError, _no_key),
    (AttributeError, _no_attribute),
    (TypeError, _wrong_kind),
    (FileNotFoundError, _no_file),
    (ModuleNotFoundError, _no_module),
    (IndexError, _no_place),
    (ZeroDivisionError, _zero),
    (ValueError, _wrong_value),
)
