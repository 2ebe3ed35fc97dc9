"""The key of a sheet: salted digests of the right answer and of known mistakes, with hints; no answer is in it.

A task with few possible answers can be found out by trying: such a check helps a learner, it keeps no secret.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coursekit.checks.parts import parts_of
from coursekit.checks.sealed import unseal
from coursekit.checks.slow_digest import derive
from coursekit.course import PREFIX, find_course, variable
from coursekit.words import N_, gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AUTHOR = "author"
FOLDER_VARIABLE = f"{PREFIX}_CHECKS"
RIGHT = N_("Right.")
# Slow enough to make trying a dictionary dull, fast enough for nobody to wait.
ROUNDS = 20_000


class KeyNotFoundError(LookupError):
    """There is no key for a check, so nothing can be said about the answer."""


class KeyFileError(ValueError):
    """A key file is damaged."""


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
