"""Export the bank: choose the questions, write the file, tell what is not in it."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coursekit.course import find_course
from coursekit.files import write_whole
from coursekit.quiz import bank
from coursekit.quiz.faults import BankError
from coursekit.tables import CourseNotFoundError
from coursekit.teaching.exports.losses import Loss, as_csv, summed_up
from coursekit.teaching.exports.reading import bank_of
from coursekit.teaching.exports.registry import format_named
from coursekit.words.numbers import how_many

if TYPE_CHECKING:
    import argparse

    from coursekit.quiz.question import Lesson

LIST = "not-exported.csv"


def export(arguments: argparse.Namespace) -> int:
    """Run ``questions export``; return the exit code."""
    chosen = format_named(arguments.to)
    course = find_course()
    try:
        lessons = _lessons(arguments.lesson)
        questions, unknown = bank_of(course.title, lessons)
        path = _path(arguments.out, course.name, arguments.lesson, chosen.ending)
        write_whole(path, chosen.write(questions))
        lost = [loss for item in questions.items for loss in chosen.losses(item)]
        lost += [
            Loss(other.id, f"a question of the type {other.type}", "nothing: no export knows it") for other in unknown
        ]
        _list(path.parent / LIST, lost)
    except (BankError, CourseNotFoundError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(
            f"{error.filename}: it cannot be written ({error.strerror}). Choose another place with --out.\n"
        )
        return 1
    sys.stdout.write(f"{how_many(len(questions.items), 'question')} of {how_many(len(lessons), 'lesson')}: {path}\n")
    _tell(lost, path.parent / LIST)
    return 0


def _lessons(number: int | None) -> list[Lesson]:
    """Return the lesson with a number, or all.

    Raises:
        ValueError: there is no such lesson.
    """
    every = bank.lessons()
    chosen = [lesson for lesson in every if number in {None, lesson.number}]
    if not chosen:
        known = ", ".join(str(lesson.number) for lesson in every)
        raise ValueError(f"--lesson {number}: expected one of {known}.")
    return chosen


def _path(out: Path | None, name: str, lesson: int | None, ending: str) -> Path:
    of_lesson = "" if lesson is None else f"-{lesson:02d}"
    usual = f"{name}-questions{of_lesson}{ending}"
    if out is None:
        return Path(usual)
    return out / usual if out.is_dir() else out


def _list(path: Path, lost: list[Loss]) -> None:
    """Write the list of what was left out; take an older one away when nothing was."""
    if lost:
        write_whole(path, as_csv(lost))
    else:
        with suppress(FileNotFoundError):
            path.unlink()


def _tell(lost: list[Loss], path: Path) -> None:
    if not lost:
        sys.stdout.write("The format holds all of it.\n")
        return
    sys.stdout.write("Not in the file:\n")
    sys.stdout.writelines(f"  - {line}\n" for line in summed_up(lost))
    sys.stdout.write(f"Question by question: {path}\n")
