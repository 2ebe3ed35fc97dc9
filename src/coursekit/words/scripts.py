"""The words of the page's scripts: a script gets those that it names, and nothing is looked up elsewhere."""

from __future__ import annotations

import json
import re
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.words.chosen import ENGLISH, language
from coursekit.words.table import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = r'("(?:[^"\\]|\\.)*")'
# What is looked up is one literal in double quotation marks; a test compares what pybabel finds.
_NAMED = re.compile(rf"\b(?:gettext\(\s*{_TEXT}|ngettext\(\s*{_TEXT},\s*{_TEXT})")
_PLURAL = re.compile(r"plural=([n\d\s()!=<>&|?:%]+)")
_ENGLISH_PLURAL = "n != 1"
# Dates and numbers are written the British way in English, as the lessons write them.
_TAGS = {ENGLISH: "en-GB"}


def with_words(script: str) -> str:
    """Return a script that finds ``gettext`` and ``ngettext`` before it, with its words in the language spoken.

    Args:
        script: the text of a module in JavaScript.
    """
    return f"{_table(script)}\n{_functions()}{script}"


def words_module(*scripts: str) -> str:
    """Return the module ``words.js`` that other modules import ``gettext``, ``ngettext`` and ``WORDS`` from.

    Args:
        scripts: the texts of all modules that do.
    """
    return f"{_table(*scripts)}\n{_functions()}export {{ gettext, ngettext, WORDS }};\n"


def named_in(*scripts: str) -> Iterator[tuple[str, str]]:
    """Yield the sentences that scripts name, each with its plural, empty where it has none."""
    literals = dict.fromkeys(match.groups() for script in scripts for match in _NAMED.finditer(script))
    for plain, singular, many in literals:
        yield json.loads(plain or singular), json.loads(many) if many else ""


def _functions() -> str:
    return Path(__file__).with_name("words.js").read_text(encoding="utf-8")


def _table(*scripts: str) -> str:
    code = language()
    plural = _ENGLISH_PLURAL if code == ENGLISH else _plural(code)
    texts = {} if code == ENGLISH else dict(_texts(code, plural, named_in(*scripts)))
    # Not even in an inline script can a text end the script.
    written = json.dumps(texts, ensure_ascii=False).replace("</", "<\\/")
    named = f'lang: "{code}", tag: "{_TAGS.get(code, code)}"'
    return f"const WORDS = {{ {named}, plural: (n) => Number({plural}), texts: {written} }};"


def _plural(code: str) -> str:
    match = _PLURAL.search(str(table_of(code).info().get("plural-forms", "")))
    return match[1].strip() if match else _ENGLISH_PLURAL


def _texts(code: str, plural: str, named: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str | list[str]]]:
    table, form_of = table_of(code), c2py(plural)
    # For each form the first number that asks for it, in the order of the forms.
    first = {form_of(n): n for n in reversed(range(200))}
    for message, many in named:
        yield (
            message,
            [table.ngettext(message, many, first[form]) for form in sorted(first)] if many else table.gettext(message),
        )
