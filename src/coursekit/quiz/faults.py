"""What can be wrong with a file of questions, each fault with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from coursekit.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

# The loader in C is ten times faster; a PyYAML that was built without it has only the other one.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place = tuple[str | int, ...]
Lines = dict[Place, int]
KINDS = {
    "string": "text (in quotation marks if it looks like a number, a date, or yes and no)",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "fields with values",
}


class BankError(ValueError):
    """A file of questions is faulty, so none of it is shown.

    Attributes:
        faults: every fault that was found.
    """

    def __init__(self, path: Path, faults: list[Fault]) -> None:
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
        BankError: the bytes are not UTF-8, not YAML, or empty, or a field stands there twice.
    """
    try:
        node, content = _composed(raw)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fault = Fault(path.name, line, "", f"the byte 0x{raw[error.start]:02X}", "UTF-8")
        raise BankError(path, [fault]) from error
    except (yaml.YAMLError, ValueError) as error:
        # ValueError: YAML takes 1954-02-31 for a date and finds that there is none.
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise BankError(path, [Fault(path.name, mark.line + 1 if mark else 0, "", problem, "YAML")]) from error
    if node is None:
        raise BankError(path, [Fault(path.name, 0, "", "an empty file", "lesson, title and questions")])
    doubles = list(_doubles(node))
    if doubles:
        raise BankError(path, [Fault(path.name, line, key, "it a second time", "it once") for key, line in doubles])
    return content, dict(_lines(node, ()))


def _composed(raw: bytes) -> tuple[yaml.Node | None, Any]:
    text = raw.decode("utf-8-sig")
    return yaml.compose(text, Loader=LOADER), yaml.load(text, Loader=LOADER)  # noqa: S506 - both loaders are safe ones


def _doubles(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Yield the fields that a mapping holds twice: YAML would keep the last and say nothing."""
    children = node.value if isinstance(node, yaml.CollectionNode) else []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1
            seen.add(key.value)
        children = [value for _, value in node.value]
    for child in children:
        yield from _doubles(child)


def _lines(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines(value, (*place, number))


def of_schema(path: Path, content: Any, lines: Lines, validator: Draft202012Validator) -> list[Fault]:  # noqa: ANN401 - YAML holds any type
    """Return the faults of form: fields that are missing, unknown or of the wrong type.

    Args:
        path: the file, for messages.
        content: what YAML holds.
        lines: the line of each place.
        validator: the bank's schema.
    """
    schema_faults = []
    for error in validator.iter_errors(content):
        schema_faults += [_fault(path, content, lines, leaf) for leaf in _leaves(error, validator)]
    return schema_faults


def _leaves(error: ValidationError, validator: Draft202012Validator) -> list[ValidationError]:
    """Replace "matches none of the types" by what is wrong for the type that the question names."""
    if error.validator != "oneOf":
        return [error]
    question = error.instance
    types = dict(validator.schema)["$defs"]  # type: ignore[arg-type]  # ours is never a bare true or false
    if not isinstance(question, dict) or question.get("type") not in types:
        error.message = f"a type among {', '.join(types)}"
        return [error]
    leaves = list(validator.evolve(schema=types[question["type"]]).iter_errors(question))
    for leaf in leaves:
        leaf.path.extendleft(reversed(error.absolute_path))
    return leaves


def _fault(path: Path, content: Any, lines: Lines, error: ValidationError) -> Fault:  # noqa: ANN401 - YAML holds any type
    place = tuple(error.path)
    line = next(lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in lines)
    return Fault(path.name, line, _where(content, place), _found(error), _expected(error))


def _where(content: Any, place: Place) -> str:  # noqa: ANN401 - YAML holds any type
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
    value = error.validator_value
    words: dict[str, str] = {
        "required": "all fields of its type",
        "additionalProperties": "only the fields of its type",
        "minLength": "some text",
        "oneOf": error.message,
        "pattern": "some text" if value == r"\S" else f"the form {value}",
        "enum": f"one of {value}",
        "type": KINDS.get(str(value), str(value)),
        "minItems": f"at least {value} entries",
        "maxItems": f"at most {value} entries",
        "minProperties": f"at least {value} entries",
        "minimum": f"{value} or more",
        "exclusiveMinimum": f"more than {value}",
        "maximum": f"{value} or less",
    }
    return words.get(str(error.validator), str(error.message))
