"""A name that Python does not know: what a beginner most likely meant."""

from __future__ import annotations

import ast
import difflib
import linecache
import re
from typing import Any

from coursekit.words import N_, gettext

_CONSTANTS = ("true", "false", "none")


def near(word: str, words: list[str]) -> str:
    """Return the nearest word as a question; empty when none is near.

    Args:
        word: the word that nobody knows.
        words: those that are known.
    """
    nearest = difflib.get_close_matches(word, words, n=1, cutoff=0.7)
    return " " + gettext("Did you mean {name}?", name=nearest[0]) if nearest else ""


GAP = N_("There is still a gap: write what belongs there in place of ____.")


def is_gap(name: object) -> bool:
    """Tell whether this is the line of a sheet's gap to fill: four underscores or more.

    Args:
        name: a name, or an entry's key.
    """
    return isinstance(name, str) and re.fullmatch("_{4,}", name) is not None


def unknown_name(error: Any, source: str, names: dict[str, Any]) -> str:  # noqa: ANN401 - a NameError with its name
    """Return what a learner can do about a name that Python does not know.

    Args:
        error: the NameError.
        source: the text of the cell that raised it.
        names: the names of the session with their values.
    """
    name = error.name or ""
    if is_gap(name):
        return gettext(GAP)
    if name.lower() in _CONSTANTS:
        return gettext("Python writes {name} with a capital letter.", name=name.capitalize())
    if _is_compared_alone(name, source):
        return gettext("Two == ask whether two things are equal. To give {name} its value, write one =.", name=name)
    guess = near(name, [known for known in [*names, *_inside(error)] if not known.startswith("_")])
    if guess:
        return gettext("Python does not know the name {name}.", name=name) + guess
    if text := _text_meant(name, source) or _text_meant(name, _own_text(error)):
        return gettext(
            "If {name} is a word, put it in quotation marks: {quoted}. If it is a name from a cell further up, run "
            "that cell first.",
            name=text,
            quoted=f'"{text}"',
        )
    return gettext(
        "Python does not know the name {name} yet. Run the cells further up first: Run > Run All Above Selected Cell.",
        name=name,
    )


def _is_compared_alone(name: str, source: str) -> bool:
    """Tell whether a line of the cell compares a name and does nothing else: a beginner meant to give it a value."""
    try:
        lines = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    compared = [line.value for line in lines if isinstance(line, ast.Expr) and isinstance(line.value, ast.Compare)]
    return any(
        isinstance(test.ops[0], ast.Eq) and isinstance(test.left, ast.Name) and test.left.id == name
        for test in compared
    )


def _inside(error: BaseException) -> list[str]:
    """Return the names inside the function that raised an error, such as its parameters."""
    step = error.__traceback__
    while step and step.tb_next:
        step = step.tb_next
    return list(step.tb_frame.f_locals) if step else []


def _own_text(error: BaseException) -> str:
    """Return the text of the cell that holds the function that raised an error; the cell that runs only calls it."""
    step = error.__traceback__
    while step and step.tb_next:
        step = step.tb_next
    return "".join(linecache.getlines(step.tb_frame.f_code.co_filename)) if step else ""


def _text_meant(name: str, source: str) -> str:
    """Return the text that a beginner meant by a name that stands where a word can stand; empty when none can.

    A word is compared, listed, assigned, indexed or given; one with a hyphen, such as a task's t1-1, reads as a sum.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""
    for place in _places_of_words(tree):
        first = place.left if isinstance(place, ast.BinOp) and isinstance(place.op, ast.Sub) else place
        if isinstance(first, ast.Name) and first.id == name:
            return ast.get_source_segment(source, place) or name
    return ""


def _places_of_words(tree: ast.AST) -> list[ast.AST]:
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
    return places
