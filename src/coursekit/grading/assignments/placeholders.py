"""Tell an answer from the text that was handed out: comments, blank lines and placeholders are no answer."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from functools import lru_cache
from typing import TYPE_CHECKING

from coursekit.checks.marks import hidden_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLACEHOLDER = re.compile(r"raise NotImplementedError(\(.*\))?|pass|\.\.\.|[A-Za-z_]\w*\s*(:[^=]*)?=\s*(\.\.\.|None)")
_SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def hidden_lines(source: str) -> frozenset[str]:
    """Return the lines of a check cell that learners must not see."""
    hidden = "\n".join(hidden_parts(source))
    return frozenset(line.strip() for line in hidden.splitlines() if len(line.strip()) > len("check()"))


# What was handed out is the same for the whole class.
@lru_cache(maxsize=256)
def essence(source: str) -> tuple[str, ...]:
    """Return what is left of a text when comments, white space and placeholders are taken out.

    Args:
        source: the text of a code or Markdown cell.

    Returns:
        Its tokens; empty for a cell in which nothing has been written.
    """
    code = "\n".join(line for line in source.splitlines() if not _PLACEHOLDER.fullmatch(line.split("#")[0].strip()))
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return tuple(code.split())
    return tuple(token.string for token in tokens if token.type not in _SILENT)


def is_untouched(source: str, released: tuple[str, ...], *, code: bool = True) -> bool:
    """Tell whether a cell holds no more than one of the texts that were handed out.

    Args:
        source: the cell's text.
        released: what was handed out.
        code: comments are no answer; in a written answer they may be one.
    """
    if not code:
        return not without_placeholders(source, released).strip()
    written = essence(source)
    return not written or any(written == essence(text) for text in released)


def has_commented_answer(source: str, released: Sequence[str]) -> bool:
    """Tell whether a learner's comments hold code, beside those that were handed out.

    Args:
        source: the text of a code cell.
        released: what was handed out.
    """
    given = {_bare(line) for text in released for line in text.splitlines()}
    comments = [_bare(line) for line in source.splitlines() if line.lstrip().startswith("#")]
    return any(line not in given and _gives_a_name(line) for line in comments)


def _bare(line: str) -> str:
    return line.strip().lstrip("#").strip()


def _gives_a_name(line: str) -> bool:
    try:
        tree = ast.parse(f"{line} pass" if line.startswith("def ") else line)
    except (SyntaxError, ValueError):
        return False
    return any(isinstance(node, ast.Assign | ast.AnnAssign | ast.FunctionDef) for node in tree.body)


def without_placeholders(text: str, released: Sequence[str]) -> str:
    """Return written text without the lines that were handed out, such as the words "Write your answer here".

    Args:
        text: what stands in the cell.
        released: the texts that were handed out.
    """
    given = {line.strip() for words in released for line in words.splitlines() if line.strip()}
    return "\n".join(line for line in text.splitlines() if line.strip() not in given)


def same_code(first: str, other: str) -> bool:
    """Tell whether two cells say the same, white space at line ends and around them aside."""
    return [line.rstrip() for line in first.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]
