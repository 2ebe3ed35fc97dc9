"""Pieces of the bank's form (JSON Schema), and of the checks that a form cannot make; types are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Form = dict[str, Any]
# What is wrong: the field, what it holds, what was expected.
Problem = tuple[str, str, str]
TEXT: Form = {"type": "string", "minLength": 1, "pattern": r"\S"}
NUMBER: Form = {"type": "number"}
AT_LEAST_ZERO: Form = {"type": "number", "minimum": 0}
ABOVE_ZERO: Form = {"type": "number", "exclusiveMinimum": 0}
COUNT: Form = {"type": "integer", "minimum": 1}
ID: Form = {"type": "string", "pattern": "^[a-z][a-z0-9]{0,3}$"}
QUESTION_ID: Form = {"type": "string", "pattern": "^q-[0-9]{4}$"}
CLAIM_ID: Form = {"type": "string", "pattern": "^C[0-9]{2}$"}
# Which codes there are, course.toml says: ``with_codes`` puts them in.
MISCONCEPTION: Form = {"type": "string", "pattern": "^[A-Z]+$", "title": "a misconception's code"}


def with_codes(form: Any, codes: tuple[str, ...]) -> Any:  # noqa: ANN401 - any part of a JSON Schema
    """Return a form in which a misconception's code is one of a course's.

    Args:
        form: a JSON Schema, or a part of one.
        codes: the course's; with none, any word in capitals is one.
    """
    if form == MISCONCEPTION:
        return {"enum": list(codes)} if codes else form
    if isinstance(form, dict):
        return {name: with_codes(part, codes) for name, part in form.items()}
    return [with_codes(part, codes) for part in form] if isinstance(form, list) else form


def record(*, optional: tuple[str, ...] = (), **fields: Form) -> Form:
    """Return the form of fields with values.

    Args:
        optional: the fields that may be missing.
        fields: the form of each field.
    """
    required = [name for name in fields if name not in optional]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": fields}


def list_of(form: Form, least: int, most: int) -> Form:
    """Return the form of a list of ``least`` to ``most`` entries."""
    return {"type": "array", "items": form, "minItems": least, "maxItems": most}


OPTION = record(
    optional=("misconception",),
    id=ID,
    text=TEXT,
    correct={"type": "boolean"},
    misconception=MISCONCEPTION,
    feedback=TEXT,
)
ITEM = record(optional=("feedback",), id=ID, text=TEXT, feedback=TEXT)
CHOICE = record(id=ID, text=TEXT)
# What a question of any type has, beside its type.
COMMON: dict[str, Form] = {
    "id": QUESTION_ID,
    "skill": TEXT,
    "claims": {"type": "array", "items": CLAIM_ID},
    "prompt": TEXT,
    "hints": list_of(TEXT, 0, 3),
    "explanation": TEXT,
}


def question_form(name: str, fields: dict[str, Form], optional: tuple[str, ...]) -> Form:
    """Return the form of a type of question.

    Args:
        name: of the type.
        fields: the form of each field of its own.
        optional: those of them that may be missing.
    """
    return record(optional=optional, type={"const": name}, **COMMON, **fields)


def bank_form(types: dict[str, Form]) -> Form:
    """Return the form of a lesson's file: its number, its title, and questions of these types."""
    questions = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in types]}
    form = record(
        lesson={"type": "integer", "minimum": 0, "maximum": 99},
        title=TEXT,
        questions={"type": "array", "items": questions, "minItems": 1},
    )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A lesson's questions"}
    return {**head, **form, "$defs": types}


def texts(entries: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return what may be seen of options, items or positions: ids and texts."""
    return [{"id": entry["id"], "text": entry["text"]} for entry in entries]


def range_problems(field: str, bounds: dict[str, Any]) -> Iterator[Problem]:
    """Yield bounds that hold no value, or not the one that they are for."""
    if bounds["min"] >= bounds["max"]:
        yield field, f"from {bounds['min']} to {bounds['max']}", "a min below the max"
    elif not bounds["min"] <= bounds.get("value", bounds["min"]) <= bounds["max"]:
        yield field, repr(bounds["value"]), "a value from min to max"
