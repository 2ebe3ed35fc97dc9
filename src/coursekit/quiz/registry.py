"""The types of questions: each is one pair of files in ``types``, such as ``match.py`` and ``match.js``.

The Python file has ``FIELDS`` (the form of its fields in the bank), ``face`` (what the page may know before an answer)
and ``mark``, and if they are needed ``OPTIONAL`` (fields that may be missing), ``problems`` (what a form cannot show),
``answer`` (an answer in lines) and ``again`` (the reply where the first answer counts). The JavaScript file puts a
builder of controls into ``builders``. A file's name is the type's, with ``_`` for ``-``.

A third file, ``match.mark.js``, says in JavaScript what ``mark`` and ``again`` say, for a page without a kernel; no
notebook carries it. A type without it shows there as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from coursekit.quiz import types
from coursekit.quiz.forms import bank_form, question_form, with_codes
from coursekit.quiz.misconceptions import misconceptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from coursekit.quiz.forms import Problem
    from coursekit.quiz.question import Question
    from coursekit.quiz.reply import Reply, Response


@dataclass(frozen=True)
class QuestionType:
    """One type of question.

    Attributes:
        name: as the bank writes it, such as ``rate-evidence``.
        form: its JSON Schema.
        face: from a question's body to what the page may know before an answer.
        mark: from a question and a response to the reply.
        problems: what is wrong with a question whose form is right.
        answer: from a question's body to an answer in lines; none where no answer is the right one.
        again: from the answers to a question, oldest first, to the reply to the last of them, where the first counts.
        script: the JavaScript that builds its controls.
        page_marking: the JavaScript module that marks where there is no kernel; empty where there is none.
    """

    name: str
    form: dict[str, Any]
    face: Callable[[dict[str, Any]], dict[str, Any]]
    mark: Callable[[Question, Response], Reply]
    problems: Callable[[dict[str, Any]], Iterable[Problem]]
    answer: Callable[[dict[str, Any]], list[str]]
    again: Callable[[Question, list[Response], Reply], Reply] | None
    script: str
    page_marking: str


@cache
def question_types() -> dict[str, QuestionType]:
    """Return every type by its name."""
    modules = [import_module(f"{types.__name__}.{module.name}") for module in iter_modules(types.__path__)]
    return {made.name: made for made in map(_type_of, modules)}


def question_type(name: str) -> QuestionType:
    """Return a type.

    Raises:
        KeyError: there is no such type.
    """
    return question_types()[name]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a lesson's file, with the codes of misconceptions that ``course.toml`` names."""
    codes = tuple(misconceptions())
    form: dict[str, Any] = with_codes(bank_form({name: made.form for name, made in question_types().items()}), codes)
    return form


def _type_of(module: ModuleType) -> QuestionType:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    file = Path(str(module.__file__))
    page_marking = file.with_suffix(".mark.js")
    return QuestionType(
        name=name,
        form=question_form(name, module.FIELDS, getattr(module, "OPTIONAL", ())),
        face=module.face,
        mark=module.mark,
        problems=getattr(module, "problems", _no_problems),
        answer=getattr(module, "answer", _no_answer),
        again=getattr(module, "again", None),
        script=file.with_suffix(".js").read_text(encoding="utf-8"),
        page_marking=page_marking.read_text(encoding="utf-8") if page_marking.exists() else "",
    )


def _no_problems(_: dict[str, Any]) -> tuple[Problem, ...]:
    return ()


def _no_answer(_: dict[str, Any]) -> list[str]:
    return []
