"""The key of a sheet: salted digests of the right answer and of known mistakes, with hints; no answer is in it.

A task with few possible answers can be found out by trying: such a check helps a learner, it keeps no secret.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.checks.marks import answer_part
from coursekit.checks.parts import parts_of
from coursekit.checks.sealed import seal, unseal
from coursekit.checks.slow_digest import derive
from coursekit.checks.words import kind_of
from coursekit.course import find_course, own_metadata, variable
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

AUTHOR = "author"
FOLDER_VARIABLE = "COURSEKIT_CHECKS"
RIGHT = N_("Right.")
VERSION = 1
# Slow enough to make trying a dictionary dull, fast enough for nobody to wait.
ROUNDS = 20_000
_CHECK = re.compile(r"""^check\(\s*["']([^"']+)["']""", re.MULTILINE)


class KeyNotFoundError(LookupError):
    """There is no key for a check, so nothing can be said about the answer."""


class KeyFileError(ValueError):
    """A key file is damaged."""


class MasterKeyError(ValueError):
    """A master's stored outputs give no key: it was not executed, or a check did not say that it is right."""


@dataclass(frozen=True)
class Mistake:
    """A known mistake: the digest of its answer, the misconception's code and the hint for it."""

    digest: str
    code: str
    hint: str


@dataclass(frozen=True)
class Item:
    """The key of one check.

    Attributes:
        salt: makes its digests its own.
        right: the digest of the right answer's form.
        hint: for a wrong answer that is no known mistake; may be empty.
        mistakes: the known mistakes.
        rounds: how slow its digests are.
        expects: the right answer's kind, such as ``a list of numbers``; empty in a key of an older course.
        parts: for a chart: the digest of each part of its form, by name.
        answer: one way to the answer and why, sealed; empty in a key without answers.
    """

    salt: str
    right: str
    hint: str
    mistakes: tuple[Mistake, ...]
    rounds: int
    expects: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    answer: str = ""

    def opened(self) -> tuple[str, str]:
        """Return one way to the answer, as code, and why it is right.

        Raises:
            KeyFileError: the sealed answer is damaged.
        """
        try:
            return unseal(self.answer, self.salt)
        except ValueError as error:
            raise KeyFileError(f"The answer cannot be shown: {error}. Put the course's own key file back.") from error

    def verdict(self, form: str) -> tuple[bool, Mistake | None]:
        """Return whether an answer is right, and the known mistake that it shows, if any.

        Args:
            form: the answer's form as ``words.shortened`` gives it.
        """
        digest = digest_of(form, self.salt, self.rounds)
        return digest == self.right, next((known for known in self.mistakes if known.digest == digest), None)

    def parts_of(self, form: str) -> dict[str, tuple[str, bool]]:
        """Return the parts of a chart's form that the right answer has too: the text of each, and whether it is right.

        Args:
            form: the answer's form.
        """
        own = parts_of(form)
        return {
            name: (own[name], digest_of(f"{name}: {own[name]}", self.salt, self.rounds) == digest)
            for name, digest in self.parts.items()
            if name in own
        }


def digest_of(form: str, salt: str, rounds: int = ROUNDS) -> str:
    """Return the salted digest of an answer's form, made slow by so many rounds."""
    return derive(form.encode("utf-8", "surrogatepass"), bytes.fromhex(salt), rounds)[:16].hex()


def is_author() -> bool:
    """Tell whether a master is being executed: its answers are the right ones, and no key is asked."""
    return variable("CHECKS") == AUTHOR


def find(grade_id: str) -> Item:
    """Return the key of a check.

    Args:
        grade_id: such as ``t3-1``.

    Raises:
        KeyNotFoundError: no key file near the notebook has this check.
        KeyFileError: a key file is damaged.
    """
    for folder in _folders():
        for path in sorted(folder.glob("*.json")):
            items = _read(path)
            if grade_id in items:
                return items[grade_id]
    raise KeyNotFoundError(
        gettext(
            "Whether this is right cannot be said here: no file of the folder checks, which belongs beside the sheet, "
            "has the check {check}. Put the sheet's checks folder into {folder}, and run the cell again.",
            check=repr(grade_id),
            folder=Path.cwd(),
        )
    )


def _folders() -> Iterator[Path]:
    course = find_course()
    given = variable("CHECKS", course)
    if given:
        yield Path(given).expanduser()
        return
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield folder / course.folders.keys
        yield folder / course.folders.sheets / course.folders.keys


def _read(path: Path) -> dict[str, Item]:
    try:
        items = json.loads(path.read_text(encoding="utf-8"))["items"]
        return {name: _item(content) for name, content in items.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise KeyFileError(
            f"{path} is damaged or no key of a sheet ({error}). Put the course's own file back."
        ) from error


def _item(content: Mapping[str, Any]) -> Item:
    mistakes = tuple(Mistake(known["digest"], known["code"], known["hint"]) for known in content["mistakes"])
    return Item(
        *(content["salt"], content["right"], content["hint"], mistakes, content.get("rounds", ROUNDS)),
        *(content.get("expects", ""), content.get("parts", {}), content.get("answer", "")),
    )


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
