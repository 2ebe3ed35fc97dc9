"""Build the key of a sheet from its executed master: what its checks said is right, and the author's hints."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from coursekit.checks.keys import RIGHT, ROUNDS, digest_of
from coursekit.checks.marks import answer_part
from coursekit.checks.parts import parts_of
from coursekit.checks.sealed import seal
from coursekit.checks.words import kind_of
from coursekit.course import own_metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VERSION = 1
_CHECK = re.compile(r"""^check\(\s*["']([^"']+)["']""", re.MULTILINE)


class MasterKeyError(ValueError):
    """A master's stored outputs give no key: it was not executed, or a check did not say that it is right."""


def key_of(notebook: Mapping[str, Any], sheet: str, rounds: int = ROUNDS, *, answers: bool = False) -> dict[str, Any]:
    """Build the key of a sheet from what its master showed when it was executed; nothing is run.

    Args:
        notebook: the master as nbformat 4 JSON, with outputs.
        sheet: its number, such as ``03``.
        rounds: how slow its digests are; a key names them where they are not the usual ones.
        answers: put one way to each answer into the key, sealed, with the author's reason.

    Returns:
        What ``key_text`` writes: for each check the salt, the digests and the hints.

    Raises:
        MasterKeyError: a check cell shows no right answer, or a known mistake is the right answer.
    """
    entries = list(_spoken_entries(notebook))
    hints = [entry for entry in entries if "why" not in entry]
    reasons = {entry["grade_id"]: entry["why"] for entry in entries if "why" in entry}
    items: dict[str, dict[str, Any]] = {}
    solutions: list[str] = []
    for cell in notebook["cells"]:
        marks = cell.get("metadata", {}).get("nbgrader", {})
        if marks.get("grade") and cell["cell_type"] == "code":
            for name, right in right_forms(marks["grade_id"], cell):
                items[name] = key_item(name, right, [entry for entry in hints if entry["grade_id"] == name], rounds)
            item = items[marks["grade_id"]]
            if answers and solutions:
                item["answer"] = seal("\n".join(solutions), reasons.get(marks["grade_id"], ""), item["salt"])
            solutions = []
        elif marks.get("solution"):
            solutions.append(answer_part("".join(cell["source"])))
    return {"version": VERSION, "sheet": sheet, "items": items}


def key_text(key: Mapping[str, Any]) -> str:
    """Return the text of a key file."""
    return json.dumps(key, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _spoken_entries(notebook: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield what ``author.mistake`` and ``author.hint`` have left in the outputs."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            entry = own_metadata(output.get("metadata"), "grade_id")
            if entry:
                yield entry


def right_forms(grade_id: str, cell: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each check of a check cell with the right answer's form: what it said before it said so.

    A hidden check in the same cell has a name of its own.

    Args:
        grade_id: the name of the task's check.
        cell: a master's check cell as nbformat 4 JSON, with its outputs.

    Raises:
        MasterKeyError: what the cell shows was not said by its checks alone, each of which says that it is right.
    """
    names = check_names("".join(cell["source"]))
    printed = "".join("".join(output["text"]) for output in cell["outputs"] if output["output_type"] == "stream")
    *forms, rest = f"\n{printed}".split(f"\n{RIGHT}\n")
    if grade_id not in names or len(forms) != len(names) or rest.strip():
        raise MasterKeyError(f"The check {grade_id} of the master shows no right answer: was the master executed?")
    yield from zip(names, (form.removeprefix("\n") for form in forms), strict=True)


def check_names(source: str) -> list[str]:
    """Return the names of the checks that stand in a check cell, in order."""
    return _CHECK.findall(source)


def key_item(name: str, right: str, hints: Sequence[Mapping[str, str]], rounds: int) -> dict[str, Any]:
    """Return the entry of one check in a key.

    Args:
        name: the check's name.
        right: the right answer's form.
        hints: what the author has said of it: ``shown`` (a form), ``code`` and ``hint``; a hint without a code is for
            any other answer.
        rounds: how slow its digests are.

    Raises:
        MasterKeyError: a known mistake is the right answer.
    """
    for entry in hints:
        if entry["code"] and entry["shown"] == right:
            raise MasterKeyError(f"The check {name}: the mistake {entry['code']} is the right answer. Take it out.")
    # Made from the content, so that building the key again gives the same file.
    salt = hashlib.sha256(json.dumps([name, right, list(hints)], ensure_ascii=False).encode("utf-8")).hexdigest()[:32]
    mistakes = [
        {"digest": digest_of(entry["shown"], salt, rounds), "code": entry["code"], "hint": entry["hint"]}
        for entry in hints
        if entry["code"]
    ]
    plain_hint = next((entry["hint"] for entry in hints if not entry["code"]), "")
    slow = {} if rounds == ROUNDS else {"rounds": rounds}
    parts = {part: digest_of(f"{part}: {text}", salt, rounds) for part, text in parts_of(right).items()}
    chart = {"parts": parts} if parts else {}
    digest = digest_of(right, salt, rounds)
    return {
        "salt": salt,
        "right": digest,
        "hint": plain_hint,
        "mistakes": mistakes,
        "expects": kind_of(right),
        **chart,
        **slow,
    }
