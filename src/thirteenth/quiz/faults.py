"""What can be wrong with a file of questions, each fault with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

Place = tuple[str | int, ...]
Lines = dict[Place, int]


@dataclass(frozen=True, order=True)
class BankFault:
    """One fault of a file of questions.

    Attributes:
        file: the file's name.
        line: its line, counted from 1; 0 when the fault is the whole file's.
        where: the question's id and the field, such as ``q-0301 options 2 feedback``.
        value: what stands there.
        expected: what should stand there.
    """

    file: str
    line: int
    where: str
    value: str
    expected: str

    def __str__(self) -> str:
        """Return the fault as one sentence."""
        line = f", line {self.line}" if self.line else ""
        where = f", {self.where}" if self.where else ""
        return f"{self.file}{line}{where}: found {self.value}, expected {self.expected}"


class BankError(ValueError):
    """A file of questions is faulty, so none of it is shown.

    Attributes:
        faults: every fault that was found.
    """

    def __init__(self, path: Path, faults: list[BankFault]) -> None:
        """Collect the faults of one file.

        Args:
            path: the file.
            faults: at least one fault.
        """
        self.faults = sorted(faults)
        listed = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(
            f"The questions in {path.name} were not loaded.\n{listed}\n"
            f"What to do: mend the file {path} (its form is in data/questions/README.md), or put the course's own copy "
            f"back (git checkout -- data/questions/{path.name}, or unpack the course again). Your answers are safe."
        )


def parse(path: Path, raw: bytes) -> tuple[Any, Lines]:
    """Read YAML and remember the line of every value.

    Args:
        path: the file, for messages.
        raw: its bytes.

    Returns:
        The content, and the line of each value by its place, such as ``("questions", 0, "prompt")``.

    Raises:
        BankError: the bytes are not UTF-8, not YAML, or empty.
    """
    try:
        text = raw.decode("utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BankError(
            path, [BankFault(path.name, line, "", f"the byte 0x{raw[error.start]:02X}", "UTF-8")]
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 0
        raise BankError(path, [BankFault(path.name, line, "", str(error.problem), "YAML")]) from error
    if node is None:
        raise BankError(path, [BankFault(path.name, 0, "", "an empty file", "lesson, title and questions")])
    return yaml.safe_load(text), dict(_lines(node, ()))


def _lines(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines(value, (*place, number))


def of_schema(path: Path, content: Any, lines: Lines, validator: Draft202012Validator) -> list[BankFault]:  # noqa: ANN401 - YAML holds any type
    """Return the faults of form: fields that are missing, unknown or of the wrong type.

    Args:
        path: the file, for messages.
        content: what YAML holds.
        lines: the line of each place.
        validator: the bank's schema.
    """
    found = []
    for error in validator.iter_errors(content):
        found += [_fault(path, content, lines, leaf) for leaf in _leaves(error, validator)]
    return found


def _leaves(error: ValidationError, validator: Draft202012Validator) -> list[ValidationError]:
    """Replace "matches none of the ten types" by what is wrong for the type that the question names."""
    if error.validator != "oneOf":
        return [error]
    question = error.instance
    types = dict(validator.schema)["$defs"]  # type: ignore[arg-type]  # ours is never a bare true or false
    if not isinstance(question, dict) or question.get("type") not in types:
        error.message = f"no type among {', '.join(types)}"
        return [error]
    leaves = list(validator.evolve(schema=types[question["type"]]).iter_errors(question))
    for leaf in leaves:
        leaf.path.extendleft(reversed(error.absolute_path))
    return leaves


def _fault(path: Path, content: Any, lines: Lines, error: ValidationError) -> BankFault:  # noqa: ANN401 - as above
    place = tuple(error.path)
    line = next(lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in lines)
    return BankFault(path.name, line, _where(content, place), _found(error), _expected(error))


def _where(content: Any, place: Place) -> str:  # noqa: ANN401 - as above
    if len(place) < 2 or place[0] != "questions":  # noqa: PLR2004 - "questions" and a number
        return " ".join(str(step) for step in place)
    question = content["questions"][place[1]]
    name = question.get("id") if isinstance(question, dict) else None
    # People count from one.
    steps = [str(step + 1) if isinstance(step, int) else step for step in place[2:]]
    return " ".join([str(name or f"question {int(place[1]) + 1}"), *steps])


def _found(error: ValidationError) -> str:
    if error.validator in {"required", "additionalProperties"}:
        return error.message
    text = repr(error.instance)
    return text if len(text) < 80 else f"{text[:77]}…"  # noqa: PLR2004 - one line of a terminal


def _expected(error: ValidationError) -> str:
    words = {
        "required": "all fields of its type",
        "additionalProperties": "only the fields of its type",
        "minLength": "some text",
        "oneOf": error.message,
        "pattern": f"the form {error.validator_value}",
        "type": f"a value of type {error.validator_value}",
        "minItems": f"at least {error.validator_value} entries",
        "maxItems": f"at most {error.validator_value} entries",
    }
    return words.get(str(error.validator), error.message)


def of_meaning(path: Path, content: dict[str, Any], lines: Lines) -> list[BankFault]:
    """Return the faults that a form cannot show: ids that repeat or dangle, keys that do not fit.

    Args:
        path: the file, for messages.
        content: what YAML holds; its form is right.
        lines: the line of each place.
    """
    found = []
    seen: set[str] = set()
    for number, question in enumerate(content["questions"]):
        problems = [*_id_problems(path, content, question, seen), *_key_problems(question)]
        line = lines[("questions", number)]
        found += [
            BankFault(path.name, line, f"{question['id']} {field}", value, expected)
            for field, value, expected in problems
        ]
        seen.add(question["id"])
    return found


def _id_problems(
    path: Path, content: dict[str, Any], question: dict[str, Any], seen: set[str]
) -> Iterator[tuple[str, str, str]]:
    prefix = f"q-{content['lesson']:02d}"
    if not question["id"].startswith(prefix) or path.stem != prefix[2:]:
        yield (
            "id",
            repr(question["id"]),
            f"an id that begins with q-{path.stem}, and lesson: {int(path.stem)} at the top",
        )
    if question["id"] in seen:
        yield "id", f"{question['id']!r} again", "an id that no other question has"
    for field in ("options", "items", "left", "right", "positions", "evidence"):
        entries = question.get(field)
        ids = [entry["id"] for entry in entries] if isinstance(entries, list) else []
        for double in sorted({name for name in ids if ids.count(name) > 1}):
            yield field, f"the id {double!r} twice", "an id for each entry"


def _key_problems(question: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    kind = question["type"]
    if kind == "single" and sum(option["correct"] for option in question["options"]) != 1:
        yield "options", f"{sum(option['correct'] for option in question['options'])} right options", "exactly one"
    if kind == "order" and sorted(question["order"]) != sorted(item["id"] for item in question["items"]):
        yield "order", repr(question["order"]), "each item's id once"
    if kind == "match":
        lefts, rights = ({item["id"] for item in question[side]} for side in ("left", "right"))
        if set(question["pairs"]) != lefts or not set(question["pairs"].values()) <= rights:
            yield "pairs", repr(question["pairs"]), "for each id of left one id of right"
    if kind == "estimate" and not question["answer"]["min"] <= question["answer"]["value"] <= question["answer"]["max"]:
        yield "answer", repr(question["answer"]["value"]), "a value from min to max"
    if kind == "text" and question["words"]["min"] > question["words"]["max"]:
        yield "words", repr(question["words"]), "a min that is not above max"
    if kind == "numeric" and any(re.search(_whole(question["answer"]["value"]), hint) for hint in question["hints"]):
        yield "hints", "the answer in a hint", "hints that lead to the answer without naming it"


def _whole(value: float) -> str:
    return rf"(?<![\d.]){re.escape(f'{value:g}')}(?![\d.]*\d)"
