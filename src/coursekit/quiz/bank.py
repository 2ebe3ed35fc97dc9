"""The question bank: one YAML file a lesson, checked before a learner sees any of it."""

from __future__ import annotations

import csv
import difflib
import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from fastjsonschema import JsonSchemaValueException
from fastjsonschema import compile as compiled

from coursekit import tables
from coursekit.course import find_course
from coursekit.faults import Fault
from coursekit.quiz import faults, references, sense
from coursekit.quiz.faults import BankError
from coursekit.quiz.question import Lesson, Question
from coursekit.quiz.registry import schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class UnknownQuestionError(KeyError):
    """No question has this id."""

    def __str__(self) -> str:
        """Return the message without the quotes that KeyError puts around it."""
        return str(self.args[0])


def lessons() -> list[Lesson]:
    """Return every lesson that has a file in ``data/questions``, in order.

    Raises:
        BankError: a file is faulty; the error lists every fault.
        CourseNotFoundError: the course's data folder was not found.
    """
    return [load(path) for path in _files()]


def _files() -> list[Path]:
    return sorted(_folder().glob("*.yaml"))


def _folder() -> Path:
    course = find_course()
    below = PurePosixPath(course.folders.questions)
    if below.is_relative_to(course.folders.data):
        return tables.data_dir() / below.relative_to(course.folders.data)
    return course.path(course.folders.questions)


def find(question_id: str) -> Question:
    """Return one question.

    Args:
        question_id: such as ``"q-0301"``.

    Raises:
        BankError: the lesson's file is faulty or missing.
        UnknownQuestionError: no question has this id.
        CourseNotFoundError: the course's data folder was not found.
    """
    wanted = str(question_id)
    lesson = lesson_of(wanted)
    if lesson is None:
        raise UnknownQuestionError(_unknown(wanted))
    return lesson.questions[wanted]


def lesson_of(question_id: str) -> Lesson | None:
    """Return the lesson that a question belongs to, or None; no other lesson's file is read.

    Raises:
        BankError: the lesson's file is faulty.
        CourseNotFoundError: the course's data folder was not found.
    """
    path = _folder() / f"{question_id[2:4]}.yaml"
    if not re.fullmatch(r"q-\d{4}", question_id) or not path.is_file():
        return None
    lesson = load(path)
    return lesson if question_id in lesson.questions else None


def readable_lessons() -> list[Lesson]:
    """Return the lessons whose files can be read; a broken one says so when one of its own questions is asked."""
    lessons = []
    for path in _files():
        try:
            lessons.append(load(path))
        except BankError:
            continue
    return lessons


def load(path: Path) -> Lesson:
    """Read and check one lesson's file; a file that has not changed is read once.

    Args:
        path: such as ``data/questions/03.yaml``.

    Raises:
        BankError: the file is missing or faulty; the error lists every fault.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        fault = Fault(path.name, 0, "", str(error.strerror), "a file of questions that can be read")
        raise BankError(path, [fault]) from error
    data = path.parent.parent
    return _load(path, raw, _claims(data / "claims.csv"), tuple(references.references(data).items()))


def _claims(path: Path) -> frozenset[str] | None:
    """Return the ids of the claims, or None when the table is not at hand; ``tables`` says what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return frozenset(row["claim_id"] for row in csv.DictReader(file))
    except (OSError, UnicodeDecodeError, KeyError, csv.Error):
        return None


@lru_cache(maxsize=64)
def _load(path: Path, raw: bytes, claims: frozenset[str] | None, cited: tuple[tuple[str, str], ...]) -> Lesson:
    content, lines = faults.parse(path, raw)
    all_faults = [] if _fits(content) else _form_faults(path, content, lines)
    if not all_faults:
        all_faults = sense.faults(path, content, lines, claims)
    if all_faults:
        raise BankError(path, all_faults)
    questions = references.ids_in_words(content["questions"], dict(cited))
    return Lesson(content["lesson"], content["title"], {item["id"]: _question(item) for item in questions})


@lru_cache(maxsize=4)
def _fast_check(_course: Path | None) -> Callable[[Any], Any]:
    check: Callable[[Any], Any] = compiled(schema())
    return check


def _fits(content: Any) -> bool:  # noqa: ANN401 - YAML holds any type
    """Tell whether the form is right; nearly always it is, and a lesson need not wait for the library that explains."""
    try:
        _fast_check(find_course().folder)(content)
    except JsonSchemaValueException:
        return False
    return True


def _form_faults(path: Path, content: Any, lines: faults.Lines) -> list[Fault]:  # noqa: ANN401 - YAML holds any type
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - takes more than a second to import

    return faults.of_schema(path, content, lines, Draft202012Validator(schema()))


def _question(item: dict[str, Any]) -> Question:
    common = ("id", "type", "prompt", "hints", "explanation", "claims", "skill")
    return Question(
        id=item["id"],
        type=item["type"],
        prompt=item["prompt"].strip(),
        hints=tuple(item["hints"]),
        explanation=item["explanation"].strip(),
        claims=tuple(item["claims"]),
        skill=item["skill"],
        body={name: value for name, value in item.items() if name not in common},
    )


def _unknown(question_id: str) -> str:
    known = [name for lesson in readable_lessons() for name in lesson.questions]
    # Who asks for q-0399 is in lesson 3.
    of_lesson = [name for name in known if name[:4] == question_id[:4]]
    near = difflib.get_close_matches(question_id, of_lesson or known, n=3)
    hint = f"Did you mean {', '.join(near)}?" if near else 'An id looks like "q-0301": lesson 03, question 01.'
    return f"There is no question {question_id!r}. {hint} All ids are in data/questions/."
