"""What a sheet asks that nobody has shown: the syntax and the names of its answers against the code shown before.

Shown is what stands in a cell that a learner can run: in the lessons up to the sheet, and in the sheet's own worked
examples above the task. A cell that only imports and loads shows nothing, and neither do sheets of earlier lessons,
which a learner may have left out.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from coursekit.checks.marks import SOLUTION, answer_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Notebook = dict[str, Any]
_SYNTAX: dict[type[ast.AST], str] = {
    ast.FunctionDef: "def",
    ast.Return: "return",
    ast.Lambda: "lambda",
    ast.For: "for",
    ast.While: "while",
    ast.If: "if",
    ast.IfExp: "if in one line",
    ast.ListComp: "[… for …]",
    ast.SetComp: "{… for …}",
    ast.DictComp: "{…: … for …}",
    ast.GeneratorExp: "(… for …)",
    ast.JoinedStr: "f-string",
    ast.Dict: "dict",
    ast.Set: "set in braces",
    ast.List: "list",
    ast.Tuple: "tuple",
    ast.Starred: "*",
    ast.Slice: "slice",
    ast.AugAssign: "+=",
    ast.Try: "try",
    ast.With: "with",
    ast.Is: "is",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.Invert: "~",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    **dict.fromkeys((ast.Lt, ast.LtE, ast.Gt, ast.GtE), "< or >"),
}


def vocabulary(source: str) -> set[str]:
    """Return the words of a piece of code.

    Args:
        source: Python code.

    Returns:
        Its syntax (such as ``def`` or ``mask``), its attributes and methods (``.nunique``), the keyword arguments of
        its calls (``how=``) and the functions that it calls by name and does not define itself (``len()``).

    Raises:
        SyntaxError: it is no Python.
    """
    tree = ast.parse(source)
    return {word for node in ast.walk(tree) for word in _words(node)} - {f"{name}()" for name in _functions(source)}


def _functions(source: str) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}


def _words(node: ast.AST) -> Iterator[str]:
    if type(node) in _SYNTAX:
        yield _SYNTAX[type(node)]
    if isinstance(node, ast.Attribute):
        yield f".{node.attr}"
    elif isinstance(node, ast.Call):
        yield from _words_of_call(node)
    elif isinstance(node, ast.Subscript):
        yield from _words_of_part(node.slice)


def _words_of_call(call: ast.Call) -> Iterator[str]:
    yield from (f"{keyword.arg}=" for keyword in call.keywords if keyword.arg)
    if isinstance(call.func, ast.Name):
        yield f"{call.func.id}()"
    elif isinstance(call.func, ast.Attribute) and call.func.attr == "contains":
        for text in _texts(call):
            yield from (f"{sign} in a pattern" for sign in ("|", "\\b") if sign in text)


def _texts(call: ast.Call) -> list[str]:
    constants = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
    return [value for value in constants if isinstance(value, str)]


def _words_of_part(part: ast.expr) -> Iterator[str]:
    """Say what kind of part is taken out of something in square brackets."""
    joined = isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitAnd | ast.BitOr)
    turned = isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Invert)
    if isinstance(part, ast.List):
        yield "list of labels"
    elif isinstance(part, ast.Compare) or joined or turned:
        yield "mask"


def untaught(sheet: Notebook, lessons: Iterable[Notebook]) -> dict[str, list[str]]:
    """Return what the tasks of a sheet ask and nobody has shown.

    Args:
        sheet: the master, nbformat 4 JSON.
        lessons: the lessons up to it, nbformat 4 JSON.

    Returns:
        For each answer cell that asks more than was shown, by its grade_id: the words, sorted.
    """
    taught = {word for lesson in lessons for cell in lesson["cells"] for word in _of_cell(cell)}
    missing: dict[str, list[str]] = {}
    for cell in sheet["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if marks.get("solution") and cell["cell_type"] == "code":
            given, answer = _given_and_answer(_source(cell))
            more = sorted(vocabulary(answer) - taught - given)
            missing |= {marks["grade_id"]: more} if more else {}
            taught |= {f"{name}()" for name in _functions(answer)}
        elif not marks.get("grade") and not _only_prepares(cell):
            taught |= _of_cell(cell)
    return missing


def _given_and_answer(source: str) -> tuple[set[str], str]:
    """Return the words of what stands in the handed-out cell above the answer, and the answer."""
    given = source.partition(f"### BEGIN {SOLUTION}")[0]
    try:
        return vocabulary(given), answer_part(source)
    except SyntaxError:
        return set(), answer_part(source)


def _only_prepares(cell: Notebook) -> bool:
    """Tell whether a cell is the sheet's set-up."""
    return any(line.startswith(("import ", "from ")) for line in _source(cell).splitlines())


def _of_cell(cell: Notebook) -> set[str]:
    try:
        return vocabulary(_source(cell)) if cell["cell_type"] == "code" else set()
    except SyntaxError:
        return set()


def _source(cell: Notebook) -> str:
    return "".join(cell["source"])
